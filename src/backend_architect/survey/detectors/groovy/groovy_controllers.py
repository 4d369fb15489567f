"""Groovy: controllers of Micronaut and Spring, by their annotations.

Recognises: `@Controller("/x")` or `@RequestMapping("/x")` on a class, `@Get("/y")`, `@GetMapping`
and their like on its methods, `@RequestMapping(value=, method=)`.
Versions seen: Micronaut 1 to 4, Spring 4 to 6.
Not recognised: paths that are constants of other classes.
Documentation: https://docs.micronaut.io/latest/guide/#routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import (
    Block,
    Found,
    arguments,
    is_aside,
    prefix_at,
    served,
)

_CLASS = re.compile(r"^((?:@[^\n]*\n)+)(?:public\s+|final\s+)?class\s+\w+[^{]*\{", re.MULTILINE)
_OWN = re.compile(r"@(?:Controller|RequestMapping)\s*\(([^)]*)\)")
_ROUTE = re.compile(r"^[ \t]+@(?:(Get|Post|Put|Patch|Delete|Head|Options)(?:Mapping)?|"
                    r"RequestMapping)\b\s*(\()?", re.MULTILINE)  # fmt: skip
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_METHOD = re.compile(r"\bRequestMethod\.([A-Z]+)|\bmethod\s*=\s*([A-Z]+)")


@detector(language="groovy", anchors=("@Controller", "@RestController", "@RequestMapping"))
def groovy_controllers(match: Match) -> Iterator[Fact]:
    """The routes of a file's controllers."""
    if not is_aside(match.source.path) and "grails-app/" not in match.source.path:
        text = plain(match.source.text, "groovy")
        yield from served(
            text, "micronaut" if "micronaut" in text.code else "spring", _routes(text)
        )


def _routes(text: Plain) -> Iterator[Found]:
    blocks = []
    for each in text.find(_CLASS):
        own = _OWN.search(each.group(1))
        if "Controller" in each.group(1):
            prefix = _TEXT.search(own.group(1)) if own else None
            said = literal(prefix.group()) if prefix else ""
            blocks.append(Block(text.inside(each.end() - 1), said or ""))
    for each in text.find(_ROUTE):
        if any(block.span.start <= each.start() < block.span.end for block in blocks):
            given = arguments(text, each.start(2)) if each.group(2) else []
            path = _path(given)
            methods = (each.group(1).upper(),) if each.group(1) else _methods(given)
            at = each.start() + len(each.group()) - len(each.group().lstrip())
            yield Found(at, methods, below(prefix_at(blocks, each.start()), path))


def _path(given: list[str]) -> str:
    for each in given:
        key, _, value = each.partition("=")
        if not value or key.strip() in ("value", "uri", "path"):
            return re.sub(r"\{[?&][^}]*\}", "", literal(value.strip() or each) or "")
    return ""


def _methods(given: list[str]) -> tuple[str, ...]:
    found = _METHOD.findall(" ".join(given))
    return tuple(first or second for first, second in found) or ("ANY",)
