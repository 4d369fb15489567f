"""AdonisJS: routes, groups and resources.

Recognises: `Route.get` to `any`, `route` with methods, `on(...).render(...)`, `resource` with
`apiOnly`, `only` and `except` (also nested, "posts.comments"); groups within groups with `prefix`
and middleware; handlers as text, as `[Controller, "method"]`, or in place.
Versions seen: 4 to 6.
Not recognised: domains; routes that a package adds.
Documentation: https://docs.adonisjs.com/guides/basics/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    elements,
    field,
    field_text,
    joined,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.dialects import chain
from backend_architect.survey.idioms.javascript.express import handler_name
from backend_architect.survey.idioms.javascript.file_routes import FILE
from backend_architect.survey.idioms.javascript.guards import guard
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_MODULE = re.compile(r"@ioc:Adonis/Core/Route|@adonisjs/(?:core/services/router|http-server)")
_VERBS = {**dialects.VERBS, "any": "ANY"}
#: Resource action -> methods, and the path behind the resource's own.
_RESOURCE = {
    "index": (("GET",), ""), "create": (("GET",), "/create"), "store": (("POST",), ""),
    "show": (("GET",), "/{id}"), "edit": (("GET",), "/{id}/edit"),
    "update": (("PUT", "PATCH"), "/{id}"), "destroy": (("DELETE",), "/{id}"),
}  # fmt: skip
_FORMS = ("create", "edit")


@detector(
    language="javascript",
    anchors=("@ioc:Adonis/Core/Route", "@adonisjs/core/services/router", "use('Route')",
             'use("Route")', "@adonisjs/http-server"),
)  # fmt: skip
def adonis_routes(match: Match) -> Iterator[Fact]:
    """The routes of one file."""
    source = match.source
    names = _routers(source)
    said = [
        fact
        for word, call in dialects.calls(source)
        if dotted(dialects.receiver(call)) in names
        for fact in _says(word, call)
    ]
    if said:
        yield Router(lines=match.lines(), name=FILE, framework="adonis", root=True)
    yield from said


def _routers(source: Source) -> set[str]:
    """The names that mean the framework's router."""
    found = {each.local for each in names_of(source).imports.values() if _MODULE.match(each.module)}
    return found | ({"Route"} if re.search(r"use\(['\"]Route['\"]\)", source.text) else set())


def _says(word: str, call: Node) -> Iterator[Fact]:
    given = arguments(call)
    if not given:
        return
    if word in _VERBS and len(given) > 1:
        yield from _route(call, (_VERBS[word],), given[0], given[-1])
    elif word == "route" and len(given) > 2:
        methods = tuple((string(each) or "").upper() for each in elements(given[1]))
        yield from _route(call, methods, given[0], given[2])
    elif word == "on":
        yield from _route(call, ("GET",), given[0], None)
    elif word in ("resource", "shallowResource", "resources"):
        yield from _resource(call, given)


def _route(
    call: Node, methods: tuple[str, ...], where: Node, handler: Node | None
) -> Iterator[Fact]:
    prefix, guards = _around(call)
    for path in dialects.paths(where) or ():
        yield Route(
            lines=node_lines(call), scope=scope_of(call), router=FILE, methods=methods,
            path=_below(prefix, path), handler=_handler(handler), framework="adonis",
            guards=guards,
        )  # fmt: skip


def _handler(node: Node | None) -> str:
    """ "UsersController.index" of a text, or of `[UsersController, "index"]`."""
    if node is None:
        return ""
    listed = elements(node)
    if len(listed) == 2:
        return f"{dotted(listed[0])}.{string(listed[1]) or ''}".strip(".")
    text = string(node)
    return text if text is not None else handler_name(plain(node))


def _resource(call: Node, given: list[Node]) -> Iterator[Fact]:
    name = string(given[0]) or ""
    actions = _actions(call)
    prefix, guards = _around(call)
    *parents, own = name.strip("/").split(".")
    whole = "/".join([*(f"{each}/{{{each}_id}}" for each in parents), own])
    controller = _handler(given[1]) if len(given) > 1 else ""
    for action in actions if name else ():
        methods, behind = _RESOURCE[action]
        path = Literally(text=f"/{whole}{behind}")
        yield Route(
            lines=node_lines(call), scope=scope_of(call), router=FILE, methods=methods,
            path=_below(prefix, path), handler=f"{controller}.{action}", framework="adonis",
            guards=guards,
        )  # fmt: skip


def _actions(call: Node) -> tuple[str, ...]:
    """The resource's actions that `apiOnly`, `only` and `except` leave."""
    found = list(_RESOURCE)
    for word, link in _after(call):
        named = {string(each) for given in arguments(link)[:1] for each in elements(given)}
        if word == "apiOnly":
            found = [each for each in found if each not in _FORMS]
        elif word == "only":
            found = [each for each in found if each in named]
        elif word == "except":
            found = [each for each in found if each not in named]
    return tuple(found)


# ---------------------------------------------------------------- groups


def _after(call: Node) -> Iterator[tuple[str, Node]]:
    """The calls that follow in a chain, with their names."""
    member = call.parent
    while member is not None and member.type == "member_expression":
        outer = member.parent
        if outer is None or outer.type != "call_expression":
            return
        yield field_text(member, "property"), outer
        member = outer.parent


def _around(call: Node) -> tuple[tuple[Expression, ...], tuple[Guard, ...]]:
    """The prefixes and guards of the groups around a route, the outermost first, and its own
    guards."""
    prefixes: list[Expression] = []
    guards = list(_guards(call))
    around = call.parent
    while around is not None:
        group = _group(around)
        if group is not None:
            prefixes[:0] = _prefixes(group)
            guards[:0] = list(_guards(group))
        around = around.parent
    return tuple(prefixes), tuple(dict.fromkeys(guards))


def _group(function: Node) -> Node | None:
    """The call of `group` that a function is the body of."""
    call = function.parent.parent if function.parent is not None else None
    if function.type not in FUNCTIONS or call is None or call.type != "call_expression":
        return None
    return call if field_text(field(call, "function"), "property") == "group" else None


def _prefixes(group: Node) -> list[Expression]:
    """Prefixes in front of the group (`router.prefix("x").group()`) and behind it."""
    own = [link for word, link in _after(group) if word == "prefix"]
    before = [
        link
        for link in chain(group)
        if link != group and field_text(field(link, "function"), "property") == "prefix"
    ]
    # A prefix that is called later stands before those called earlier.
    return [dialects.path(arguments(each)[0]) for each in [*reversed(own), *before]]


def _guards(call: Node) -> Iterator[Guard]:
    for word, link in _after(call):
        for given in arguments(link)[:1] if word in ("middleware", "use") else ():
            for each in elements(given) or [given]:
                text = string(each)
                name = text or dotted(field(plain(each), "function")) or dotted(each)
                if name:
                    yield guard(name.partition(":")[0])


def _below(prefixes: tuple[Expression, ...], path: Expression) -> Expression:
    slash = Literally(text="/")
    return joined([part for each in prefixes for part in (slash, each)] + [slash, path])
