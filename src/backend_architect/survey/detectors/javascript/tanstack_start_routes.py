"""TanStack Start: routes that the server answers itself.

Recognises: `createFileRoute("/x")({ server: { handlers: { GET } } })`, also with a function that
makes the handlers; `createServerFileRoute("/x").methods({ GET })`; `createAPIFileRoute("/x")`.
Versions seen: 1.x.
Not recognised: pages, which the router shows in the browser too; server functions.
Documentation: https://tanstack.com/start/latest/docs/framework/react/guide/server-routes
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    field,
    field_text,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript import file_routes as files

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETER = re.compile(r"\$\w*")


@detector(
    language="javascript",
    anchors=("createFileRoute", "createServerFileRoute", "createAPIFileRoute"),
    query="""
    (call_expression
      function: (identifier) @_maker arguments: (arguments . (string) @path)
      (#any-of? @_maker "createFileRoute" "createServerFileRoute" "createAPIFileRoute")) @made
    """,
)
def tanstack_start_routes(match: Match) -> Iterator[Fact]:
    """The methods of one server route."""
    made, path = match.node("made"), string(match.node("path"))
    if made is None or path is None:
        return
    handlers = _handlers(made)
    if handlers is None:
        return
    where = _open(path)
    said = [
        ("ANY" if name == "ANY" else name, where, name, node_lines(value))
        for name, value in pairs(handlers).items()
        if name in (*files.METHODS, "ANY")
    ]
    yield from files.served(match, "tanstack", said)


def _open(path: str) -> str:
    parts = [each for each in path.split("/") if not each.startswith(("(", "_"))]
    return "/".join(_PARAMETER.sub(_parameter, each) for each in parts) or "/"


def _parameter(match: re.Match[str]) -> str:
    return "{" + (match.group(0)[1:] or "splat") + "}"


def _handlers(made: Node) -> Node | None:
    """The object of handlers by method that a route is given."""
    outer = made.parent
    while outer is not None and outer.type == "member_expression":
        outer = outer.parent
    given = arguments(outer)[0] if outer is not None and arguments(outer) else None
    if outer is None or given is None or outer.type != "call_expression":
        return None
    called = field_text(field(outer, "function"), "property")
    if called == "methods" or field_text(made, "function") == "createAPIFileRoute":
        return given
    found = pairs(pairs(given).get("server")).get("handlers")
    return _returned(found) if found is not None else None


def _returned(node: Node) -> Node | None:
    """`({ createHandlers }) => createHandlers({ GET })` gives what it is given."""
    node = plain(node)
    if node.type not in FUNCTIONS:
        return node
    body = field(node, "body")
    inner = plain(body) if body is not None else None
    return next(iter(arguments(inner)), None) if inner is not None else None
