"""Routes said as objects: `{ method: "GET", path: "/users", handler: list }`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.detector import node_lines
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route
from backend_architect.survey.grammars.javascript.nodes import (
    dotted,
    elements,
    expression,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.dialects import Held
from backend_architect.survey.idioms.javascript.express import handler_name

if TYPE_CHECKING:
    from tree_sitter import Node

METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"))
_ANY = frozenset(("*", "ALL", "ANY"))
_PATHS = ("path", "url", "route", "uri", "endpoint")
_HANDLERS = ("handler", "handlers", "controller", "action", "callback", "fn", "options", "config",
             "method_handler", "handle")  # fmt: skip
_STARRED = re.compile(r"\{(\w+)\*\d*\}")
_OPENAPI = re.compile(r"\{\w+(?:\*\d*|\?)?\}")
_OPTIONAL = re.compile(r"/?\{(\w+)\?\}")


class Row(NamedTuple):
    """One object of a table."""

    methods: tuple[str, ...]
    path: Node
    handler: Node | None
    options: dict[str, Node]


def row(node: Node) -> Row | None:
    """What an object says as a route, or None if it is none."""
    options = pairs(node)
    methods = methods_of(options.get("method") or options.get("methods") or options.get("verb"))
    where = next((options[key] for key in _PATHS if key in options), None)
    if not methods or where is None:
        return None
    handler = next((options[key] for key in _HANDLERS if key in options), None)
    inner = pairs(handler)
    return Row(methods, where, inner.get("handler", handler), options)


def methods_of(node: Node | None) -> tuple[str, ...]:
    """The methods that a text, a name (`HttpMethod.GET`) or an array of them means."""
    if node is None:
        return ()
    found = []
    for each in elements(node) or [plain(node)]:
        word = (string(each) or dotted(each).rpartition(".")[2]).upper()
        if word not in METHODS | _ANY:
            return ()
        found.append("ANY" if word in _ANY else word)
    return tuple(found)


def route(
    node: Node, router: Held, said: Row, framework: str,
    guards: Iterable[Guard] = (),
) -> Iterator[Fact]:  # fmt: skip
    """A route for each form of the object's path."""
    scope, checks = scope_of(node), tuple(guards)
    for each in paths(said.path):
        yield Route(
            lines=node_lines(node), scope=router.scope or scope, router=router.name,
            methods=said.methods, path=dialects.below(router, each),
            handler=handler_name(said.handler) if said.handler is not None else "",
            framework=framework, guards=checks,
        )  # fmt: skip


def paths(node: Node) -> tuple[Expression, ...]:
    """The paths with hapi's `{name*}` as a parameter and `{name?}` as two forms."""
    found: list[Expression] = []
    for each in elements(node) or [node]:
        said = expression(plain(each))
        if isinstance(said, Literally) and _OPENAPI.search(said.text):
            text = _STARRED.sub(r"{\1}", said.text)
            forms = [_OPTIONAL.sub("", text), _OPTIONAL.sub(r"/{\1}", text)]
            found.extend(Literally(text=form or "/") for form in dict.fromkeys(forms))
        else:
            found.extend(dialects.paths(each) or ())
    return tuple(found)
