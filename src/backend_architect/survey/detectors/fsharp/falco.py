"""Falco and Suave: routes of F# programs.

Recognises: Falco's `get "/x" handler` and its like, `all "/x" [ GET, h; POST, h ]`, `mapGet`;
Suave's `path "/x"`, `pathScan "/x/%d"` with the method that stands before or around them.
Versions seen: Falco 3 to 5, Suave 2.
Not recognised: prefixes of Suave's `pathStarts`.
Documentation: https://www.falcoframework.com/docs/routing.html, https://suave.io/routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Found, is_aside, served

_VERB = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_FALCO = re.compile(r"(?<![\w.])(?:map)?(get|post|put|patch|delete|options|head|any|Get|Post|Put|"
                    r"Patch|Delete)\s+(\"/[^\"\n]*\")")  # fmt: skip
_ALL = re.compile(r"(?<![\w.])all\s+(\"/[^\"\n]*\")\s*(\[)")
_SUAVE = re.compile(r"(?<![\w.])(?:path|pathScan)\s+(\"/[^\"\n]*\")")
_BEFORE = re.compile(rf"\b({_VERB})\s*>=>\s*\(?\s*\Z")
_AROUND = re.compile(rf"\b({_VERB})\s*>=>\s*choose\s*(\[)")
_AFTER = re.compile(rf"[^\n]*?>=>\s*({_VERB})\b")
_LISTED = re.compile(rf"\b({_VERB})\s*,")
_FORMAT = re.compile(r"%[a-zA-Z]")


@detector(language="fsharp", anchors=("Falco", "Suave"))
def falco(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "fsharp")
    if "Falco" in text.code:
        yield from served(text, "falco", _falco(text))
    elif "Suave" in text.code:
        yield from served(text, "suave", _suave(text))


def _falco(text: Plain) -> Iterator[Found]:
    for each in text.find(_FALCO):
        yield Found(each.start(), (each.group(1).upper(),), below(literal(each.group(2)) or ""))
    for each in text.find(_ALL):
        named = _LISTED.findall(text.text(text.inside(each.start(2))))
        yield Found(each.start(), tuple(named) or ("ANY",), below(literal(each.group(1)) or ""))


def _suave(text: Plain) -> Iterator[Found]:
    around = [(text.inside(e.start(2)), e.group(1)) for e in text.find(_AROUND)]
    for each in text.find(_SUAVE):
        path = _FORMAT.sub("{param}", literal(each.group(1)) or "")
        outer = [verb for span, verb in sorted(around) if span.start <= each.start() < span.end]
        found = _BEFORE.search(text.code[max(0, each.start() - 60) : each.start()])
        found = found or _AFTER.match(text.code, each.end())
        yield Found(each.start(), (found.group(1) if found else (outer or ["GET"])[-1],), path)
