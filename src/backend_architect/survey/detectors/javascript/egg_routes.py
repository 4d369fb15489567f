"""Egg: the routes of `app/router.js`.

Recognises: `router.get("/x", middleware, controller.home.index)` and with a route's name before
the path; `router.resources` (alone or with a name) for all seven actions; `router.namespace`,
`app.router.prefix`; handlers as "home.index"; routers given to other files (`require("./router/a")
(app)`).
Versions seen: 2.x and 3.x.
Not recognised: which of a resource's actions the controller has.
Documentation: https://www.eggjs.org/basics/router
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Literally, Route, Router
from backend_architect.survey.grammars.javascript.nodes import arguments, dotted, joined, string
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.express import guard_of, handler_name
from backend_architect.survey.idioms.javascript.file_routes import FILE
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

#: Resource action -> method, and the path behind the resource's own.
_RESOURCE = {
    "index": ("GET", ""), "new": ("GET", "/new"), "show": ("GET", "/{id}"),
    "edit": ("GET", "/{id}/edit"), "create": ("POST", ""), "update": ("PUT", "/{id}"),
    "destroy": ("DELETE", "/{id}"),
}  # fmt: skip
_ROUTER = re.compile(r"(?:^|\.)(?:router|apiRouter|\w+Router)\Z")


@detector(language="javascript", paths=("app/router.*", "*/app/router.*", "app/router/*",
                                        "*/app/router/*"))  # fmt: skip
def egg_routes(match: Match) -> Iterator[Fact]:
    """The routes of one file."""
    source = match.source
    if "controller" not in source.text:
        return
    bases = dict(_bases(source))
    said = [
        fact for word, call in dialects.calls(source) for fact in _says(source, word, call, bases)
    ]
    if said:
        yield Router(lines=match.lines(), name=FILE, framework="egg", root=True)
    yield from said


def _bases(source: Source) -> Iterator[tuple[str, Expression]]:
    """`const api = router.namespace("/api")` and `router.prefix("/api")` by the router's name."""
    for word, call in dialects.calls(source):
        given = arguments(call)
        if word == "namespace" and given and (name := _kept(call)):
            yield name, dialects.path(given[0])
        elif word == "prefix" and given:
            yield dotted(dialects.receiver(call)).rpartition(".")[2], dialects.path(given[0])


def _kept(call: Node) -> str:
    parent = call.parent
    return dotted(parent.child_by_field_name("name")) if parent is not None else ""


def _says(source: Source, word: str, call: Node, bases: dict[str, Expression]) -> Iterator[Fact]:
    name, given = dotted(dialects.receiver(call)), arguments(call)
    base = bases.get(name.rpartition(".")[2])
    if not (_ROUTER.search(name) or name in bases or name == "app") or len(given) < 2:
        return
    if len(given) > 2 and not _is_path(given[0]) and _is_path(given[1]):
        given = given[1:]
    if word == "resources":
        for method, behind in _RESOURCE.values():
            yield from _routes(source, call, method, given, base, behind)
    elif word in dialects.VERBS and _is_path(given[0]):
        yield from _routes(source, call, dialects.VERBS[word], given, base, "")


def _is_path(node: Node) -> bool:
    return (string(node) or "").startswith("/") or node.type in ("template_string", "regex")


def _routes(
    source: Source, call: Node, method: str, given: list[Node], base: Expression | None, behind: str
) -> Iterator[Fact]:
    names, scope = names_of(source), scope_of(call)
    guards = [guard_of(names, each, scope) for each in given[1:-1]]
    last = Literally(text=behind)
    first = [base] if base is not None else []
    for path in dialects.paths(given[0]) or ():
        yield Route(
            lines=node_lines(call), scope=scope, router=FILE, methods=(method,),
            path=joined([*first, path, last]), framework="egg",
            handler=string(given[-1]) or handler_name(given[-1]),
            guards=tuple(each for each in guards if each is not None),
        )  # fmt: skip
