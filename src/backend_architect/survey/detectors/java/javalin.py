"""Javalin's routes.

Recognises: `app.get("/x", handler)` and its like, also in a chain; `path("users", () -> { })` of
`ApiBuilder` below `app.routes` or `apiBuilder`, groups in other methods and classes; `crud`, `ws`,
`sse`, `addHttpHandler`; the context path.
Versions seen: Javalin 2 to 7.
Not recognised: routes made in loops, static files.
Documentation: https://javalin.io/documentation
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.java.text import expression, qualified
from backend_architect.survey.idioms.java.calls import call_of
from backend_architect.survey.idioms.java.javalin_routes import Spoken, unit_facts

_JAVA = Spoken(call_of, expression, "assignment_expression", "method_reference")


@detector(
    language="java",
    anchors=("io.javalin",),
    query="[(method_declaration) (constructor_declaration)] @unit",
)
def javalin(match: Match) -> Iterator[Fact]:
    """Say the routes of a method."""
    if b"io.javalin" not in match.source.data:
        return
    unit = match.nodes("unit")[0]
    yield from unit_facts(unit, qualified(unit), _JAVA, bare=b"apibuilder" in match.source.data)
