"""http.zig (httpz): routes.

Recognises: `get`, `post`, `put`, `patch`, `delete`, `head`, `options`, `all`, `method` on a router,
on a group and a group of a group, with a prefix each; functions that are given a router.
Versions seen: http.zig 0.x for Zig 0.11 to 0.14.
Not recognised: groups that are handed to a function under a prefix.
Documentation: https://github.com/karlseguin/http.zig
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import VERBS, Found, arguments, is_aside, served

_TEST = re.compile(r"^\s*test\b[^{;\n]*\{", re.MULTILINE)
_GROUP = re.compile(r"\b(?:var|const)\s+(\w+)\s*=\s*(?:try\s+)?(\w+)\.group\s*\(\s*(\"[^\"\n]*\")")
_CALL = re.compile(
    r"\b(\w+)\.(get|post|put|patch|delete|head|options|trace|all|method|tryGet|tryPost|tryPut"
    r"|tryPatch|tryDelete|tryAll)(\()\s*\""
)


@detector(language="zig", anchors=(".get(", ".post(", ".put(", ".delete(", ".all(", ".method(",
                                   ".tryGet(", ".patch("))  # fmt: skip
def httpz(match: Match) -> Iterator[Fact]:
    """The routes a file registers."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "zig")
        yield from served(text, "httpz", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    tests = [text.inside(each.end() - 1) for each in text.find(_TEST)]
    groups: dict[str, str] = {}
    for each in text.find(_GROUP):
        above = groups.get(each.group(2), "")
        groups[each.group(1)] = below(above, literal(each.group(3)) or "")
    for each in text.find(_CALL):
        given = arguments(text, each.start(3))
        named = each.group(2).removeprefix("try").lower()
        method = _method(named, given)
        path = literal(given[1 if named == "method" else 0]) or ""
        inside = any(span.start <= each.start() < span.end for span in tests)
        if path.startswith("/") and len(given) == (4 if named == "method" else 3) and not inside:
            whole = below(groups.get(each.group(1), ""), colon(path))
            yield Found(each.start(), (method,), whole, given[-2])


def _method(named: str, given: list[str]) -> str:
    if named == "method":
        return (literal(given[0]) or "ANY").upper()
    return VERBS.get(named, "ANY")
