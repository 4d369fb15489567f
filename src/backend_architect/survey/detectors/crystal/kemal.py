"""Kemal and Grip: routes of Crystal programs.

Recognises: `get "/x" do`, `post`, `put`, `patch`, `delete`, `options`, `ws` at the top of a file
and on a `Kemal::Router` with `namespace` and `mount`; Grip's `get "/x", Controller` inside
`routes`, `scope "/x" do`.
Versions seen: Kemal 0.27 to 1.8, Grip 1.x to 4.x.
Not recognised: paths that a macro or a constant makes.
Documentation: https://kemalcr.com/guide/, https://github.com/grip-framework/grip
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.indented import until_end
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import (
    VERBS,
    Block,
    Found,
    is_aside,
    prefix_at,
    served,
)

_ROUTE = re.compile(
    r"^[ \t]*(?:(\w+|Kemal)\.)?(get|post|put|patch|delete|options|head|ws)\s*\(?\s*"
    r"(\"[^\"\n]*\")(?=\s*\)?\s*(?:,|do\b|\{|&))", re.MULTILINE)  # fmt: skip
_BLOCK = re.compile(r"^[ \t]*(?:(\w+)\.)?(?:namespace|scope)\s*\(?\s*(\"[^\"\n]*\")\s*\)?\s*do\b",
                    re.MULTILINE)  # fmt: skip
_MOUNT = re.compile(r"^[ \t]*mount\s*\(?\s*(\"[^\"\n]*\")\s*,\s*(\w+)", re.MULTILINE)
_WORDS = ("get", "post", "put", "patch", "delete", "ws", "options", "head")
_OTHERS = ("Lucky", "Amber", "Athena", "Marten", "Action")


@detector(
    language="crystal",
    anchors=tuple(f"{verb}{gap}" for verb in _WORDS
                  for gap in (' "', '("')),
)  # fmt: skip
def kemal(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "crystal")
        if not any(other in text.code for other in _OTHERS):
            yield from served(text, "kemal", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    mounts = {each.group(2): literal(each.group(1)) or "" for each in text.find(_MOUNT)}
    found = [*text.find(_BLOCK)]
    blocks = [Block(until_end(text, e.end()), literal(e.group(2)) or "") for e in found]
    owners = [(until_end(text, each.end()), each.group(1)) for each in found if each.group(1)]
    for each in text.find(_ROUTE):
        path = literal(each.group(3)) or ""
        if not path.startswith("/") or "#{" in path:
            continue
        around = [name for span, name in owners if span.start <= each.start() < span.end]
        mount = mounts.get(each.group(1) or (around[0] if around else ""), "")
        whole = below(mount, prefix_at(blocks, each.start()), colon(path))
        yield Found(each.start(2), (VERBS.get(each.group(2), "GET"),), whole)
