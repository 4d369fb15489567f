"""Elysia: chained routes, groups and plugins.

Recognises: `new Elysia({ prefix })`, `get` to `delete`, `all`, `route(method, path, handler)`,
`group("/x", (app) => ...)`, `guard(...)` with a function, `use` of other instances, of modules and
of functions that are handed one.
Versions seen: 0.6 to 1.x.
Not recognised: web sockets; routes that a macro makes.
Documentation: https://elysiajs.com/essential/route.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector
from backend_architect.survey.facts import Fact, Literally, Name
from backend_architect.survey.grammars.javascript.nodes import arguments, string
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.dialects import Dialect, Held, held
from backend_architect.survey.idioms.javascript.names import is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

ELYSIA = Dialect(
    framework="elysia",
    packages=re.compile(r"(?:npm:|jsr:)?elysia\Z"),
    apps=re.compile(r".*:(?:Elysia|default)"),
    types=re.compile(r"Elysia(?:<|$)"),
    opens=frozenset(("group", "guard")),
)


@detector(language="javascript", anchors=("lysia",))
def elysia_routes(match: Match) -> Iterator[Fact]:
    """Routers, routes and mounts of one file."""
    source = match.source
    yield from dialects.routers(source, ELYSIA, ("prefix",))
    yield from dialects.verbs(source, ELYSIA, taken=2)
    for word, call in dialects.calls(source):
        router = held(source, dialects.receiver(call), ELYSIA) if word in _SAYS else None
        if router is not None:
            yield from _SAYS[word](source, call, router)


def _group(source: Source, call: Node, _router: Held) -> Iterator[Fact]:
    given = arguments(call)
    prefix = Literally(text="")
    at = dialects.path(given[0]) if given and string(given[0]) is not None else prefix
    yield from dialects.opened(source, call, ELYSIA, at)


def _route(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    given = arguments(call)
    method = string(given[0]) if len(given) > 2 else None
    if method and method.isalpha():
        yield from dialects.route(source, call, router, (method.upper(),), given[1], given[2:3],
                                  "elysia")  # fmt: skip


def _use(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    for given in arguments(call)[:1]:
        child = dialects.child_of(source, given, ELYSIA)
        name = child.dotted if isinstance(child, Name) else getattr(child, "callee", "")
        module = names_of(source).module_of(name, scope_of(call)) if name else ""
        if child is not None and not (module and is_package(module)):
            yield from dialects.mount(call, router, child)


_SAYS = {"group": _group, "guard": _group, "route": _route, "use": _use}
