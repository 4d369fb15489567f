"""Mojolicious::Lite: routes of a script.

Recognises: `get`, `post`, `put`, `patch`, `del`, `options`, `any` with and without a list of
methods, `websocket`; `under` with a path, alone or in a `group`.
Versions seen: Mojolicious 8 and 9.
Not recognised: routes added to `app->routes` by plugins.
Documentation: https://docs.mojolicious.org/Mojolicious/Lite
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import plain
from backend_architect.survey.idioms.perl.lite import worded
from backend_architect.survey.idioms.plain.tables import is_aside, served

_VERBS = {
    "get": ("GET",), "post": ("POST",), "put": ("PUT",), "patch": ("PATCH",), "del": ("DELETE",),
    "delete": ("DELETE",), "options": ("OPTIONS",), "any": ("ANY",), "websocket": ("GET",),
}  # fmt: skip


@detector(language="perl", anchors=("Mojolicious::Lite",))
def mojolicious_lite(match: Match) -> Iterator[Fact]:
    """The routes of a lite application."""
    if b"Mojolicious::Lite" in match.source.data and not is_aside(match.source.path):
        text = plain(match.source.text, "perl")
        yield from served(text, "mojolicious", worded(text, _VERBS))
