"""Yesod: routes in quasi-quotes.

Recognises: `[parseRoutes| ... |]`, alone or given to `mkYesod`; their lines are read as those of a
route file.
Versions seen: 1.4 to 1.6.
Not recognised: quotes that other quotes make.
Documentation: https://www.yesodweb.com/book/routing-and-handlers
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Router
from backend_architect.survey.idioms.haskell.yesod_routes import ROUTER, routes

_QUOTE = re.compile(r"\[(?:parseRoutes|parseRoutesNoCheck)\|(.*?)\|\]", re.DOTALL)


@detector(language="haskell", anchors=("parseRoutes",))
def yesod_quotes(match: Match) -> Iterator[Fact]:
    """The routes of each quote."""
    text = match.source.text
    quotes = list(_QUOTE.finditer(text))
    if quotes:
        yield Router(lines=(1, 1), name=ROUTER, framework="yesod", root=True)
    for quote in quotes:
        yield from routes(quote.group(1), text.count("\n", 0, quote.start(1)) + 1)
