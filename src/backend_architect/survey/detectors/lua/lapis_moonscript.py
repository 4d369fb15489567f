"""Lapis: routes of applications in MoonScript.

Recognises: paths for keys of a class, with and without a name, with `respond_to` and the methods
below it; `@path` of the class before them.
Versions seen: Lapis 1.0 to 1.16.
Not recognised: the path that another file includes an application under.
Documentation: https://leafo.net/lapis/reference/moon_getting_started.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, Span, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import Found, is_aside, served

_KEY = re.compile(
    r"^([ \t]+)(?:\[\s*[\w.]+\s*:\s*([\"'])(?P<named>/.*?)\2\s*\]|([\"'])(?P<path>/.*?)\4)\s*:",
    re.MULTILINE)  # fmt: skip
_ANSWER = re.compile(r"^[ \t]+(GET|POST|PUT|PATCH|DELETE)\s*:", re.MULTILINE)
_CLASS = re.compile(r"^[ \t]*(?:[\w.]+\s*=\s*)?class\b", re.MULTILINE)
_PREFIX = re.compile(r"^[ \t]+@path\s*:\s*([\"'])(.*?)\1", re.MULTILINE)


@detector(language="moonscript", anchors=("lapis",))
def lapis_moonscript(match: Match) -> Iterator[Fact]:
    """The routes of an application's class."""
    if b"lapis" in match.source.data and not is_aside(match.source.path):
        text = plain(match.source.text, "moonscript")
        yield from served(text, "lapis", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    begins = [each.start() for each in text.find(_CLASS)]
    for start, end in pairwise([*begins, len(text.code)]):
        span = Span(start, end)
        prefix = next((each.group(2) for each in text.find(_PREFIX, span)), "")
        yield from _of_class(text, span, prefix)


def _of_class(text: Plain, span: Span, prefix: str) -> Iterator[Found]:
    keys = [*_KEY.finditer(text.code, span.start, span.end)]
    ends = [*(each.start() for each in keys[1:]), span.end]
    for key, end in zip(keys, ends, strict=True) if keys else ():
        body = Span(key.end(), end)
        methods: tuple[str, ...] = ("ANY",)
        if "respond_to" in text.text(body).partition("\n")[0]:
            named = (each.group(1) for each in text.find(_ANSWER, body))
            methods = tuple(dict.fromkeys(named)) or methods
        path = key.group("named") or key.group("path")
        yield Found(key.end(), methods, below(prefix, colon(path)))
