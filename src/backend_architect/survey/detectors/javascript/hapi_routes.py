"""hapi: routes of servers and plugins.

Recognises: `Hapi.server()`, `new Hapi.Server()`, `server.route` with an object, an array, or what a
name or module stands for; plugins (`register(server, options)`) and `server.register` with
`routes.prefix`, also in arrays and in a manifest for glue; `options.auth`.
Versions seen: hapi 16 to 18, @hapi/hapi 18 to 21.
Not recognised: virtual hosts; routes put together by a loop.
Documentation: https://hapi.dev/api/#server.route()
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Mount, Router
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript import route_tables as tables
from backend_architect.survey.idioms.javascript.dialects import Dialect, Held, held
from backend_architect.survey.idioms.javascript.names import is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

HAPI = Dialect(
    framework="hapi",
    packages=re.compile(r"@?hapi(?:/hapi|/glue)?\Z|glue\Z"),
    apps=re.compile(r".*hapi:(?:server|Server|default)"),
    types=re.compile(r"Hapi\.Server"),
    plugin=re.compile(r"Plugin<"),
    usual=re.compile(r"^(?:_?server|plugin)$"),
)


@detector(language="javascript", anchors=("hapi", "Hapi", "server", "plugin"))
def hapi_routes(match: Match) -> Iterator[Fact]:
    """Routers, routes and mounts of one file."""
    source = match.source
    if "astify" in source.text:
        return
    yield from dialects.routers(source, HAPI)
    yield from dialects.handovers(source, HAPI, ("route", "register"))
    yield from _manifest(source)
    for word, call in dialects.calls(source):
        router = held(source, dialects.receiver(call), HAPI) if word in _SAYS else None
        if router is not None:
            yield from _SAYS[word](source, call, router)


def _route(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    for given in arguments(call)[:1]:
        for each in elements(given) or [given]:
            said = tables.row(each)
            if said is not None:
                yield from tables.route(each, router, said, "hapi", _checks(said.options))
            elif (child := _table(source, each)) is not None:
                yield from dialects.mount(call, router, child)


def _table(source: Source, node: Node) -> Expression | None:
    inner = node.named_children[0] if node.type == "spread_element" else node
    return dialects.child_of(source, inner, HAPI)


def _checks(options: dict[str, Node]) -> Iterator[Guard]:
    """`options: { auth: "jwt" }`; a strategy by name, or an object that names one."""
    inner = pairs(options.get("options") or options.get("config"))
    auth = inner.get("auth")
    if auth is None:
        return
    members = pairs(auth)
    named = string(members.get("strategy")) if members else string(auth)
    if plain(auth).type == "false":
        yield Guard(name="auth: false", opens=True)
    elif named or members or dotted(auth):
        mode = string(members.get("mode")) if members else None
        lenient = mode in ("try", "optional")
        yield Guard(name=named or "auth", role="other" if lenient else "authentication")


def _register(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    given = arguments(call)
    outer = pairs(given[1]) if len(given) > 1 else {}
    for each in elements(given[0]) or given[:1] if given else ():
        members = pairs(each)
        named = members.get("plugin") or members.get("register") or (None if members else each)
        if named is None:
            continue
        routes = pairs(members.get("routes") or outer.get("routes"))
        prefix = dialects.path(routes["prefix"]) if "prefix" in routes else Literally(text="")
        child = dialects.child_of(source, named, HAPI)
        name = getattr(child, "dotted", getattr(child, "callee", ""))
        module = names_of(source).module_of(name, scope_of(call))
        if child is not None and not (module and is_package(module)):
            yield from dialects.mount(call, router, child, prefix)


_PLUGIN = re.compile(
    r"""plugin\s*:\s*(?:\{\s*register\s*:\s*)?['"`](\.[\w./-]+)['"`]\s*\}?\s*,?\s*"""
    r"""(?:(?:options\s*:\s*\{\s*)?routes\s*:\s*\{\s*prefix\s*:\s*['"`]([^'"`]+)['"`])?"""
)


def _manifest(source: Source) -> Iterator[Fact]:
    """glue's manifest: `{ plugin: "./api", options: { routes: { prefix: "/api" } } }`."""
    if "registrations" not in source.text and "plugins:" not in source.text:
        return
    found = list(_PLUGIN.finditer(source.text))
    if found:
        yield Router(lines=(1, 1), name=_MANIFEST, framework="hapi", root=True)
    for each in found:
        line = source.text.count("\n", 0, each.start()) + 1
        yield Mount(lines=(line, line), parent=_MANIFEST, child=Literally(text=each[1]),
                    prefix=Literally(text=each[2] or ""))  # fmt: skip


_MANIFEST = "(manifest)"
_SAYS = {"route": _route, "register": _register}
