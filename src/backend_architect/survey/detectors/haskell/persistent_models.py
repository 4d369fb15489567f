"""Persistent: entities in a file of their own.

Recognises: `config/models`, `*.persistentmodels` and `*.persistent`, as `persistFileWith` reads
them.
Versions seen: 2.9 to 2.14.
Not recognised: as for quasi-quotes.
Documentation: https://hackage.haskell.org/package/persistent/docs/Database-Persist-Quasi.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.haskell.persistent_blocks import entities


@detector(paths=("config/models", "*/config/models", "*.persistentmodels", "*.persistent"))
def persistent_models(match: Match) -> Iterator[Fact]:
    """The entities of a file."""
    yield from entities(match.source.text, 1)
