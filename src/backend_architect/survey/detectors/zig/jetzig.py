"""Jetzig: views, whose place says their path, and routes an application adds.

Recognises: `index`, `get`, `new`, `edit`, `post`, `put`, `patch`, `delete` of the modules below
`app/views` (`root.zig` is the root); `app.route(.GET, "/x", module, .action)`.
Versions seen: Jetzig 0.x.
Not recognised: views elsewhere that `build.zig` names, static views' formats.
Documentation: https://www.jetzig.dev/documentation/sections/views/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import Found, arguments, is_aside, served

_ACTION = re.compile(r"^pub\s+fn\s+(index|get|new|edit|post|put|patch|delete)\s*\(", re.MULTILINE)
_ROUTE = re.compile(r"\b\w+\.route(\()\s*\.[A-Z]+\s*,")
_VIEW = re.compile(r"(?:^|/)app/views/(.+)\.zig\Z")
#: What each action answers: its method and what stands behind the view's path.
_RESOURCE = {
    "index": ("GET", ""), "get": ("GET", "{id}"), "new": ("GET", "new"),
    "edit": ("GET", "{id}/edit"), "post": ("POST", ""), "put": ("PUT", "{id}"),
    "patch": ("PATCH", "{id}"), "delete": ("DELETE", "{id}"),
}  # fmt: skip


@detector(language="zig", anchors=(".route(", "jetzig"))
def jetzig(match: Match) -> Iterator[Fact]:
    """The routes of a view, or those added by hand."""
    if is_aside(match.source.path) or b"jetzig" not in match.source.data:
        return
    text = plain(match.source.text, "zig")
    view = _VIEW.search(match.source.path)
    yield from served(text, "jetzig", [*_added(text), *_resources(text, view)])


def _resources(text: Plain, view: re.Match[str] | None) -> Iterator[Found]:
    if view is None:
        return
    path = "" if view.group(1) == "root" else view.group(1)
    for each in text.find(_ACTION):
        method, rest = _RESOURCE[each.group(1)]
        yield Found(each.start(1), (method,), below(path, rest), each.group(1))


def _added(text: Plain) -> Iterator[Found]:
    for each in text.find(_ROUTE):
        given = arguments(text, each.start(1))
        path = literal(given[1]) if len(given) == 4 else None
        if path is not None:
            yield Found(each.start(), (given[0].lstrip("."),), below(colon(path)), given[3])
