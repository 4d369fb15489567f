"""Hono: applications, chained routes, sub-applications, and routes said as OpenAPI.

Recognises: `new Hono()`, `OpenAPIHono`, `factory.createApp()`, `basePath`; `get` to `all`,
`on` with methods and paths; `route("/x", app)`; `createRoute({ method, path })` with `openapi` or
`.openapi(name, handler)`, also of another file; middleware of `use` without a path.
Versions seen: 2.x to 4.x, @hono/zod-openapi 0.x and 1.x.
Not recognised: routes given only a handler (they repeat the path before); `mount` of other
frameworks.
Documentation: https://hono.dev/docs/api/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines
from backend_architect.survey.facts import Fact, Name, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    expression,
    field,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript import route_tables as tables
from backend_architect.survey.idioms.javascript.dialects import Dialect, Held, held
from backend_architect.survey.idioms.javascript.express import flat, guard_of, handler_name, keeper
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

HONO = Dialect(
    framework="hono",
    packages=re.compile(
        r"(?:npm:|jsr:)?@?hono(?:@[\w.^~]+)?(?:/|\Z)|.*/x/hono|@hono/zod-openapi\Z"
    ),
    apps=re.compile(r".*hono.*:(?:Hono|OpenAPIHono)|.*x/hono.*:Hono"),
    types=re.compile(r"(?:OpenAPI)?Hono(?:<|$)"),
    based=frozenset(("basePath",)),
    builders=re.compile(
        r"(?:\w*[fF]actory\.createApp|(?:create|new|make)\w*(?:App|Router|Hono|API|Api))\Z"
    ),
)


_WORDS = ("hono", "Hono", ".openapi(")


@detector(language="javascript", anchors=_WORDS)
def hono_routes(match: Match) -> Iterator[Fact]:
    """Routers, routes, mounts and checks of one file."""
    source = match.source
    if not any(word in source.text for word in _WORDS):
        return
    yield from dialects.routers(source, HONO)
    yield from dialects.verbs(source, HONO)
    yield from dialects.handovers(source, HONO, ("serve", "handle", "route", "hc", "testClient"))
    yield from _described(source)
    for word, call in dialects.calls(source):
        router = held(source, dialects.receiver(call), HONO) if word in _SAYS else None
        if router is not None:
            yield from _SAYS[word](source, call, router)


def _route(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`app.route("/books", books)`."""
    given = arguments(call)
    if len(given) == 2 and (child := dialects.child_of(source, given[1], HONO)) is not None:
        yield from dialects.mount(call, router, child, dialects.path(given[0]))


def _on(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`app.on(["PUT", "DELETE"], "/x", handler)`."""
    given = arguments(call)
    if len(given) < 3:
        return
    methods = tuple((string(e) or "").upper() for e in elements(given[0]) or [given[0]])
    if all(each.isalpha() for each in methods):
        said = tuple("ANY" if each == "ALL" else each for each in methods)
        yield from dialects.route(source, call, router, said, given[1], list(flat(given[2:])),
                                  "hono")  # fmt: skip


def _use(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    given = arguments(call)
    if given and string(given[0]) in ("*", "/*"):
        given = given[1:]
    if (given and not dialects.is_pathlike(given[0])) or len(given) == 1:
        names, scope = names_of(source), scope_of(call)
        yield from dialects.chained(call, router, [guard_of(names, e, scope) for e in given])


# ---------------------------------------------------------------- OpenAPI


def _openapi(_source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`app.openapi(route, handler)`: the route in place, or the one that a name stands for."""
    given = arguments(call)
    if not given:
        return
    said = _options(given[0])
    if said is not None:
        handler = handler_name(given[1]) if len(given) > 1 else ""
        for path in tables.paths(said[1]):
            yield Route(lines=node_lines(call), scope=router.scope or scope_of(call),
                        router=router.name, methods=(said[0],), handler=handler, framework="hono",
                        path=dialects.below(router, path))  # fmt: skip
        return
    child = expression(given[0])
    if isinstance(child, Name) and len(given) > 1:
        yield from dialects.mount(call, router, child)


def _options(node: Node) -> tuple[str, Node] | None:
    """Method and path of `createRoute({ method, path })`."""
    node = plain(node)
    if node.type != "call_expression" or dotted(field(node, "function")) != "createRoute":
        return None
    options = pairs(next(iter(arguments(node)), None))
    method, where = string(options.get("method")), options.get("path")
    return (method.upper(), where) if method and where is not None else None


def _described(source: Source) -> Iterator[Fact]:
    """`export const list = createRoute({...})` is a table of one route, mounted by `openapi`."""
    for call in dialects.called(source, "createRoute"):
        said, (name, scope) = _options(call), keeper(call)
        if said is None or not name or name.startswith("unnamed"):
            continue
        yield Router(lines=node_lines(call), scope=scope, name=name, framework="hono",
                     if_mounted=True)  # fmt: skip
        for path in tables.paths(said[1]):
            yield Route(lines=node_lines(call), scope=scope, router=name, methods=(said[0],),
                        path=path, handler=name, framework="hono"
                        )  # fmt: skip


_SAYS = {"route": _route, "on": _on, "use": _use, "openapi": _openapi}
