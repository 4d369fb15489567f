"""Dream and Opium: routes of OCaml programs.

Recognises: `Dream.get "/x/:id" handler` and its like, `Dream.any`, `Dream.scope "/y" [...] [...]`
around them; Opium's `App.get "/x/:id" handler` and `Router.get`.
Versions seen: Dream 1.0.0~alpha2 to alpha8, Opium 0.17 to 0.20.
Not recognised: lists of routes that another file gives a scope.
Documentation: https://aantron.github.io/dream/#routing
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

_ROUTE = re.compile(r"\b(Dream|App|Opium\.App|Router)\.(get|post|put|patch|delete|head|options|any)"
                    r"\s+(\"[^\"\n]*\")")  # fmt: skip
_SCOPE = re.compile(r"\bDream\.scope\s+(\"[^\"\n]*\")\s*(\[)")


@detector(language="ocaml", anchors=("Dream.", "App.", "Opium"))
def dream(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "ocaml")
        framework = "dream" if "Dream." in text.code else "opium"
        if framework == "dream" or "Opium" in text.code:
            yield from served(text, framework, _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    blocks = [*_scopes(text)]
    for each in text.find(_ROUTE):
        path = colon((literal(each.group(3)) or "").replace("**", "*"))
        whole = below(prefix_at(blocks, each.start()), path)
        yield Found(each.start(), (VERBS.get(each.group(2), "ANY"),), whole)


def _scopes(text: Plain) -> Iterator[Block]:
    """A scope has a list of middleware, then one of routes."""
    for each in text.find(_SCOPE):
        first = text.close(each.start(2))
        second = text.bare.find("[", first)
        end = text.close(second) if second >= 0 else first
        yield Block(Span(first, end), literal(each.group(1)) or "")
