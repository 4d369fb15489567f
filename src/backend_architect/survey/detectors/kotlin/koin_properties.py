"""Koin's properties, as far as they are paths that routes are served below.

Recognises: in `koin.properties` keys that speak of a context, path, prefix, base or root.
Versions seen: Koin 1 to 4.
Not recognised: any other key, for it may be a secret.
Documentation: https://insert-koin.io/docs/reference/koin-core/start-koin
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Definition, Fact, Literally

_PATH = re.compile(
    r"^\s*([\w.-]*(?:context|path|prefix|base|root)[\w.-]*)\s*[=:]\s*([\w/.-]*)\s*$", re.I
)


@detector(paths=("koin.properties",))
def koin_properties(match: Match) -> Iterator[Fact]:
    """Say each path as a value of its key."""
    for number, line in enumerate(match.source.text.splitlines(), 1):
        found = _PATH.match(line)
        if found is not None:
            value = Literally(text=found[2].strip("\"'"))
            yield Definition(lines=(number, number), name=found[1], kind="value", value=value)
