"""Armeria's annotated services, and services bound to paths.

Recognises: `@Get("/x")` to `@Options`, `@Path` beside them, `@PathPrefix` of the class;
`annotatedService("/prefix", new Users())`; `service("/x", ...)`, `route().get("/x").build(...)`.
`exact:` and `prefix:` before paths count as what follows them.
Versions seen: Armeria 1.
Not recognised: regular expressions and globs, gRPC and Thrift services, decorators.
Documentation: https://armeria.dev/docs/server-annotated-service
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.java.text import (
    call_arguments,
    expression,
    inner_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import annotated, class_around, said
from backend_architect.survey.idioms.java.calls import (
    chain_of,
    chains_below,
    filled,
    handler_of,
    locals_of,
    name_of_call,
)
from backend_architect.survey.idioms.java.controllers import controller, is_first, routes
from backend_architect.survey.idioms.kotlin.controllers import EMPTY, Handled, Mapped, Style

_METHODS = {
    name: name.upper() for name in ("Get", "Post", "Put", "Delete", "Patch", "Head", "Options")
}
_QUOTED = " ".join(f'"{name}"' for name in _METHODS)
_VERBS = frozenset(name.lower() for name in _METHODS)
_KIND = re.compile(r"^(?:exact|prefix):")
_MARK = b"com.linecorp.armeria"


@detector(
    language="java",
    anchors=("com.linecorp.armeria",),
    query=f"""
(method_declaration (modifiers [(marker_annotation name: (_) @_name) (annotation name: (_) @_name)]
  (#any-of? @_name {_QUOTED}))) @handler
[(method_declaration) (constructor_declaration)] @unit
""",
)
def armeria(match: Match) -> Iterator[Fact]:
    """Say the routes of an annotated method, or what a method binds."""
    if _MARK not in match.source.data:
        return
    unit = match.node("unit")
    if unit is not None:
        yield from _bound(unit)
        return
    method = match.nodes("handler")[0]
    around = class_around(method)
    if around is None:
        return
    if is_first(method, around, _ARMERIA):
        yield from controller(around, _ARMERIA)
    yield from routes(method, around, _ARMERIA)


def _of_class(declared: Node) -> Mapped | None:
    found = annotated(declared).get("PathPrefix")
    return Mapped(tuple(map(_plain, said(found, "value")))) if found is not None else None


def _of_method(method: Node) -> Mapped | None:
    found = annotated(method)
    methods = tuple(_METHODS[name] for name in found if name in _METHODS)
    given = [each for name in (*_METHODS, "Path") for each in said(found.get(name), "value")]
    return Mapped(tuple(map(_plain, given)) or (EMPTY,), methods) if methods else None


def _plain(said_: Expression) -> Expression:
    return Literally(text=_KIND.sub("", said_.text)) if isinstance(said_, Literally) else said_


def _handled(method: Node) -> Handled:
    returns = inner_type(method.child_by_field_name("type"))
    return Handled(returns="" if returns in ("void", "HttpResponse") else returns)


def _bound(unit: Node) -> Iterator[Fact]:
    """The services that a method gives to a server."""
    name, line = qualified(unit), node_lines(unit)[0]
    known = locals_of(unit)
    said_ = [f for chain in chains_below(unit) for f in _of_chain(chain, name, known)]
    if said_:
        yield Router(lines=(line, line), scope=name, name=name, framework="armeria", root=True)
        yield from said_


def _of_chain(node: Node, router: str, known: dict[str, Expression]) -> Iterator[Fact]:
    waiting: tuple[str, Expression] | None = None
    for call in chain_of(node)[1]:
        name, given = name_of_call(call), call_arguments(call)
        if name == "annotatedService" and given:
            yield _mount(call, given, router, known)
        elif name in ("service", "serviceUnder") and len(given) > 1:
            rest = "/{wildcard}" if name == "serviceUnder" else ""
            yield _route(call, ("ANY",), expression(given[0]), given[1], router, rest)
        elif name in _VERBS and len(given) == 1 and "route" in _names(call):
            waiting = name.upper(), expression(given[0])
        elif name == "build" and waiting is not None and given:
            yield _route(call, waiting[:1], waiting[1], given[0], router)
            waiting = None


def _names(call: Node) -> tuple[str, ...]:
    return tuple(map(name_of_call, chain_of(call)[1]))


def _mount(call: Node, given: list[Node], router: str, known: dict[str, Expression]) -> Mount:
    prefix = filled(expression(given[0]), known) if len(given) > 1 else EMPTY
    child = filled(expression(given[min(1, len(given) - 1)]), known)
    made = isinstance(child, Made)
    return Mount(
        lines=node_lines(call), scope=router, parent=router, prefix=prefix,
        child=Name(dotted=child.callee) if made and isinstance(child, Made) else child,
    )  # fmt: skip


def _route(
    call: Node,
    methods: tuple[str, ...],
    path: Expression,
    handler: Node,
    router: str,
    rest: str = "",
) -> Route:
    whole = _plain(path)
    if rest and isinstance(whole, Literally):
        whole = Literally(text=whole.text.rstrip("/") + rest)
    line = node_lines(call.child_by_field_name("name") or call)[0]
    return Route(
        lines=(line, line), scope=router, router=router, methods=methods, path=whole,
        handler=handler_of(handler), framework="armeria",
    )  # fmt: skip


_ARMERIA = Style("armeria", _of_class, _of_method, _handled, lambda _: ())
