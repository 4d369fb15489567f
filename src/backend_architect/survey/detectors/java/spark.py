"""Spark's routes.

Recognises: `get("/x", handler)` and its like, imported or called on `Spark` or a `Service`;
`path("/api", () -> { })`, groups in other methods.
Versions seen: Spark 2, its successors of the same form.
Not recognised: filters, web sockets, static files.
Documentation: https://sparkjava.com/documentation#routes
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.java.text import expression, qualified
from backend_architect.survey.idioms.java.calls import call_of
from backend_architect.survey.idioms.java.javalin_routes import Spoken, unit_facts

_SPARK = Spoken(
    call_of, expression, "assignment_expression", "method_reference", framework="spark",
    builder="Spark", applications=("http", "service", "spark"), pathless=False,
)  # fmt: skip


@detector(
    language="java",
    anchors=("spark.Spark", "spark.Service"),
    query="[(method_declaration) (constructor_declaration)] @unit",
)
def spark(match: Match) -> Iterator[Fact]:
    """Say the routes of a method."""
    data = match.source.data
    if b"spark.Spark" in data or b"spark.Service" in data:
        unit = match.nodes("unit")[0]
        yield from unit_facts(unit, qualified(unit), _SPARK, bare=b"spark.Spark" in data)
