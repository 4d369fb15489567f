"""shelf_router: routes of routers in Dart.

Recognises: `Router()..get('/x', h)..mount('/y/', child)`, the same calls on a variable that holds a
router, `all`, `add('GET', ...)`; `@Route.get('/x')` and `@Route('GET', '/x')` of a class; routers
that a class's getter makes, mounted as `Api().router`.
Versions seen: shelf_router 1.x, shelf 1.x.
Not recognised: routers handed to a function as an argument, Cascade's order.
Documentation: https://pub.dev/packages/shelf_router
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Fact,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.plain.text import Plain, Span, plain
from backend_architect.survey.idioms.plain.paths import angle
from backend_architect.survey.idioms.plain.tables import VERBS, arguments, is_aside, said

_MADE = re.compile(r"(?:\b(\w+)\s*=|\breturn|=>|\()\s*(?:const\s+|new\s+)?Router\s*(\()")
_VERB = "get|post|put|patch|delete|head|options|all|add|mount"
_CASCADE = re.compile(rf"\s*(?:\.\.|\.)\s*({_VERB}|\w+)\s*(\()")
_CALL = re.compile(rf"\b(\w+)\s*((?:\.\.|\.)\s*(?:{_VERB})\s*\()")
_ANNOTATED = re.compile(
    r"@Route\s*(?:\.(get|post|put|patch|delete|head|options|all|mount))?\s*(\()"
)
_CLASS = re.compile(r"\bclass\s+(\w+)[^{;]*\{")


class _Class(NamedTuple):
    span: Span
    name: str


@detector(language="dart", anchors=("Router", "@Route"))
def shelf_router(match: Match) -> Iterator[Fact]:
    """The routers of a file, their routes and mounts."""
    if is_aside(match.source.path) or b"shelf" not in match.source.data:
        return
    text = plain(match.source.text, "dart")
    classes = [_Class(text.inside(each.end() - 1), each.group(1)) for each in text.find(_CLASS)]
    yield from _imperative(text, classes)
    yield from _annotated(text, classes)


def _router(text: Plain, at: int, name: str, *, inside: bool) -> Iterator[Fact]:
    """A router; one of a class is served where something mounts the class."""
    yield Definition(lines=text.lines(at), name=name, kind="class" if inside else "value")
    yield Router(lines=text.lines(at), name=name, framework="shelf", root=not inside,
                 if_mounted=inside)  # fmt: skip


def _owner(classes: list[_Class], at: int) -> str:
    return next((each.name for each in classes if each.span.start <= at < each.span.end), "")


def _imperative(text: Plain, classes: list[_Class]) -> Iterator[Fact]:
    told: set[str] = set()
    known: dict[tuple[str, str], str] = {}
    mounted = set(_children(text))
    for each in text.find(_MADE):
        owner = _owner(classes, each.start())
        name = owner or each.group(1) or "router"
        known[owner, each.group(1) or ""] = name
        if name not in told:
            told.add(name)
            served = not owner and name not in mounted
            yield from _router(text, each.start(), name, inside=not served)
        yield from _calls(text, text.close(each.start(2)) + 1, name)
    for each in text.find(_CALL):
        found = known.get((_owner(classes, each.start()), each.group(1))) or known.get(
            ("", each.group(1)))  # fmt: skip
        if found and each.group(1):
            yield from _calls(text, each.start(2), found)


def _children(text: Plain) -> Iterator[str]:
    """The names of what a file mounts."""
    for each in re.finditer(r"\bmount\s*\(\s*(?:'[^']*'|\"[^\"]*\")\s*,\s*(\w+)", text.code):
        yield each.group(1)


def _calls(text: Plain, at: int, router: str) -> Iterator[Fact]:
    """A cascade of calls on a router, or one call."""
    while call := _CASCADE.match(text.code, at):
        opening = call.start(2)
        yield from _registered(text, call.group(1), opening, router)
        at = text.close(opening) + 1


def _registered(text: Plain, verb: str, opening: int, router: str) -> Iterator[Fact]:
    given, lines = arguments(text, opening), text.lines(opening)
    method = (said(given, 0) or "").upper() if verb == "add" else VERBS.get(verb, "ANY")
    path = said(given, 1 if verb == "add" else 0)
    if path is None or not re.fullmatch(_VERB, verb):
        return
    if verb == "mount" and len(given) == 2:
        yield Mount(lines=lines, parent=router, child=_child(given[1]),
                    prefix=Literally(text=angle(path).rstrip("/")))  # fmt: skip
    elif path.startswith("/"):
        yield Route(lines=lines, router=router, methods=(method,), framework="shelf",
                    path=Literally(text=angle(path)), handler=_handler(given[-1]))  # fmt: skip


def _child(written: str) -> Expression:
    """`api`, `api.call`, `Api().router`, `Api(db).handler`."""
    named = re.match(r"(?:const |new )?([\w.]+)", written)
    return Name(dotted=re.sub(r"\.call$", "", named.group(1)) if named else written[:40])


def _handler(written: str) -> str:
    return written if re.fullmatch(r"[\w.]+", written) else ""


def _annotated(text: Plain, classes: list[_Class]) -> Iterator[Fact]:
    told: set[str] = set()
    for each in text.find(_ANNOTATED):
        owner, lines = _owner(classes, each.start()), text.lines(each.start())
        given = arguments(text, each.start(2))
        verb = each.group(1)
        path = said(given, 0 if verb else 1)
        if not owner or path is None or verb == "mount":
            continue
        if owner not in told:
            told.add(owner)
            yield from _router(text, each.start(), owner, inside=True)
        method = VERBS.get(verb, "ANY") if verb else (said(given, 0) or "ANY").upper()
        yield Route(lines=lines, router=owner, methods=(method,), framework="shelf",
                    path=Literally(text=angle(path)))  # fmt: skip
