"""Huma: operations registered on an API.

Recognises: `huma.Register(api, huma.Operation{Method, Path}, h)`, `huma.Get(api, "/x", h)` to
`huma.Delete`; APIs made by `humachi.New(router, ...)` and the other adapters, below the router they
are given; `huma.NewGroup(api, "/v1")`; APIs handed to functions and kept in fields.
Versions seen: 2.
Not recognised: operations that are put together before (`op := ...`), `huma.AutoRegister`.
Documentation: https://huma.rocks/features/operations/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Mount, Name, Route, Router
from backend_architect.survey.grammars.go.text import dotted, expression, plain_type
from backend_architect.survey.idioms.go import routers
from backend_architect.survey.idioms.go.routing import (
    EMPTY,
    Dialect,
    arguments_of,
    callee_of,
    keeper,
    methods_in,
    plain_guard,
    query,
    reference,
    scope_of,
    short_lines,
)

_ADAPTERS = ("humachi", "humaecho", "humafiber", "humagin", "humago", "humamux", "humahttprouter",
             "humabunrouter", "humaflow")  # fmt: skip
_VERBS = ("Get", "Post", "Put", "Patch", "Delete", "Head", "Options")
DIALECT = Dialect(
    framework="huma",
    package="github.com/danielgtaylor/huma",
    makers=tuple(f"{adapter}.New" for adapter in _ADAPTERS),
    types=("huma.API", "huma.Group"),
    verbs={"huma": ("ANY",)},
    form=lambda path: path,
    roles=plain_guard,
    grouping=(),
)


@detector(
    language="go",
    anchors=("danielgtaylor/huma",),
    query=query(DIALECT)
    + """
(call_expression
  function: (selector_expression operand: (identifier) @_huma field: (field_identifier) @does)
  (#eq? @_huma "huma")
  (#any-of? @does "Register" "Get" "Post" "Put" "Patch" "Delete" "Head" "Options" "NewGroup"))
  @call
""",
)
def huma(match: Match) -> Iterator[Fact]:
    """Operations, groups, and the APIs they are registered on."""
    if DIALECT.package.encode() not in match.source.data or match.node("use") is not None:
        return  # the chain of a router is its own framework's to say
    call, made = match.node("call"), match.node("made")
    if call is None:
        yield from routers.events(match, DIALECT)
    if made is not None:
        yield from _adapted(made)
    elif call is not None and arguments_of(call):
        yield from _said(call, match.text("does"))


def _adapted(made: Node) -> Iterator[Fact]:
    """An API is served by the router that its adapter is given."""
    given, name = arguments_of(made), keeper(made)
    if given and name and dotted(given[0]):
        yield _mount(made, reference(given[0]), name, EMPTY)


def _said(call: Node, does: str) -> Iterator[Fact]:
    given = arguments_of(call)
    api = reference(given[0])
    if not api:
        return
    if does == "NewGroup":
        name = keeper(call)
        if name:
            lines, scope = node_lines(call), scope_of(call)
            yield Router(lines=lines, scope=scope, name=name, framework="huma")
            prefix = expression(given[1]) if len(given) > 1 else EMPTY
            yield _mount(call, api, name, prefix)
            yield from routers.handed_on(call, name, DIALECT)
    elif does == "Register" and len(given) > 2:
        yield from _operation(call, api, given[1], given[2])
    elif len(given) > 2:
        yield _route(call, api, (does.upper(),), expression(given[1]), given[2])


def _operation(call: Node, api: str, operation: Node, handler: Node) -> Iterator[Fact]:
    """What an operation's literal says."""
    kind = operation.child_by_field_name("type")
    body = operation.child_by_field_name("body")
    if body is None or plain_type(kind) != "huma.Operation":
        return
    pairs = [each.named_children for each in body.named_children if each.type == "keyed_element"]
    fields = {node_text(p[0]): p[-1].named_children[0] for p in pairs if len(p) == 2}  # key, value
    if "Path" in fields:
        methods = methods_in([fields["Method"]]) if "Method" in fields else ("GET",)
        yield _route(call, api, methods or ("ANY",), expression(fields["Path"]), handler)


def _route(
    call: Node, api: str, methods: tuple[str, ...], path: Expression, handler: Node
) -> Route:
    return Route(
        lines=short_lines(call, None, handler),
        scope=scope_of(call),
        router=api,
        methods=methods,
        path=path,
        handler=callee_of(handler),
        framework="huma",
    )


def _mount(node: Node, parent: str, child: str, prefix: Expression) -> Mount:
    return Mount(
        lines=node_lines(node),
        scope=scope_of(node),
        parent=parent,
        child=Name(dotted=child),
        prefix=prefix,
    )
