"""Jester, Prologue, Mummy, HappyX: routes of Nim programs.

Recognises: Jester's `routes:` and `router name:` with `get "/x/@id":` and its like, `extend name,
"/prefix"`; Prologue's `app.get("/x/{id}", handler)`, `addRoute("/x", handler, @[HttpGet])`; Mummy's
`router.get("/x/@id", handler)`; HappyX's `get "/x/{id:int}":` and `mount "/x" -> App` of a file.
Versions seen: Jester 0.5 to 0.6, Prologue 0.6, Mummy 0.4, HappyX 3 and 4.
Not recognised: Prologue's lists of `pattern` that another file adds under a prefix.
Documentation: https://github.com/dom96/jester, https://planety.github.io/prologue/routing/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.indented import indented
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import (
    VERBS,
    Block,
    Found,
    is_aside,
    prefix_at,
    served,
)

_WORD = re.compile(r"^[ \t]+(get|post|put|patch|delete|head|options|ws)\s+(\"/[^\"\n]*\")\s*:",
                   re.MULTILINE)  # fmt: skip
_BLOCK = re.compile(r"^[ \t]*(?:routes\s*:|router\s+(\w+)\s*:|serve\b[^\n]*:|appRoutes\b[^\n]*:)",
                    re.MULTILINE)  # fmt: skip
_EXTEND = re.compile(r"^[ \t]+extend\s+(\w+)\s*,\s*(\"[^\"\n]*\")", re.MULTILINE)
_CALL = re.compile(r"\b\w+\.(get|post|put|patch|delete|head|options)\(\s*(\"/[^\"\n]*\")\s*,\s*\w")
_ADDED = re.compile(r"\b(?:addRoute|pattern)\(\s*(\"/[^\"\n]*\")\s*,\s*(\w+)([^\n]*)")
_METHOD = re.compile(r"\bHttp(Get|Post|Put|Patch|Delete|Head|Options)\b")
_AT = re.compile(r"@(\w+)")
_TYPED = re.compile(r"\{(\w+)\??(?::[^}]*)?\}")
_FRAMEWORKS = ("jester", "prologue", "mummy", "happyx")


@detector(language="nim", anchors=_FRAMEWORKS)
def jester(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "nim")
    framework = next((each for each in _FRAMEWORKS if each in text.code), "")
    if framework:
        yield from served(text, framework, [*_words(text), *_calls(text)])


def _path(written: str) -> str:
    """A question mark says that what stands before it may be missing."""
    return _TYPED.sub(r"{\1}", _AT.sub(r"{\1}", literal(written) or "")).replace("?", "")


def _words(text: Plain) -> Iterator[Found]:
    under = {each.group(1): literal(each.group(2)) or "" for each in text.find(_EXTEND)}
    blocks = [
        Block(indented(text, each.end() - 1), under.get(each.group(1) or "", ""))
        for each in text.find(_BLOCK)
    ]
    for each in text.find(_WORD):
        if any(block.span.start <= each.start() < block.span.end for block in blocks):
            path = below(prefix_at(blocks, each.start(1)), _path(each.group(2)))
            yield Found(each.start(1), (VERBS.get(each.group(1), "GET"),), path)


def _calls(text: Plain) -> Iterator[Found]:
    for each in text.find(_CALL):
        yield Found(each.start(), (VERBS[each.group(1)],), below(_path(each.group(2))))
    for each in text.find(_ADDED):
        methods = tuple(verb.upper() for verb in _METHOD.findall(each.group(3)))
        path = below(_path(each.group(1)))
        yield Found(each.start(), methods or ("GET",), path, each.group(2))
