"""Taffy: resources, by their components.

Recognises: `taffy_uri` or `taffy:uri` of a component, in tags and in script, several with commas;
functions called `get`, `post`, `put`, `patch`, `delete`, `options`, `head`, or with `taffy_verb`.
Versions seen: Taffy 2 to 4.
Not recognised: URIs that a resource inherits.
Documentation: https://docs.taffy.io/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import VERBS, Found, is_aside, served

_URI = re.compile(r"\btaffy[_:]uri\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_FUNCTION = re.compile(r"<cffunction\b([^>]*)>|\bfunction\s+(\w+)\s*(\()", re.IGNORECASE)
_NAME = re.compile(r"\bname\s*=\s*[\"'](\w+)", re.IGNORECASE)
_VERB = re.compile(r"\btaffy[_:]verb\s*=\s*[\"'](\w+)", re.IGNORECASE)
_PARAMETER = re.compile(r"\{(\w+)(?::[^}]*)?\}")


@detector(language="cfml", anchors=("taffy_uri", "taffy:uri"))
def taffy(match: Match) -> Iterator[Fact]:
    """The routes of a resource."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "cfml")
        yield from served(text, "taffy", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    uri = next(text.find(_URI), None)
    for each in text.find(_FUNCTION) if uri else ():
        attributes = each.group(1) or _after(text, each)
        name = _NAME.search(each.group(1)) if each.group(1) else None
        named = (each.group(2) or (name.group(1) if name else "")).lower()
        verb = _VERB.search(attributes)
        method = verb.group(1).upper() if verb else VERBS.get(named)
        for path in (uri.group(1) or uri.group(2) or "").split(",") if uri and method else ():
            whole = below(_PARAMETER.sub(r"{\1}", path.strip()))
            yield Found(each.start(), (method or "",), whole, named)


def _after(text: Plain, function: re.Match[str]) -> str:
    """The attributes between a function's parameters and its body."""
    end = text.close(function.start(3))
    return text.code[end : text.bare.find("{", end)]
