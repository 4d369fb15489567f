"""Koa and Oak: routers of `@koa/router` and its kin, their routes, and how they are mounted.

Recognises: `new Router({ prefix })`, `router.prefix(...)`; `get` to `del`, `all` and `register`,
with a route's name before its path; `use` of `child.routes()` with and without a path, also in
`mount(...)`, `compose([...])` and through modules; middleware before routes as the router's chain.
Versions seen: Koa 2.x and 3.x, @koa/router 8 to 14, koa-joi-router 8, Oak 10 to 17.
Not recognised: `koa-route` (routes without a router); routers loaded when the program runs.
Documentation: https://github.com/koajs/router/blob/master/API.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from backend_architect.survey.detector import Match, Source, detector, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Made, Name, Router
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    elements,
    field,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.dialects import Dialect, Held, held
from backend_architect.survey.idioms.javascript.express import flat, guard_of
from backend_architect.survey.idioms.javascript.guards import role_of
from backend_architect.survey.idioms.javascript.names import is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

KOA = Dialect(
    framework="koa",
    packages=re.compile(
        r"koa\Z|@koa/router\Z|koa-[\w-]*router\Z|koa-swagger-decorator\Z"
        r"|(?:jsr:|npm:)?@oak/oak|.*/x/oak"
    ),
    apps=re.compile(r"koa:(?:default|Koa)|.*oak.*:Application"),
    routers=re.compile(
        r".*router:(?:default|Router)|.*oak.*:Router|koa-swagger-decorator:SwaggerRouter"
    ),
    types=re.compile(r"Koa(?:\.Koa)?(?:<|$)"),
    usual=re.compile(r"^router$"),
)


_WORDS = ("koa", "Koa", "oak")


@detector(language="javascript", anchors=_WORDS)
def koa_routes(match: Match) -> Iterator[Fact]:
    """Routers, routes, mounts and checks of one file."""
    source = match.source
    if not any(word in source.text for word in _WORDS):
        return
    prefixes = dict(_prefixes(source))
    for fact in dialects.routers(source, KOA, ("prefix",)):
        later = prefixes.get(fact.name) if isinstance(fact, Router) else None
        yield fact if later is None else msgspec.structs.replace(fact, prefix=later)
    yield from dialects.handovers(source, KOA, ("use", "createServer", "callback"))
    for word, call in dialects.calls(source):
        router = held(source, dialects.receiver(call), KOA) if word in _SAYS else None
        if router is not None:
            yield from _SAYS[word](source, call, router)


def _prefixes(source: Source) -> Iterator[tuple[str, Expression]]:
    """`router.prefix("/x")` by the router's name."""
    for word, call in dialects.calls(source):
        given = arguments(call)
        router = held(source, dialects.receiver(call), KOA) if word == "prefix" else None
        if router is not None and given:
            yield router.name, dialects.path(given[0])


def _verb(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    word = node_text(field(field(call, "function"), "property") or call)
    given = list(dialects.flat_after_path(arguments(call)))
    if len(given) > 2 and string(given[0]) is not None and _is_path(given[1]):
        given = given[1:]
    if len(given) > 1 and dialects.is_pathlike(given[0]):
        yield from dialects.route(source, call, router, (dialects.VERBS[word],), given[0],
                                  given[1:], "koa")  # fmt: skip


def _is_path(node: Node) -> bool:
    return (string(node) or "").startswith("/")


def _register(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`register("/x", ["get", "post"], handler)`."""
    given = arguments(call)
    if len(given) > 2 and dialects.is_pathlike(given[0]):
        methods = tuple((string(each) or "").upper() for each in elements(given[1]))
        if methods and all(methods):
            handlers = list(flat(given[2:]))
            yield from dialects.route(source, call, router, methods, given[0], handlers, "koa")


def _route(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`route({ method, path, handler })` of koa-joi-router."""
    options = pairs(next(iter(arguments(call)), None))
    method, where = options.get("method"), options.get("path")
    if method is not None and where is not None:
        methods = tuple((string(each) or "").upper() for each in elements(method) or [method])
        handlers = [options["handler"]] if "handler" in options else []
        yield from dialects.route(source, call, router, methods, where, handlers, "koa")


# ---------------------------------------------------------------- mounts


def _use(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    given = list(flat(arguments(call)))
    prefix: Expression = Literally(text="")
    if given and len(given) > 1 and _names_path(given[0]):
        prefix, given = dialects.path(given[0]), given[1:]
    guards: list[Guard | None] = []
    for each in given:
        children = list(_children(source, each, prefix))
        for child, at in children:
            checks = tuple(g for g in guards if g is not None)
            yield from dialects.mount(call, router, child, at, checks)
        if not children and plain(each).type not in FUNCTIONS:
            guards.append(guard_of(names_of(source), each, scope_of(call)))
    if prefix == Literally(text=""):
        yield from dialects.chained(call, router, guards)


def _names_path(node: Node) -> bool:
    return _is_path(node) or plain(node).type == "template_string"


def _children(
    source: Source, node: Node, prefix: Expression
) -> Iterator[tuple[Expression, Expression]]:
    """The routers of `users.routes()`, `mount("/x", app)`, `compose([a.routes(), b.routes()])`."""
    node = plain(node)
    callee = dotted(field(node, "function")) if node.type == "call_expression" else ""
    given = arguments(node)
    if callee == "mount" and len(given) > 1:
        mounted = dialects.child_of(source, given[1], KOA)
        if mounted is not None:
            yield mounted, dialects.path(given[0])
        return
    if callee in ("compose", "convert", "combineRouters", "koaCompose") and given:
        for each in flat(given):
            yield from _children(source, each, prefix)
        return
    made = dialects.child_of(source, node, KOA)
    if made is not None and _is_router(source, node, made):
        yield made, prefix


def _is_router(source: Source, node: Node, child: Expression) -> bool:
    """True for what gives routes: `x.routes()`, a router, or a module of ours named for routes."""
    if held(source, node, KOA) is not None:
        return True
    text = node_text(node)
    if re.search(r"\.(?:routes|middleware)\(", text):
        return True
    name = (
        child.dotted if isinstance(child, Name) else child.callee if isinstance(child, Made) else ""
    )
    module = names_of(source).module_of(name, scope_of(node))
    own = bool(module) and not is_package(module)
    named = re.search(r"rout|api|controller", f"{name} {module}", re.IGNORECASE)
    return own and bool(named) and role_of(name) == "other"


_SAYS = {
    **dict.fromkeys(dialects.VERBS, _verb), "register": _register, "use": _use, "route": _route,
}  # fmt: skip
