"""Ktor's routing language.

Recognises: `routing { }`, `install(Routing) { }`, functions and values that extend `Route`,
`Routing` or `Application` or take one, wherever they are called; `route` with and without a method,
`method`, `handle`; `get` to `options`, `query`, `webSocket`, `sse`; `authenticate`; blocks of own
functions; type-safe routes (`get<Articles.Id>`, also nested ones, `resource<X> { }`, own verbs as
`authenticatedGet<X> { }`), and their older form of locations; parameters `{id}`, `{id?}`,
`{path...}`.
Versions seen: Ktor 1 to 3.
Not recognised: paths that are regular expressions (gaps), static content, routes of plugins.
Documentation: https://ktor.io/docs/server-routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Joined,
    Literally,
    Made,
    Mount,
    Name,
    Opaque,
    Route,
    Router,
)
from backend_architect.survey.grammars.kotlin.text import (
    declared_variable,
    expression,
    joined,
    parameters_of,
    plain_type,
    receiver_type,
)
from backend_architect.survey.idioms.kotlin.calls import Call, call_of, unit_name, units

_VERBS = {
    name: (name.upper(),)
    for name in ("get", "post", "put", "patch", "delete", "head", "options", "query")
} | {"webSocket": ("GET",), "webSocketRaw": ("GET",), "sse": ("GET",)}
_SUFFIX = re.compile(r"[a-z]\w*(Get|Post|Put|Patch|Delete)\Z")
_ROUTERS = frozenset(("Route", "Routing", "RoutingBuilder", "Routing.Route", "RootRoute"))
_PARAMETER = re.compile(r"\{(\w+)(?:\?|\.\.\.)\}")
_ASIDE = frozenset(
    ("staticResources", "staticFiles", "static", "singlePageApplication", "swaggerUI", "openAPI",
     "describe", "staticZip", "staticFileSystem", "intercept", "install")
)  # fmt: skip


class _Here(NamedTuple):
    """Where a walk stands: below which router and prefix, behind which guards, for which methods,
    and whether routes may be declared here at all."""

    router: str
    prefix: tuple[Expression, ...] = ()
    guards: tuple[Guard, ...] = ()
    methods: tuple[str, ...] = ()
    open: bool = False
    names: frozenset[str] = frozenset()
    owner: str = ""


@detector(language="kotlin", anchors=("io.ktor.",))
def ktor(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the function that declares it."""
    tree = match.source.tree if b"io.ktor." in match.source.data else None
    for unit in units(tree.root_node) if tree is not None else ():
        yield from _unit(unit)


def _unit(unit: Node) -> Iterator[Fact]:
    name = unit_name(unit)
    extends = _extended(unit)
    taken = frozenset(p.name for p in parameters_of(unit) if plain_type(p.type) in _ROUTERS)
    names = taken | {"this", "routing", "application", "app", "route"}
    here = _Here(name, open=extends in _ROUTERS, names=names)
    said = [fact for child in unit.named_children for fact in _walk(child, here)]
    if any(isinstance(fact, Route | Mount) for fact in said):
        serves = extends not in _ROUTERS and not taken
        lines = node_lines(unit)
        yield Router(
            lines=(lines[0], lines[0]), scope=name, name=name, framework="ktor", root=serves
        )
        yield from said


def _extended(unit: Node) -> str:
    """The type that a function, or the block a property holds, extends."""
    if unit.type == "function_declaration":
        return receiver_type(unit)
    kind = declared_variable(unit)[1]
    written = node_text(kind) if kind is not None else ""
    return written.partition(".(")[0].strip("( ") if ".(" in written else ""


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    """The routes below a node; handlers are not entered."""
    call = call_of(node)
    if call is None:
        for child in node.named_children:
            yield from _walk(child, here)
        return
    if call.on is not None and call.on.type == "call_expression":
        yield from _walk(call.on, here)
    if _opens(call):
        yield from _inside(call, here._replace(open=True))
    elif call.name in _ASIDE:
        return
    elif here.open and _is_ours(call, here):
        yield from _declared(call, here)
    else:
        yield from _other(call, here)


def _opens(call: Call) -> bool:
    """True for `routing { }` and `install(Routing) { }`."""
    if call.name == "install":
        return bool(call.values) and node_text(call.values[0]).endswith("Routing")
    return call.name == "routing" and call.block is not None


def _is_ours(call: Call, here: _Here) -> bool:
    """True for a call on the route around: unqualified, or on a name that means it."""
    return call.on is None or node_text(call.on).partition("@")[0] in here.names


def _inside(call: Call, here: _Here) -> Iterator[Fact]:
    for child in call.block.named_children if call.block is not None else ():
        yield from _walk(child, here)


def _declared(call: Call, here: _Here) -> Iterator[Fact]:
    if call.name in _VERBS and _is_handled(call):
        yield _route(call, here, _VERBS[call.name])
    elif _wraps(call):
        yield _route(call, here, (_SUFFIX.sub(r"\1", call.name).upper(),))
    elif call.name == "handle":
        yield _route(call, here, here.methods or ("ANY",))
    elif call.name in ("route", "createRouteFromPath", "location", "resource"):
        methods = tuple(m for value in call.values[1:] for m in _method(value)) or here.methods
        prefix = (*here.prefix, *_path(call))
        yield from _inside(call, here._replace(prefix=prefix, methods=methods))
    elif call.name == "method" and call.values:
        yield from _inside(call, here._replace(methods=_method(call.values[0])))
    elif call.name == "authenticate":
        yield from _inside(call, here._replace(guards=(*here.guards, *_guard(call))))
    else:
        yield from _other(call, here)


def _wraps(call: Call) -> bool:
    """True for a verb of somebody's own over a class of a path: `authenticatedGet<Orders> { }`."""
    return bool(call.types) and call.block is not None and _SUFFIX.match(call.name) is not None


def _is_handled(call: Call) -> bool:
    """True for a call that is given a handler; `delete(dao)` is a function of our own."""
    return call.block is not None or any("::" in node_text(value) for value in call.values)


def _other(call: Call, here: _Here) -> Iterator[Fact]:
    """A call of something else: of a function that may declare routes, and a block around some."""
    owner = _owner(call, here)
    for callee in dict.fromkeys((call.callee, f"{owner}.{call.name}" if owner else "")):
        bare = call.name if call.on is not None and _is_ours(call, here) else callee
        if here.open and bare and not bare.startswith(".") and call.name:
            yield Mount(
                lines=node_lines(call.node),
                scope=here.router,
                parent=here.router,
                child=Made(callee=bare),
                prefix=_whole(here.prefix),
                guards=here.guards,
            )
    inner = here
    if call.name in ("with", "apply", "run") and (call.on is not None or call.values):
        around = call.on if call.on is not None else call.values[0]
        ours = call.on is not None and _is_ours(call, here)
        inner = here._replace(owner="" if ours else _named(around))
    for value in call.values:
        yield from _walk(value, here)
    yield from _inside(call, inner)


def _owner(call: Call, here: _Here) -> str:
    return here.owner if call.on is None else ""


def _named(node: Node) -> str:
    said = expression(node)
    if isinstance(said, Made):
        return said.callee
    return said.dotted if isinstance(said, Name) else ""


def _route(call: Call, here: _Here, methods: tuple[str, ...]) -> Route:
    lines = node_lines(call.node)
    own = () if call.name == "handle" else _path(call)
    handler = next((node_text(v) for v in call.values[-1:] if v.type == "callable_reference"), "")
    return Route(
        lines=(lines[0], lines[0]),
        scope=here.router,
        router=here.router,
        methods=methods,
        path=_whole((*here.prefix, *own)),
        handler=handler.removeprefix("::").replace("::", "."),
        framework="ktor",
        guards=here.guards,
    )


def _path(call: Call) -> tuple[Expression, ...]:
    """The path a call adds: what is written, else that of the class given as its type."""
    named = call.value("path")
    plain = [v for key, v in call.given if key in ("", "path") and v.type != "lambda_literal"]
    first = named if named is not None else (plain[0] if plain else None)
    if first is not None and first.type != "callable_reference":
        said = expression(first)
        return (Opaque(source="Regex") if isinstance(said, Made) else _tidy(said),)
    return (Name(dotted=f"{call.types[0]}.@path"),) if call.types else ()


def _tidy(said: Expression) -> Expression:
    if isinstance(said, Literally):
        return Literally(text=_PARAMETER.sub(r"{\1}", said.text))
    if isinstance(said, Joined):
        return joined([_tidy(part) for part in said.parts])
    return said


def _whole(parts: tuple[Expression, ...]) -> Expression:
    between: list[Expression] = []
    for part in parts:
        between.extend((Literally(text="/"), part))
    whole = joined(between)
    return Literally(text=re.sub("//+", "/", whole.text)) if isinstance(whole, Literally) else whole


def _method(value: Node) -> tuple[str, ...]:
    word = node_text(value).rpartition(".")[2].upper()
    return (word,) if word.lower() in _VERBS else ()


def _guard(call: Call) -> tuple[Guard, ...]:
    """Who must say who he is; a login that may be left out guards nothing."""
    optional = call.value("optional")
    if optional is not None and node_text(optional) == "true":
        return ()
    said = [expression(v) for key, v in call.given if not key]
    names = [each.text for each in said if isinstance(each, Literally)]
    return (Guard(name=" ".join(names) or "authenticate", role="authentication"),)
