"""Dancer and Dancer2: routes of an application's packages.

Recognises: `get`, `post`, `put`, `patch`, `del`, `options`, `any` with and without a list of
methods, `ajax`; `prefix` as a statement and around routes; routes with a name.
Versions seen: Dancer 1, Dancer2 0.2 to 1.x.
Not recognised: regular expressions as paths, applications mounted by Plack::Builder.
Documentation: https://metacpan.org/dist/Dancer2/view/lib/Dancer2/Manual.pod
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
    "options": ("OPTIONS",), "any": ("ANY",), "ajax": ("POST",),
}  # fmt: skip


@detector(language="perl", anchors=("Dancer",))
def dancer(match: Match) -> Iterator[Fact]:
    """The routes of a package that uses Dancer."""
    if b"Dancer" in match.source.data and not is_aside(match.source.path):
        text = plain(match.source.text, "perl")
        yield from served(text, "dancer", worded(text, _VERBS))
