"""lor: routes of applications and routers in OpenResty.

Recognises: `get`, `post`, `put`, `patch`, `delete`, `options`, `head`, `all` on `lor()` and
`lor:Router()`; `app:use("/x", router())` of a router of this file or of a required one.
Versions seen: lor 0.1 to 0.3.
Not recognised: tables of routes that a loop registers.
Documentation: https://github.com/sumory/lor
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Definition,
    Fact,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import VERBS, arguments, is_aside, said

_MADE = re.compile(r"\blocal\s+(\w+)\s*=\s*\w+\s*(:Router\s*)?\(\s*(?:\{[^}]*\})?\s*\)")
_CALL = re.compile(r"\b(\w+):(get|post|put|patch|delete|options|head|all|use)(\()\s*[\"']")
_GIVEN = re.compile(r"\bfunction\b[^(\n]*\(([^)\n]*)\)")


@detector(language="lua", anchors=(":get(", ":post(", ":put(", ":delete(", ":all(", ":use("))
def lor(match: Match) -> Iterator[Fact]:
    """The routers of a file, their routes and mounts."""
    if is_aside(match.source.path) or b"lapis" in match.source.data:
        return
    text = plain(match.source.text, "lua")
    routers = dict(_routers(text, lor="lor" in text.code))
    if not routers:
        return
    for name, (at, root) in routers.items():
        lines = text.lines(at)
        yield Definition(lines=lines, name=name, kind="value")
        yield Router(lines=lines, name=name, framework="lor", root=root, if_mounted=not root)
    for each in text.find(_CALL):
        if each.group(1) in routers:
            yield from _registered(text, each)


def _routers(text: Plain, *, lor: bool) -> Iterator[tuple[str, tuple[int, bool]]]:
    """What is made, and an application that a function is given, with where and whether it is
    served by itself."""
    for each in text.find(_GIVEN):
        if "app" in re.findall(r"\w+", each.group(1)) and "app:use(" in text.code[each.end() :]:
            yield "app", (each.start(), True)
    for each in text.find(_MADE) if lor else ():
        if each.group(2) or each.group(0).rstrip(" ()").endswith("lor"):
            yield each.group(1), (each.start(), not each.group(2))


def _registered(text: Plain, call: re.Match[str]) -> Iterator[Fact]:
    given = arguments(text, call.start(3))
    path, lines = colon(said(given, 0) or ""), text.lines(call.start())
    if call.group(2) == "use":
        child = re.match(r"(\w+)", given[1]) if len(given) == 2 else None
        if child and child.group(1) != "function":
            yield Mount(lines=lines, parent=call.group(1), child=Name(dotted=child.group(1)),
                        prefix=Literally(text=path))  # fmt: skip
    elif len(given) > 1:
        yield Route(lines=lines, router=call.group(1), methods=(VERBS.get(call.group(2), "ANY"),),
                    path=Literally(text=below(path)), framework="lor")  # fmt: skip
