"""go-zero: the tables of routes that its servers are given.

Recognises: `server.AddRoutes([]rest.Route{{Method: http.MethodGet, Path: "/x", Handler: h}},
rest.WithPrefix("/v1"), rest.WithJwt(...))`, also inside `rest.WithMiddlewares`, and `AddRoute`.
Versions seen: 1.2 to 1.8.
Not recognised: routes put together in loops.
Documentation: https://go-zero.dev/docs/tasks/http/server
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.go.text import expression
from backend_architect.survey.idioms.go.routing import (
    EMPTY,
    arguments_of,
    callee_of,
    join_paths,
    methods_in,
    plain_guard,
    reference,
    scope_of,
)

_PARAMETER = re.compile(r":(\w+)")
_OPTIONS = ("rest.WithPrefix", "rest.WithJwt", "rest.WithJwtTransition", "rest.WithSignature")


@detector(
    language="go",
    anchors=("rest.Route{",),
    query="""
(call_expression
  function: (selector_expression operand: (_) @server field: (field_identifier) @_adds)
  (#any-of? @_adds "AddRoutes" "AddRoute")) @call
""",
)
def go_zero(match: Match) -> Iterator[Fact]:
    """One route for each element of a table."""
    if b"rest.Route{" not in match.source.data:
        return
    call, server = match.nodes("call")[0], match.nodes("server")[0]
    router = reference(server)
    if not router:
        return
    lines = node_lines(call)
    yield Router(
        lines=(lines[0], lines[0]), scope=scope_of(call), name=router, framework="go-zero",
        root=True,
    )  # fmt: skip
    prefix: Expression = EMPTY
    guards: list[Guard] = []
    for option in arguments_of(call)[1:]:
        name, given = callee_of(option), arguments_of(option)
        if name == "rest.WithPrefix" and given:
            prefix = _form(expression(given[0]))
        elif name in _OPTIONS:
            guards.append(Guard(name=name, role="authentication"))
    first = arguments_of(call)[0]
    guards.extend(_middleware(first))
    for row in _rows(first):
        yield from _route(row, router, prefix, tuple(guards))


def _middleware(table: Node) -> Iterator[Guard]:
    """What `rest.WithMiddlewares([]rest.Middleware{auth}, routes...)` puts before its routes."""
    inner = table.named_children[0] if table.type == "variadic_argument" else table
    given = arguments_of(inner) if inner.type == "call_expression" else []
    body = given[0].child_by_field_name("body") if given else None
    for element in body.named_children if body is not None else ():
        name = callee_of(element.named_children[0]) if element.named_children else ""
        if name:
            yield plain_guard(name)


def _rows(node: Node) -> Iterator[Node]:
    """The literals of routes below a node."""
    waiting = [node]
    while waiting:
        each = waiting.pop(0)
        if each.type == "literal_value" and _fields(each).keys() >= {"Method", "Path"}:
            yield each
        elif each.type != "func_literal":
            waiting.extend(each.named_children)


def _fields(row: Node) -> dict[str, Node]:
    pairs = (each.named_children for each in row.named_children if each.type == "keyed_element")
    return {node_text(pair[0]): pair[-1].named_children[0] for pair in pairs if len(pair) == 2}


def _route(row: Node, router: str, prefix: Expression, guards: tuple[Guard, ...]) -> Iterator[Fact]:
    fields = _fields(row)
    handler = fields.get("Handler")
    yield Route(
        lines=node_lines(row),
        scope=scope_of(row),
        router=router,
        methods=methods_in([fields["Method"]]) or ("ANY",),
        path=join_paths(prefix, _form(expression(fields["Path"]))),
        handler=callee_of(handler) if handler is not None else "",
        framework="go-zero",
        guards=guards,
    )


def _form(said: Expression) -> Expression:
    return (
        Literally(text=_PARAMETER.sub(r"{\1}", said.text)) if isinstance(said, Literally) else said
    )
