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
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.java.text import (
    call_arguments,
    callee_of,
    expression,
    qualified,
)
from backend_architect.survey.idioms.java.javalin_routes import Spoken, unit_facts


class _Call(NamedTuple):
    name: str
    on: Node | None
    values: list[Node]
    block: Node | None
    callee: str


def _call_of(node: Node) -> _Call | None:
    name = node.child_by_field_name("name")
    if node.type != "method_invocation" or name is None:
        return None
    given = call_arguments(node)
    blocks = [each for each in given if each.type == "lambda_expression"]
    values = [each for each in given if each.type != "lambda_expression"]
    block = blocks[-1].child_by_field_name("body") if blocks else None
    on = node.child_by_field_name("object")
    return _Call(node_text(name), on, values, block, callee_of(node))


_JAVA = Spoken(_call_of, expression, "assignment_expression", "method_reference")


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
