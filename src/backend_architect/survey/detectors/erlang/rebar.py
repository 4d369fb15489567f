"""Erlang: the libraries of a `rebar.config`.

Recognises: the entries of `deps`, with a version where they say one.
Versions seen: rebar3.
Not recognised: dependencies of profiles.
Documentation: https://rebar3.org/docs/configuration/dependencies/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest
from backend_architect.survey.grammars.plain.text import plain

_DEPENDENCIES = re.compile(r"^\{\s*deps\s*,\s*\[", re.MULTILINE)
_LIBRARY = re.compile(r"\A\{?\s*'?(\w+)'?\s*(?:,\s*\"([^\"]*)\")?")


@detector(paths=("rebar.config",))
def rebar(match: Match) -> Iterator[Fact]:
    """A project and what it depends on."""
    text = plain(match.source.text, "erlang")
    name = basename(dirname(match.source.path))
    yield Manifest(lines=(1, 1), name=name, ecosystem="hex", language="erlang")
    for each in text.find(_DEPENDENCIES):
        for part in text.parts(text.inside(each.end() - 1)):
            found = _LIBRARY.match(text.text(part))
            if found:
                yield Library(lines=text.lines(part.start), ecosystem="hex", name=found.group(1),
                              version=found.group(2) or "")  # fmt: skip
