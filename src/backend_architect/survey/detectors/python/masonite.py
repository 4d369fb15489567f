"""Masonite: routes.

Recognises: `Route.get("/x/@id", "Controller@method")` and its like, `any`, `match`, `view`,
`redirect`, `group` with `prefix` and `middleware` inside one another, `resource` and `api` with the
routes each stands for; what the lists of routes hold is served below no further prefix.
Versions seen: 4.x.
Not recognised: a prefix given to `register_routes` of a provider, subdomains, the routes of
packages such as authentication.
Documentation: https://docs.masoniteproject.com/the-basics/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Guard, Joined, Literally, Route, Router
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    dotted,
    enclosing,
    expression,
    last,
    literal,
    scope,
    texts,
)
from backend_architect.survey.idioms.python.routes import VERBS, imports, with_parameters

if TYPE_CHECKING:
    from tree_sitter import Node

#: `@id`, `@id:integer`, and `?id`, which may be missing.
_PARAMETER = re.compile(r"[@?](\w+)(?::\w+)?")
_ROUTER = "Route"
#: What `resource` stands for: method, path behind the resource's, action. `api` has no forms.
_RESOURCE = (
    ("GET", "", "index"), ("GET", "/create", "create"), ("POST", "", "store"),
    ("GET", "/{id}", "show"), ("GET", "/{id}/edit", "edit"), ("PUT", "/{id}", "update"),
    ("PATCH", "/{id}", "update"), ("DELETE", "/{id}", "destroy"),
)  # fmt: skip
_FORMS = ("create", "edit")


@detector(
    language="python",
    anchors=("masonite",),
    query="""
    (call function: (attribute object: (identifier) @route attribute: (identifier) @verb)
      (#eq? @route "Route")) @call
    (module) @module
    """,
)
def masonite(match: Match) -> Iterator[Fact]:
    """The routes of a file, with the groups around them."""
    call, module = match.node("call"), match.node("module")
    if not imports(match.source.data, "masonite") or b"Route." not in match.source.data:
        return
    if module is not None:
        yield Router(lines=(1, 1), name=_ROUTER, framework="masonite", root=True)
    elif call is not None:
        yield from _called(call, match.text("verb"))


def _called(call: Node, verb: str) -> Iterator[Route]:
    given = arguments(call)
    if verb in ("resource", "api"):
        yield from _resource(call, given, forms=verb == "resource")
        return
    shift = 1 if verb == "match" else 0
    path = given.get("url", shift)
    methods = _methods(verb, given)
    if path is not None and methods:
        handler = given.get("controller", shift + 1)
        yield _route(call, methods, expression(path), _handler(handler))


def _methods(verb: str, given: Arguments) -> tuple[str, ...]:
    if verb == "match":
        return tuple(each.upper() for each in texts(given.get("request_methods", 0)))
    if verb == "any":
        return ("ANY",)
    if verb in ("view", "redirect", "permanent_redirect"):
        return ("GET",)
    return (verb.upper(),) if verb in (*VERBS, "head", "options") else ()


def _handler(node: Node | None) -> str:
    """`"OrderController@show"` or `OrderController.show`."""
    return literal(node).replace("@", ".") or dotted(node)


def _resource(call: Node, given: Arguments, *, forms: bool) -> Iterator[Route]:
    name, controller = given.text("base_url", 0), _handler(given.get("controller", 1))
    for method, path, action in _RESOURCE:
        if name and (forms or action not in _FORMS):
            yield _route(call, (method,), Literally(text=f"/{name.strip('/')}{path}"),
                         f"{controller}.{action}")  # fmt: skip


def _route(call: Node, methods: tuple[str, ...], path: Expression, handler: str) -> Route:
    groups = tuple(_groups(call))
    prefixes = (group.get("prefix") for group in groups)
    parts = (*(expression(prefix) for prefix in prefixes if prefix is not None), path)
    guards = (guard for group in groups for guard in _guards(group))
    return Route(
        lines=node_lines(call), scope=scope(call), router=_ROUTER, methods=methods,
        path=with_parameters(Joined(parts=parts) if len(parts) > 1 else path, _PARAMETER),
        handler=handler, framework="masonite", guards=tuple(guards),
    )  # fmt: skip


def _groups(call: Node) -> Iterator[Arguments]:
    """The arguments of the groups around a call, the outermost first."""
    above, found = enclosing(call, "call"), list[Arguments]()
    while above is not None:
        if last(callee(above)) == "group":
            found.append(arguments(above))
        above = enclosing(above, "call")
    yield from reversed(found)


def _guards(group: Arguments) -> Iterator[Guard]:
    for name in texts(group.get("middleware")):
        yield guard(name)
