"""Javalin's routes written in Kotlin.

Recognises: `app.get("/x") { }` and its like, also in a chain; `path("users") { get(...) }` of
`ApiBuilder` below `app.routes { }` or `apiBuilder { }`, groups in other functions and classes;
`crud`, `ws`, `sse`, `addHttpHandler`; the context path.
Versions seen: Javalin 2 to 7.
Not recognised: routes made in loops, static files.
Documentation: https://javalin.io/documentation
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.kotlin.text import expression
from backend_architect.survey.idioms.java.javalin_routes import Spoken, unit_facts
from backend_architect.survey.idioms.kotlin.calls import call_of, unit_name, units

_KOTLIN = Spoken(call_of, expression, "assignment", "callable_reference")


@detector(language="kotlin", anchors=("io.javalin",))
def kotlin_javalin(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the function that declares it."""
    tree = match.source.tree if b"io.javalin" in match.source.data else None
    bare = b"apibuilder" in match.source.data
    for unit in units(tree.root_node) if tree is not None else ():
        yield from unit_facts(unit, unit_name(unit), _KOTLIN, bare=bare)
