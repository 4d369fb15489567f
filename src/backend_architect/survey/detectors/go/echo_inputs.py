"""Echo: what handlers take from a request by asking its context.

Recognises: `QueryParam`, `Param`, `FormValue`, `Cookie` with literal names, `Bind` with the type of
the variable it fills, on a parameter of type `echo.Context` or `*echo.Context` of a named function.
Versions seen: 3 to 5.
Not recognised: own contexts that embed Echo's; `echo.QueryParamsBinder`.
Documentation: https://echo.labstack.com/docs/binding, https://echo.labstack.com/docs/request
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.go.inputs import consumed, query
from backend_architect.survey.idioms.go.readers import ECHO


@detector(language="go", anchors=("echo.Context",), query=query(ECHO))
def echo_inputs(match: Match) -> Iterator[Fact]:
    """One fact for each input a handler asks for."""
    yield from consumed(match, ECHO)
