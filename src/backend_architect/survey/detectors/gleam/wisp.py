"""wisp: routes as patterns of a path's segments.

Recognises: `case wisp.path_segments(req)` (with and without the method beside it, in either order),
`case request.path_segments(req)` alike; methods that the handler called there requires or matches,
in this module or an imported one.
Versions seen: wisp 0.1 to 2.x, Gleam 1.x.
Not recognised: segments that a function passes on to be matched elsewhere.
Documentation: https://hexdocs.pm/wisp/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Answer, Fact, Literally, Route, Router
from backend_architect.survey.grammars.plain.text import Plain, Span, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import APP, is_aside

_CASE = re.compile(r"\bcase\s+([^{\n]*\bpath_segments\b[^{\n]*|[^{\n]*\bsegments\b[^{\n]*)(\{)")
_FUNCTION = re.compile(r"^(?:pub\s+)?fn\s+(\w+)\s*\(", re.MULTILINE)
_METHODS = "Get|Post|Put|Patch|Delete|Head|Options"
_METHOD = re.compile(rf"\A(?:http\.)?({_METHODS})\Z")
_REQUIRED = re.compile(rf"\brequire_method\(\s*\w+\s*,\s*(?:http\.)?({_METHODS})\s*\)")
_MATCHED = re.compile(rf"^\s*((?:(?:http\.)?(?:{_METHODS})\s*\|?\s*)+)->", re.MULTILINE)
_CALLED = re.compile(r"(?:\b|\A)((?:\w+\.)?[a-z]\w*)\s*\(")
_FRAMEWORK = ("wisp", "request", "response", "http", "string", "result", "list")


class _Arm(NamedTuple):
    at: int
    patterns: str
    body: str


@detector(language="gleam", anchors=("eq", "segments"))
def wisp(match: Match) -> Iterator[Fact]:
    """The arms of a router, and what each function answers."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "gleam")
    module = basename(match.source.path).removesuffix(".gleam")
    yield from _functions(text, module)
    told = False
    for case in text.find(_CASE):
        for arm in _arms(text, text.inside(case.start(2))):
            for fact in _routes(text, case.group(1), arm, module):
                if not told:
                    told = True
                    yield Router(lines=text.lines(case.start()), name=APP, framework="wisp",
                                 root=True)  # fmt: skip
                yield fact


def _functions(text: Plain, module: str) -> Iterator[Answer]:
    """The methods that a function which takes a request requires or tells apart; GET if none."""
    for each in text.find(_FUNCTION):
        head = text.close(each.end() - 1)
        opening = text.bare.find("{", head)
        signature = text.code[each.end() : head]
        if opening < 0 or "eq" not in signature:
            continue
        body = text.text(text.inside(opening))
        named = _REQUIRED.findall(body)
        if "method" in body:
            found = _MATCHED.findall(body)
            named += [word for words in found for word in re.findall(_METHODS, words)]
        methods = tuple(dict.fromkeys(method.upper() for method in named)) or ("GET",)
        yield Answer(lines=text.lines(each.start()), route=f"{module}.{each.group(1)}",
                     methods=methods, handler=each.group(1))  # fmt: skip


def _arms(text: Plain, span: Span) -> Iterator[_Arm]:
    """`pattern -> body`, by the arrows that stand in no bracket."""
    arrows, depth = [], 0
    for at in range(span.start, span.end):
        depth += (text.bare[at] in "([{") - (text.bare[at] in ")]}")
        if depth == 0 and text.bare.startswith("->", at):
            arrows.append(at)
    begins = [_begin(text, span.start, arrow) for arrow in arrows]
    for arrow, begin, end in zip(arrows, begins, [*begins[1:], span.end], strict=False):
        yield _Arm(begin, text.code[begin:arrow].strip(), text.code[arrow + 2 : end])


def _begin(text: Plain, start: int, arrow: int) -> int:
    """Where the patterns of an arm begin: its line, or above if that begins with a bar."""
    begin = max(text.code.rfind("\n", start, arrow) + 1, start)
    while begin > start and re.match(r"\s*(?:\||[\]})])", text.code[begin:arrow]):
        begin = max(text.code.rfind("\n", start, begin - 1) + 1, start)
    return begin


def _routes(text: Plain, subject: str, arm: _Arm, module: str) -> Iterator[Route]:
    at = arm.at + len(text.code[arm.at :]) - len(text.code[arm.at :].lstrip())
    mounted = not arm.body.lstrip().startswith("wisp.serve_static")
    for pattern in _alternatives(arm.patterns):
        pieces = _pieces(pattern)
        segments = next((piece for piece in pieces if piece.startswith("[")), None)
        methods = [found.group(1).upper() for p in pieces if (found := _METHOD.match(p))]
        if segments is None or (".." in segments and mounted and not methods):
            continue
        if "method" in subject and not methods and len(pieces) > 1:
            continue
        called = _called(arm.body)
        elsewhere = "" if methods or called is None else _whole(called, module)
        yield Route(
            lines=text.lines(at), router=APP, framework="wisp", handler=called or "",
            methods=() if elsewhere else tuple(methods) or ("GET",), name=elsewhere,
            path=Literally(text=_path(segments)),
        )  # fmt: skip


def _alternatives(patterns: str) -> list[str]:
    return [each.strip() for each in patterns.split("|") if each.strip()]


def _pieces(pattern: str) -> list[str]:
    """The patterns of several subjects."""
    whole = Plain(pattern, re.sub(r'"[^"]*"', lambda found: "_" * len(found.group()), pattern))
    return [whole.text(part) for part in whole.parts(Span(0, len(pattern)))]


def _path(segments: str) -> str:
    parts = [part.strip() for part in segments.strip("[]").split(",") if part.strip()]
    return below(*(_segment(part) for part in parts))


def _segment(written: str) -> str:
    if written.startswith('"'):
        return written.strip('"')
    return "*" if written.startswith("..") else f"{{{written.lstrip('_') or 'part'}}}"


def _called(body: str) -> str | None:
    """The first function of the program that an arm calls."""
    for name in _CALLED.findall(body):
        if name.partition(".")[0] not in _FRAMEWORK:
            return str(name)
    return None


def _whole(called: str, module: str) -> str:
    return called if "." in called else f"{module}.{called}"
