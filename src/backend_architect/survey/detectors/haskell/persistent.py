"""Persistent: entities in quasi-quotes.

Recognises: `[persistLowerCase| ... |]` and `persistUpperCase`, with fields, `Maybe`, keys to other
entities (`UserId`), unique constraints, `Id` and `Primary`, `sql=`, `sqltype=`, `OnDelete...`.
Versions seen: 2.9 to 2.14.
Not recognised: `Foreign` over several columns, embedded records (stored as text), defaults.
Documentation: https://hackage.haskell.org/package/persistent/docs/Database-Persist-Quasi.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.haskell.persistent_blocks import entities

_QUOTE = re.compile(r"\[persist(?:LowerCase|UpperCase|With\s+\w+)\|(.*?)\|\]", re.DOTALL)


@detector(language="haskell", anchors=("[persist",))
def persistent(match: Match) -> Iterator[Fact]:
    """The entities of each quote."""
    text = match.source.text
    for quote in _QUOTE.finditer(text):
        yield from entities(quote.group(1), text.count("\n", 0, quote.start(1)) + 1)
