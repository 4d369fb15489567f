"""Fiber: what handlers take from a request by asking its context.

Recognises: `Query`, `QueryInt`, `Get` (a header), `Cookies`, `Params` with literal names;
`BodyParser`, `QueryParser` (version 2) and `Bind().Body`, `Bind().JSON`, `Bind().Query` (version 3)
with the type of the variable they fill, on a parameter of type `*fiber.Ctx` or `fiber.Ctx` of a
named function.
Versions seen: 2, 3.
Not recognised: handlers written in place (their routes say their inputs).
Documentation: https://docs.gofiber.io/api/ctx, https://docs.gofiber.io/api/bind
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.go.inputs import consumed, query
from backend_architect.survey.idioms.go.readers import FIBER


@detector(language="go", anchors=("fiber.Ctx",), query=query(FIBER))
def fiber_inputs(match: Match) -> Iterator[Fact]:
    """One fact for each input a handler asks for."""
    yield from consumed(match, FIBER)
