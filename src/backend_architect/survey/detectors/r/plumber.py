"""plumber: routes of R programs.

Recognises: `#* @get /x/<id:int>` and its like (`#'` too), several above one function;
`pr_get(pr, "/x", handler)`, `pr$handle("GET", "/x", handler)`, `pr_handle(pr, c("GET"), "/x", h)`;
RestRserve's `app$add_get("/x", handler)`; ambiorix's `app$get("/x", handler)`.
Versions seen: plumber 0.4 to 1.3, plumber2 0.1, RestRserve 1.2, ambiorix 2.
Not recognised: routers that `pr_mount` puts under a prefix in another file.
Documentation: https://www.rplumber.io/articles/routing-and-input.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import angle, below, colon
from backend_architect.survey.idioms.plain.tables import Found, is_aside, served

_VERB = "get|post|put|patch|delete|head|options"
_ANNOTATED = re.compile(rf"^[ \t]*#[*'][ \t]*@({_VERB}|use|any)[ \t]+(/?\S*)", re.MULTILINE)
_PIPED = re.compile(
    rf"\bpr_({_VERB})\s*\(\s*(?:[\w.]+\s*,\s*)?(?:path\s*=\s*)?([\"'][^\"'\n]*[\"'])"
)
_HANDLED = re.compile(r"(?:\$handle\s*\(|\bpr_handle\s*\(\s*(?:\w+\s*,)?)\s*(c\([^)]*\)|"
                      r"[\"']\w+[\"'])\s*,\s*([\"'][^\"'\n]*[\"'])")  # fmt: skip
_ADDED = re.compile(rf"\$(?:add_)?({_VERB})\s*\(\s*(?:path\s*=\s*)?([\"']/[^\"'\n]*[\"'])")
_METHOD = re.compile(r"[A-Z]{3,}")


@detector(
    language="r", anchors=("#*", "#'", "pr_", "$handle", "RestRserve", "ambiorix", "Ambiorix")
)
def plumber(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "r")
        yield from served(text, "plumber", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    for each in _ANNOTATED.finditer(text.code):
        method = each.group(1).upper()
        if method != "USE":
            yield Found(each.start(1), (method,), below(angle(each.group(2))))
    for each in text.find(_PIPED):
        path = angle(literal(each.group(2)) or "")
        yield Found(each.start(), (each.group(1).upper(),), below(path))
    for each in text.find(_HANDLED):
        methods = tuple(_METHOD.findall(each.group(1).upper()))
        yield Found(each.start(), methods, below(angle(literal(each.group(2)) or "")))
    others = "RestRserve" in text.code or "mbiorix" in text.code
    for each in text.find(_ADDED) if others else ():
        path = colon(literal(each.group(2)) or "")
        yield Found(each.start(), (each.group(1).upper(),), below(path))
