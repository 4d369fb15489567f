"""Elli: clauses of `handle` that match a method and a path.

Recognises: `handle('GET', [<<"users">>, Id], Req)` in a module that is an `elli_handler`.
Versions seen: Elli 1 to 3.
Not recognised: clauses on any path.
Documentation: https://github.com/elli-lib/elli
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Found, is_aside, served

_CLAUSE = re.compile(r"^handle\s*\(\s*'([A-Z]+)'\s*,\s*(\[[^\[\]]*\])", re.MULTILINE)
_TEXT = re.compile(r"<<\"([^\"]*)\">>")


@detector(language="erlang", anchors=("elli",))
def elli(match: Match) -> Iterator[Fact]:
    """The clauses of a handler."""
    if b"elli" in match.source.data and not is_aside(match.source.path):
        text = plain(match.source.text, "erlang")
        yield from served(text, "elli", _clauses(text))


def _clauses(text: Plain) -> Iterator[Found]:
    for each in text.find(_CLAUSE):
        inner, _, rest = each.group(2)[1:-1].partition("|")
        parts = [_segment(part.strip()) for part in inner.split(",") if part.strip()]
        yield Found(each.start(), (each.group(1),), below(*parts, "*" if rest else ""))


def _segment(written: str) -> str:
    text = _TEXT.fullmatch(written)
    return text.group(1) if text else f"{{{written.strip('_').lower() or 'part'}}}"
