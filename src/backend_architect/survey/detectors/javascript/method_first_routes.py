"""Routers of a repository's own that are told the method first: `this.route("GET", "/x", handler)`.

Recognises: `route`, `add`, `on`, `addRoute` and `register` on `this` in a class called like a
router, with a method, a path and a handler.
Versions seen: Parse Server 2 to 8.
Not recognised: the path such a router is mounted at.
Documentation: https://docs.parseplatform.org/parse-server/guide/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Route, Router
from backend_architect.survey.grammars.javascript.nodes import arguments, string
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.express import flat, guard_of, handler_name
from backend_architect.survey.idioms.javascript.names import names_of
from backend_architect.survey.idioms.javascript.route_tables import METHODS

_ROUTERS = re.compile(r"Rout(?:er|es|ing)|Controller|Api|API|Endpoints|Server")


@detector(
    language="javascript",
    anchors=("this.route(", "this.add(", "this.addRoute(", "this.on(", "this.register("),
    query="""
    (call_expression
      function: (member_expression object: (this) property: (property_identifier) @_verb)
      arguments: (arguments . (string) @method . [(string) (template_string)] @path . (_))
      (#any-of? @_verb "route" "add" "on" "addRoute" "register")) @call
    """,
)
def method_first_routes(match: Match) -> Iterator[Fact]:
    """A router for the class and one of its routes."""
    call, path = match.node("call"), match.node("path")
    method = (string(match.node("method")) or "").upper()
    if call is None or path is None or method not in METHODS:
        return
    names, scope = names_of(match.source), scope_of(call)
    owner = names.class_around(scope)
    found = names.definitions.get(owner)
    if found is None or not _ROUTERS.search(f"{owner} {' '.join(found.bases)}"):
        return
    handlers = list(flat(arguments(call)[2:]))
    guards = (guard_of(names, each, scope) for each in handlers[:-1])
    yield Router(lines=found.lines, name=owner, framework="express", root=True)
    for each in dialects.paths(path) or ():
        yield Route(
            lines=node_lines(call), scope=scope, router=owner, methods=(method,), path=each,
            handler=handler_name(handlers[-1]), framework="express",
            guards=tuple(each for each in guards if each is not None),
        )  # fmt: skip
