"""Marten: route maps.

Recognises: `path "/x/<id:int>", Handler` in `Marten.routes.draw do` and in a map that
`Marten::Routing::Map.draw` makes, of this file or named below a path of another.
Versions seen: Marten 0.2 to 0.6.
Not recognised: methods: a handler answers those whose functions it has, GET is said for all.
Documentation: https://martenframework.com/docs/handlers-and-http/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.indented import until_end
from backend_architect.survey.idioms.plain.paths import angle, below
from backend_architect.survey.idioms.plain.tables import Found, is_aside, served

_MAP = re.compile(
    r"(?:\b([A-Z]\w*)\s*=\s*Marten::Routing::Map\.draw|\bMarten\.routes\.draw)\s+do\b"
)
_PATH = re.compile(r"\bpath\s*\(?\s*(\"[^\"\n]*\")\s*,\s*([\w:]+)")


@detector(language="crystal", anchors=("Marten",))
def marten(match: Match) -> Iterator[Fact]:
    """The routes of a program's map."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "crystal")
        yield from served(text, "marten", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    maps = {each.group(1) or "": until_end(text, each.end()) for each in text.find(_MAP)}
    prefixes = {
        each.group(2): literal(each.group(1)) or ""
        for span in maps.values()
        for each in text.find(_PATH, span)
    }
    for name, span in maps.items():
        for each in text.find(_PATH, span):
            path = angle(literal(each.group(1)) or "")
            if each.group(2) not in maps and not each.group(2).isupper():
                whole = below(prefixes.get(name, ""), path)
                yield Found(each.start(), ("GET",), whole, each.group(2))
