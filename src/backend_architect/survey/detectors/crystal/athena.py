"""Athena: routes of controllers, by their annotations.

Recognises: `@[ARTA::Get("/x")]`, `Post`, `Put`, `Patch`, `Delete`, `Head`, `Link`, `Unlink`,
`Route` with `methods:`; the class's own `@[ARTA::Route(path: "/x")]` and `@[ADI::Register]` beside
it; the older names `ART::Get` and `Athena::Routing::Get`; the macros `get "/x"` of a controller.
Versions seen: Athena 0.7 to 0.21.
Not recognised: prefixes of base controllers in other files.
Documentation: https://athenaframework.org/Framework/ARTA/
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
    arguments,
    is_aside,
    prefix_at,
    served,
)

_ANNOTATION = re.compile(
    r"@\[\s*(?:ARTA|ART|Athena::Routing|Athena::Framework::Annotations)::"
    r"(Get|Post|Put|Patch|Delete|Head|Options|Link|Unlink|Route|Prefix)\s*(\()"
)
_CLASS = re.compile(r"\A\s*\]\s*(?:@\[[^\]]*\]\s*)*(?:abstract\s+)?class\s+[\w:]+")
_MACRO = re.compile(r"^[ \t]*(get|post|put|patch|delete)\s*\(?\s*(\"/[^\"\n]*\")", re.MULTILINE)
_CONTROLLER = re.compile(r"^[ \t]*class\s+[\w:]+\s*<\s*A\w+::Controller\b", re.MULTILINE)


@detector(language="crystal", anchors=("@[ART", "@[Athena::", "ATH::Controller", "ART::Controller"))
def athena(match: Match) -> Iterator[Fact]:
    """The routes of a file's controllers."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "crystal")
        yield from served(text, "athena", [*_annotated(text), *_macros(text)])


def _macros(text: Plain) -> Iterator[Found]:
    for each in text.find(_CONTROLLER):
        for found in text.find(_MACRO, until_end(text, each.end())):
            path = colon(literal(found.group(2)) or "")
            yield Found(found.start(1), (VERBS[found.group(1)],), below(path))


def _annotated(text: Plain) -> Iterator[Found]:
    blocks, routes = [], []
    for each in text.find(_ANNOTATION):
        given = arguments(text, each.start(2))
        path = _path(given)
        after = _CLASS.match(text.code[text.close(each.start(2)) + 1 :])
        if after or each.group(1) == "Prefix":
            at = text.close(each.start(2)) + 1 + (after.end() if after else 0)
            blocks.append(Block(until_end(text, at), path))
        else:
            routes.append((each.start(), _methods(each.group(1), given), path))
    for at, methods, path in routes:
        yield Found(at, methods, below(prefix_at(blocks, at), colon(path)))


def _path(given: list[str]) -> str:
    named = [each.partition(":")[2] for each in given if each.startswith("path:")]
    plain_ones = [each for each in given if each.startswith('"')]
    return next((said for each in (*named, *plain_ones) if (said := literal(each))), "")


def _methods(annotation: str, given: list[str]) -> tuple[str, ...]:
    named = " ".join(each for each in given if each.startswith("methods:"))
    listed = tuple(re.findall(r"\b[A-Z]{3,}\b", named))
    return listed or ((annotation.upper(),) if annotation != "Route" else ("GET",))
