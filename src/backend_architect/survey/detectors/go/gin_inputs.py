"""Gin: what handlers take from a request by asking its context.

Recognises: `Query`, `DefaultQuery`, `GetHeader`, `Cookie`, `Param` with literal names, and
`ShouldBindJSON`, `Bind`, `ShouldBindQuery` and the like with the type of the variable they fill, on
a parameter of type `*gin.Context` of a named function.
Versions seen: 1.6 to 1.11.
Not recognised: handlers written in place (their routes say their inputs), contexts kept in structs.
Documentation: https://gin-gonic.com/en/docs/binding/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.go.inputs import consumed, query
from backend_architect.survey.idioms.go.readers import GIN


@detector(language="go", anchors=("gin.Context",), query=query(GIN))
def gin_inputs(match: Match) -> Iterator[Fact]:
    """One fact for each input a handler asks for."""
    yield from consumed(match, GIN)
