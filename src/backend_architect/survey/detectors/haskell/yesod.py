"""Yesod: routes.

Recognises: the route files (`config/routes`, `*.yesodroutes`) with methods, any method where none
is said, parameters (`#Int`, `*Texts`, `+Texts`), nested routes, attributes; handlers are
called after method and resource (`getHomeR`).
Versions seen: 1.4 to 1.6.
Not recognised: subsites other than by their mount (a gap), a root other than "/" (`approot`).
Documentation: https://www.yesodweb.com/book/routing-and-handlers
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Router
from backend_architect.survey.idioms.haskell.yesod_routes import ROUTER, routes


@detector(
    paths=("config/routes", "*/config/routes", "*.yesodroutes", "config/routes.yesodroutes"),
)
def yesod(match: Match) -> Iterator[Fact]:
    """The routes of a route file."""
    yield Router(lines=(1, 1), name=ROUTER, framework="yesod", root=True)
    yield from routes(match.source.text, 1)
