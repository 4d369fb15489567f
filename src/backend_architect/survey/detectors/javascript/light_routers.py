"""Small routers: restify, polka, itty-router, find-my-way, h3, tinyhttp, restana, hyper-express.

Recognises: what their packages make; `get` to `all`, restify's `opts` and options with `path`,
find-my-way's `on("GET", "/x", handler)`; `use` of another router below a path; `base` of
itty-router; restify-router's `applyRoutes(server, "/x")` and `add("/x", router)`.
Versions seen: restify 8 to 11, polka 0.5 and 1.0, itty-router 3 to 5, find-my-way 4 to 9, h3 1.x,
@tinyhttp/app 2, restana 4, hyper-express 6.
Not recognised: handlers of h3 that are composed when the program runs.
Documentation: http://restify.com/docs/server-api/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector
from backend_architect.survey.facts import Expression, Fact, Literally
from backend_architect.survey.grammars.javascript.nodes import arguments, pairs, string
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript import route_tables as tables
from backend_architect.survey.idioms.javascript.dialects import Dialect, Held, held
from backend_architect.survey.idioms.javascript.express import flat, guard_of
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_DIALECTS = (
    Dialect("restify", re.compile(r"restify(?:-router)?\Z"), re.compile(r"restify:createServer"),
            re.compile(r"restify-router:(?:Router|default)"), usual=re.compile(r"^server$")),
    Dialect("polka", re.compile(r"polka\Z"), re.compile(r"polka:(?:default|polka)")),
    Dialect("itty-router", re.compile(r"itty-router"),
            re.compile(r"itty.*:(?:Router|AutoRouter|IttyRouter|ThrowableRouter)")),
    Dialect("find-my-way", re.compile(r"find-my-way\Z"), re.compile(r"find-my-way:default")),
    Dialect("h3", re.compile(r"h3\Z"), re.compile(r"h3:(?:createApp|createRouter|H3)")),
    Dialect("tinyhttp", re.compile(r"@tinyhttp/"), re.compile(r"@tinyhttp/app:App"),
            re.compile(r"@tinyhttp/router:Router")),
    Dialect("restana", re.compile(r"restana\Z"), re.compile(r"restana:default")),
    Dialect("hyper-express", re.compile(r"hyper-express\Z"),
            re.compile(r"hyper-express:Server"), re.compile(r"hyper-express:Router")),
)  # fmt: skip
_WORDS = {**dialects.VERBS, "opts": "OPTIONS", "any": "ANY"}


@detector(
    language="javascript",
    anchors=("restify", "polka", "itty-router", "find-my-way", "h3", "tinyhttp", "restana",
             "hyper-express"),
)  # fmt: skip
def light_routers(match: Match) -> Iterator[Fact]:
    """Routers, routes and mounts of one file."""
    for dialect in _DIALECTS:
        if re.search(dialect.framework.partition("-")[0], match.source.text):
            yield from _says(match.source, dialect)


def _says(source: Source, dialect: Dialect) -> Iterator[Fact]:
    yield from dialects.routers(source, dialect, ("base", "prefix"))
    yield from dialects.handovers(source, dialect, ("use", "applyRoutes", "createServer"))
    for word, call in dialects.calls(source):
        known = word in _WORDS or word in ("on", "use", "applyRoutes", "add")
        router = held(source, dialects.receiver(call), dialect) if known else None
        if router is not None:
            yield from _call(source, word, call, router, dialect)


def _call(source: Source, word: str, call: Node, router: Held, dialect: Dialect) -> Iterator[Fact]:
    given = arguments(call)
    if word == "applyRoutes":
        yield from _applied(source, call, dialect)
    elif word in ("use", "add"):
        yield from _use(source, call, router, dialect)
    elif word == "on" and len(given) > 2:
        methods = tables.methods_of(given[0])
        if methods:
            yield from dialects.route(source, call, router, methods, given[1], given[2:],
                                      dialect.framework)  # fmt: skip
    elif word in _WORDS and len(given) > 1:
        where = pairs(given[0]).get("path", given[0])
        if dialects.is_pathlike(where):
            yield from dialects.route(source, call, router, (_WORDS[word],), where,
                                      list(flat(given[1:])), dialect.framework)  # fmt: skip


def _applied(source: Source, call: Node, dialect: Dialect) -> Iterator[Fact]:
    """`router.applyRoutes(server, "/x")` mounts the router on the server."""
    given = arguments(call)
    parent = held(source, given[0], dialect) if given else None
    own = dialects.receiver(call)
    child = dialects.child_of(source, own, dialect) if own is not None else None
    if parent is not None and child is not None:
        at = dialects.path(given[1]) if len(given) > 1 else Literally(text="")
        yield from dialects.mount(call, parent, child, at)


def _use(source: Source, call: Node, router: Held, dialect: Dialect) -> Iterator[Fact]:
    given = arguments(call)
    prefix: Expression = Literally(text="")
    if given and (string(given[0]) or "").startswith("/"):
        prefix, given = dialects.path(given[0]), given[1:]
    for each in flat(given):
        child = dialects.child_of(source, each, dialect)
        if child is not None and (held(source, each, dialect) or prefix != Literally(text="")):
            yield from dialects.mount(call, router, child, prefix)
        elif prefix == Literally(text=""):
            found = guard_of(names_of(source), each, scope_of(call))
            yield from dialects.chained(call, router, [found])
