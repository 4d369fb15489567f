"""Ratpack: handlers of a Groovy script.

Recognises: `get("x") { }`, `post`, `put`, `patch`, `delete`, `options`, `path("x") { byMethod { }
}`, `prefix("api") { }` around them, inside `handlers { }`.
Versions seen: Ratpack 1.x and 2.x.
Not recognised: chains of other classes (`all chain(Api)`), handlers written in Java.
Documentation: https://ratpack.io/manual/current/handlers.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, Span, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import (
    VERBS,
    Block,
    Found,
    is_aside,
    prefix_at,
    served,
)

_HANDLERS = re.compile(r"\bhandlers\s*\{|\bGroovyChainAction\b[^{]*\{")
_PREFIX = re.compile(r"\bprefix\s*\(?\s*(\"[^\"\n]*\"|'[^'\n]*')\s*\)?\s*,?\s*\{")
_ROUTE = re.compile(r"(?<![\w.])(get|post|put|patch|delete|options|path)\s*(?:\(\s*(?:(\"[^\"\n]*\""
                    r"|'[^'\n]*')\s*\)?\s*)?\)?\s*[,{]|\{)")  # fmt: skip
_METHODS = re.compile(r"\bbyMethod\s*\{")
_METHOD = re.compile(r"(?<![\w.])(get|post|put|patch|delete|options)\s*(?:\([^)]*\)\s*)?\{")


@detector(language="groovy", anchors=("handlers", "GroovyChainAction"))
def ratpack(match: Match) -> Iterator[Fact]:
    """The routes of a script."""
    if not is_aside(match.source.path) and b"ratpack" in match.source.data.lower():
        text = plain(match.source.text, "groovy")
        yield from served(text, "ratpack", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    blocks = [
        Block(text.inside(e.end() - 1), literal(e.group(1)) or "") for e in text.find(_PREFIX)
    ]
    inner = [text.inside(each.end() - 1) for each in text.find(_METHODS)]
    for handlers in [text.inside(each.end() - 1) for each in text.find(_HANDLERS)]:
        for each in text.find(_ROUTE, handlers):
            if any(span.start <= each.start() < span.end for span in inner):
                continue
            path = colon(literal(each.group(2) or "''") or "")
            whole = below(prefix_at(blocks, each.start()), path)
            yield Found(each.start(), _methods(text, each, inner), whole)


def _methods(text: Plain, route: re.Match[str], inner: list[Span]) -> tuple[str, ...]:
    if route.group(1) != "path":
        return (VERBS[route.group(1)],)
    opening = text.bare.find("{", route.start())
    body = text.inside(opening) if opening >= 0 else Span(route.end(), route.end())
    named = [
        each.group(1).upper()
        for span in inner
        if body.start <= span.start < body.end
        for each in text.find(_METHOD, span)
    ]
    return tuple(dict.fromkeys(named)) or ("ANY",)
