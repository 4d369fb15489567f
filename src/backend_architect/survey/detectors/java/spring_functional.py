"""Spring's functional endpoints, of WebFlux and WebMvc.fn.

Recognises: methods that make a `RouterFunction`: `route().GET("/x", handler)` to `OPTIONS`,
`route(GET("/x"), handler)`, `andRoute`, predicates joined by `and`; `nest`, `andNest` and `path`
with what they hold in place or in another method; `add` and `and` of other methods.
Versions seen: Spring 5 to 7.
Not recognised: routes made in loops, `resources`, predicates on other things than methods and
paths, beans of others that are put together by type.
Documentation: https://docs.spring.io/spring-framework/reference/web/webflux-functional.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Literally, Made, Mount, Route, Router
from backend_architect.survey.grammars.java.text import call_arguments, expression, qualified
from backend_architect.survey.idioms.java.calls import (
    chain_of,
    filled,
    handler_of,
    locals_of,
    name_of_call,
)
from backend_architect.survey.idioms.java.spring_mappings import below, path

_VERBS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"))
_EMPTY = Literally(text="")


class _Here(NamedTuple):
    router: str
    known: dict[str, Expression]
    prefix: Expression = _EMPTY


class _Asked(NamedTuple):
    """What a predicate asks for."""

    methods: tuple[str, ...] = ()
    path: Expression = _EMPTY


@detector(
    language="java",
    anchors=("RouterFunction",),
    query="(method_declaration) @unit",
)
def spring_functional(match: Match) -> Iterator[Fact]:
    """Say the routes of a method that makes a router function."""
    unit = match.nodes("unit")[0]
    kind, body = unit.child_by_field_name("type"), unit.child_by_field_name("body")
    if kind is None or body is None or "RouterFunction" not in node_text(kind):
        return
    name, line = qualified(unit), node_lines(unit)[0]
    said = list(_walk(body, _Here(name, locals_of(body))))
    if said:
        yield Router(lines=(line, line), scope=name, name=name, framework="spring", root=True)
        yield from said


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    if node.type != "method_invocation":
        for child in node.named_children:
            yield from _walk(child, here)
        return
    base, calls = chain_of(node)
    if base not in calls:
        yield from _walk(base, here)
    for call in calls:
        yield from _called(call, here)


def _called(call: Node, here: _Here) -> Iterator[Fact]:
    name, given = name_of_call(call), call_arguments(call)
    if name in _VERBS and len(given) > 1:
        yield _route(call, _Asked((name,), _path(given[0], here)), given[1:], here)
    elif name in ("route", "andRoute") and len(given) > 1:
        yield _route(call, _asked(given[0], here), given[1:], here)
    elif name in ("nest", "andNest", "path") and len(given) > 1:
        inner = _path(given[0], here) if name == "path" else _asked(given[0], here).path
        yield from _nested(given[1], here._replace(prefix=below(here.prefix, inner)))
    elif name in ("add", "and", "andOther"):
        for each in given:
            yield from _nested(each, here)
    else:
        for each in given:
            yield from _walk(each, here)


def _nested(value: Node, here: _Here) -> Iterator[Fact]:
    """What stands below a path: routes written in place, or those of another method."""
    callee = _other_method(value)
    if callee:
        yield Mount(
            lines=node_lines(value), scope=here.router, parent=here.router,
            child=Made(callee=callee), prefix=here.prefix,
        )  # fmt: skip
    yield from _walk(value, here)


def _other_method(value: Node) -> str:
    """The method a value is a call or a reference of: `users()`, `this::users`, `users.routes()`;
    "" for a chain that makes routes in place."""
    if value.type == "method_reference":
        return handler_of(value)
    if value.type != "method_invocation" or call_arguments(value):
        return ""
    single = len(chain_of(value)[1]) == 1 and name_of_call(value) != "build"
    return handler_of(value).removeprefix("this.") if single else ""


def _path(value: Node, here: _Here) -> Expression:
    return path(filled(expression(value), here.known))


def _asked(predicate: Node, here: _Here) -> _Asked:
    """The methods and the path of a predicate; `and` joins several."""
    methods: tuple[str, ...] = ()
    whole: Expression = _EMPTY
    if predicate.type != "method_invocation":
        return _Asked()
    _, calls = chain_of(predicate)
    for call in calls:
        name, given = name_of_call(call), call_arguments(call)
        if name in _VERBS and given:
            methods, whole = (name,), below(whole, _path(given[0], here))
        elif name in ("path", "pathPrefix") and given:
            whole = below(whole, _path(given[0], here))
        elif name in ("method", "methods"):
            methods = tuple(node_text(each).rpartition(".")[2] for each in given)
        elif name == "and" and given:
            more = _asked(given[0], here)
            methods, whole = methods or more.methods, below(whole, more.path)
    return _Asked(methods, whole)


def _route(call: Node, asked: _Asked, rest: list[Node], here: _Here) -> Route:
    name = call.child_by_field_name("name") or call
    line = node_lines(name)[0]
    found = (handler_of(each) for each in reversed(rest))  # predicates stand before it
    return Route(
        lines=(line, max(line, node_lines(rest[0])[0])),
        scope=here.router,
        router=here.router,
        methods=asked.methods or ("ANY",),
        path=below(here.prefix, asked.path),
        handler=next((each for each in found if each), ""),
        framework="spring",
    )
