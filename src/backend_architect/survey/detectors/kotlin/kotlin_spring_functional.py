"""Spring's functional endpoints in Kotlin: `router { }` and `coRouter { }`.

Recognises: `GET("/x", handler::list)` and its like, with predicates and with blocks;
`"/x".nest { }`, `path("/x").nest { }`, `("/x" and accept(...)).nest { }`, `accept(...).nest { }`;
routers of other functions that are added below a path; constants and string templates.
Versions seen: Spring 5 to 7.
Not recognised: routes given by predicates alone, resources.
Documentation: https://docs.spring.io/spring-framework/reference/languages/kotlin/web.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Joined,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.kotlin.text import expression, joined
from backend_architect.survey.idioms.java.spring_mappings import below, path
from backend_architect.survey.idioms.kotlin.calls import (
    Call,
    call_of,
    operands,
    unit_name,
    units,
)

_VERBS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"))


class _Here(NamedTuple):
    router: str
    prefix: Expression = Literally(text="")
    open: bool = False


@detector(
    language="kotlin", anchors=("coRouter", "router {", "router{", "RouterFunctionDsl", ".nest")
)
def kotlin_spring_functional(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the function that declares it."""
    tree = match.source.tree
    if b"springframework" not in match.source.data:
        return
    for unit in units(tree.root_node) if tree is not None else ():
        name, line = unit_name(unit), node_lines(unit)[0]
        opens = "RouterFunctionDsl." in node_text(unit).partition("{")[0]
        said = list(_walk(unit, _Here(name, open=opens)))
        if said:
            yield Router(lines=(line, line), scope=name, name=name, framework="spring", root=True)
            yield from said


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    call = call_of(node)
    if call is None:
        for child in node.named_children:
            yield from _walk(child, here)
    elif call.name in ("router", "coRouter"):
        yield from _inside(call, here._replace(open=True))
    elif here.open and call.name == "nest" and call.on is not None:
        prefix = _nested(call.on)
        yield from _inside(call, here._replace(prefix=below(here.prefix, prefix)))
    elif here.open and call.name in _VERBS and call.on is None:
        yield from _route(call, here)
    elif here.open and call.name == "invoke" and call.on is not None:
        yield from _walk(call.on, here)
    elif here.open and call.name in ("add", "addAll") and here.prefix != Literally(text=""):
        yield from _added(call, here)
    else:
        if call.on is not None:
            yield from _walk(call.on, here)
        yield from _inside(call, here)


def _inside(call: Call, here: _Here) -> Iterator[Fact]:
    for child in call.block.named_children if call.block is not None else ():
        yield from _walk(child, here)


def _nested(on: Node) -> Expression:
    """The path of what is nested: a text, a name, `path("/x")`, or one of them `and` others."""
    inner = on.named_children[0] if on.type == "parenthesized_expression" else on
    for _, part in operands(inner):
        call = call_of(part)
        if call is not None and call.name in ("path", "pathPrefix") and call.values:
            return path(expression(call.values[0]))
        if call is not None and call.name == "and" and call.on is not None:
            return _nested(call.on)
        said = expression(part)
        if isinstance(said, Literally | Name | Joined):
            return path(said)
    return Literally(text="")


def _route(call: Call, here: _Here) -> Iterator[Fact]:
    line = node_lines(call.node)[0]
    own = path(expression(call.values[0])) if call.values else Literally(text="")
    handlers = [v for v in call.values if v.type in ("callable_reference", "navigation_expression")]
    written = node_text(handlers[-1]) if handlers else ""
    handler = "".join(written.split()).replace("::", ".").strip(".") if "::" in written else ""
    if isinstance(own, Made):
        return
    yield Route(
        lines=(line, line),
        scope=here.router,
        router=here.router,
        methods=(call.name,),
        path=joined([below(here.prefix, own)]),
        handler=handler.removeprefix("this."),
        framework="spring",
    )


def _added(call: Call, here: _Here) -> Iterator[Fact]:
    """`add(users())` below a path."""
    for value in call.values:
        said = expression(value)
        if isinstance(said, Made | Name):
            child = said if isinstance(said, Made) else Made(callee=said.dotted)
            yield Mount(
                lines=node_lines(call.node),
                scope=here.router,
                parent=here.router,
                child=child,
                prefix=here.prefix,
            )
