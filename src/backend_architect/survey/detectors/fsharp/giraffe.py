"""Giraffe and Saturn: routes of F# programs.

Recognises: `route "/x"`, `routef "/x/%i"`, `routeCi`, `subRoute`, `subRouteCi`, with the method
that stands before or around them (`GET >=> choose [...]`, `GET [ ... ]` of endpoint routing);
Saturn's `router { get "/x" h; getf; forward "/y" child }`, also by the name of a router of the
same file, `controller { index ... }` below what forwards to it.
Versions seen: Giraffe 4 to 8, Saturn 0.14 to 0.17.
Not recognised: handlers of other files that a route composes.
Documentation: https://giraffe.wiki/docs, https://saturnframework.org/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, Span, literal, plain
from backend_architect.survey.idioms.plain.indented import indented
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import (
    Block,
    Found,
    is_aside,
    prefix_at,
    served,
)

_VERB = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_ROUTE = re.compile(
    r"\b(route|routef|routeCi|routeCif|routex|routeStartsWith)\s*\(?\s*(\"[^\"\n]*\")"
)
_BEFORE = re.compile(rf"\b((?:{_VERB})(?:_HEAD)?)\s*>=>\s*\(?\s*\Z")
_AROUND = re.compile(rf"\b({_VERB})\s*(?:>=>\s*choose\s*)?(\[)")
_AFTER = re.compile(rf"[^\n]*?>=>\s*({_VERB})\b")
_SUB = re.compile(r"\bsubRoute(?:Ci|f)?\s*\(?\s*(\"[^\"\n]*\")")
_LET = re.compile(r"^([ \t]*)let\s+(?:private\s+|rec\s+)?(\w+)[^\n=]*=", re.MULTILINE)
_ROUTER = re.compile(r"\b(router|controller)\s*(\{)")
_SATURN = re.compile(r"^[ \t]*(get|post|put|patch|delete)(f?)\s+(\"[^\"\n]*\")", re.MULTILINE)
_FORWARD = re.compile(r"\bforward\s+(\"[^\"\n]*\")\s+\(?(\w+)")
_ACTION = re.compile(r"^[ \t]*(index|show|add|edit|create|update|patch|delete)\s", re.MULTILINE)
_FORMAT = re.compile(r"%[isdbcfO]|%[A-Za-z]+")
_RESOURCE = {
    "index": ("GET", ""), "show": ("GET", "{id}"), "add": ("GET", "add"),
    "edit": ("GET", "{id}/edit"), "create": ("POST", ""), "update": ("PUT", "{id}"),
    "patch": ("PATCH", "{id}"), "delete": ("DELETE", "{id}"),
}  # fmt: skip


@detector(language="fsharp", anchors=("route", "controller {", "controller{"))
def giraffe(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "fsharp")
        blocks = [*_blocks(text)]
        yield from served(text, "giraffe", [*_routes(text, blocks), *_saturn(text)])


def _blocks(text: Plain) -> Iterator[Block]:
    """What a `subRoute` is given: a list in brackets, or the deeper lines."""
    for each in text.find(_SUB):
        opening = text.bare.find("[", each.end())
        between = text.bare[each.end() : opening] if opening >= 0 else "x"
        listed = re.fullmatch(r"[\s()>=]*(?:choose\s*)?", between)
        span = text.inside(opening) if listed else indented(text, each.end())
        yield Block(Span(min(each.end(), span.start), span.end), _braced(each.group(1)))


def _braced(written: str) -> str:
    count = iter(range(1, 100))
    path = _FORMAT.sub(lambda _: f"{{param{next(count)}}}", literal(written) or "")
    return colon(path)


def _routes(text: Plain, blocks: list[Block]) -> Iterator[Found]:
    around = [(text.inside(e.start(2)), e.group(1)) for e in text.find(_AROUND)]
    for each in text.find(_ROUTE):
        path = below(prefix_at(blocks, each.start()), _braced(each.group(2)))
        before = _BEFORE.search(text.code[max(0, each.start() - 60) : each.start()])
        after = _AFTER.match(text.code, each.end())
        outer = [verb for span, verb in sorted(around) if span.start <= each.start() < span.end]
        found = before or after
        method = found.group(1).removesuffix("_HEAD") if found else (outer or ["GET"])[-1]
        yield Found(each.start(), (method,), path)


def _saturn(text: Plain) -> Iterator[Found]:
    lets = [(each.start(), each.group(2)) for each in text.find(_LET)]
    routers = {}
    for each in text.find(_ROUTER):
        name = next((name for at, name in reversed(lets) if at <= each.start()), "")
        routers[name] = (each.group(1), text.inside(each.start(2)))
    forwards = {
        each.group(2): (_braced(each.group(1)), name)
        for name, (_, span) in routers.items()
        for each in text.find(_FORWARD, span)
    }
    for name, (kind, span) in routers.items():
        prefix = _prefix(name, forwards)
        for each in text.find(_SATURN, span):
            path = below(prefix, _braced(each.group(3)))
            yield Found(each.start(1), (each.group(1).upper(),), path)
        for each in text.find(_ACTION, span) if kind == "controller" else ():
            method, rest = _RESOURCE[each.group(1)]
            yield Found(each.start(1), (method,), below(prefix, rest), f"{name}.{each.group(1)}")


def _prefix(name: str, forwards: dict[str, tuple[str, str]], depth: int = 8) -> str:
    """The prefixes of what forwards to a router, the outermost first."""
    if name not in forwards or not depth:
        return ""
    path, parent = forwards[name]
    return below(_prefix(parent, forwards, depth - 1), path)
