"""tokamak: routes as values, and as the names of functions.

Recognises: `.get("/x", handler)` and its like in a list of routes, `.group("/x", ...)` around them,
`tk.Route.get(...)`; `pub fn @"GET /x"` and `pub const @"GET /x"` of a module or a struct that
`.router(name)` mounts.
Versions seen: tokamak 1.x and main.
Not recognised: routes that a function builds while it compiles.
Documentation: https://github.com/cztomsik/tokamak
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Definition,
    Fact,
    Import,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.plain.text import Plain, Span, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import (
    VERBS,
    Block,
    Found,
    arguments,
    is_aside,
    prefix_at,
    said,
    served,
)

_TEST = re.compile(r"^\s*test\b[^{;\n]*\{", re.MULTILINE)
_CALL = re.compile(r"(?<![\w)\]])(?:\w+\.Route)?\.(get|post|put|patch|delete|head|options|post0"
                   r"|put0|patch0|group|router)(\()")  # fmt: skip
_NAMED = re.compile(r"\bpub\s+(?:fn|const)\s+@\"([A-Z]+) (/[^\"]*)\"")
_STRUCT = re.compile(r"\bconst\s+(\w+)\s*=\s*struct\s*\{")
_IMPORT = re.compile(r"\bconst\s+(\w+)\s*=\s*@import\(\s*\"([^\"]+\.zig)\"\s*\)\s*;")

#: What the routes of a module's own names are registered on.
_MODULE = "module"


@detector(language="zig", anchors=('@"', ".group(", ".router(", ".get(", ".post(", ".put(",
                                   ".delete(", ".patch("))  # fmt: skip
def tokamak(match: Match) -> Iterator[Fact]:
    """The routes in lists, and those that names of functions say."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "zig")
    tests = [text.inside(each.end() - 1) for each in text.find(_TEST)]
    yield from _named(text, tests)
    if b"tokamak" in match.source.data or b"Route = &" in match.source.data:
        yield from _listed(text, tests)


def _within(spans: list[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _named(text: Plain, tests: list[Span]) -> Iterator[Fact]:
    """Functions with a method and a path for a name; what mounts their struct serves them."""
    structs = [(text.inside(each.end() - 1), each.group(1)) for each in text.find(_STRUCT)]
    told: set[str] = set()
    for each in text.find(_NAMED):
        if _within(tests, each.start()):
            continue
        around = [name for span, name in sorted(structs) if span.start <= each.start() < span.end]
        router = around[-1] if around else _MODULE
        lines = text.lines(each.start())
        if router not in told:
            told.add(router)
            yield Definition(lines=lines, name=router, kind="value")
            yield Router(lines=lines, name=router, framework="tokamak", if_mounted=True)
        yield Route(lines=lines, router=router, methods=(each.group(1),), framework="tokamak",
                    path=Literally(text=below(colon(each.group(2)))))  # fmt: skip


def _listed(text: Plain, tests: list[Span]) -> Iterator[Fact]:
    calls = [each for each in text.find(_CALL) if not _within(tests, each.start())]
    blocks = [
        Block(text.inside(each.start(2)), said(arguments(text, each.start(2)), 0) or "")
        for each in calls
        if each.group(1) == "group"
    ]
    routes, mounts = [], []
    for each in calls:
        given = arguments(text, each.start(2))
        path = literal(given[0]) if given else None
        prefix = prefix_at(blocks, each.start())
        method = VERBS.get(each.group(1).rstrip("0"))
        if method and path is not None and path.startswith("/") and len(given) == 2:
            routes.append(Found(each.start(), (method,), below(prefix, colon(path)), given[1]))
        elif each.group(1) == "router" and len(given) == 1:
            mounts.append((each.start(), given[0], prefix))
    if mounts and not routes:
        lines = text.lines(mounts[0][0])
        yield Router(lines=lines, name="app", framework="tokamak", root=True)
    yield from served(text, "tokamak", routes)
    imports = {each.group(1): each.group(2) for each in text.find(_IMPORT)}
    for at, child, prefix in mounts:
        yield from _mounted(text.lines(at), child, prefix, imports)


def _mounted(
    lines: tuple[int, int], child: str, prefix: str, imports: dict[str, str]
) -> Iterator[Fact]:
    """A module, or a struct of this file or of a module."""
    first, _, rest = child.partition(".")
    local = child
    if first in imports:
        local = f"mounted_{child.replace('.', '_')}"
        yield Import(lines=lines, local=local, module=imports[first], name=rest or _MODULE)
    yield Mount(lines=lines, parent="app", child=Name(dotted=local), prefix=Literally(text=prefix))
