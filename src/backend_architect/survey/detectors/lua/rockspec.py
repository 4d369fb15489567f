"""Lua: the libraries of a rockspec.

Recognises: `package`, `version`, the strings of `dependencies`.
Versions seen: LuaRocks 2 and 3.
Not recognised: dependencies of platforms.
Documentation: https://github.com/luarocks/luarocks/wiki/Rockspec-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest
from backend_architect.survey.grammars.plain.text import literal, plain

_FIELD = re.compile(r"^(package|version)\s*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)
_DEPENDENCIES = re.compile(r"^dependencies\s*=\s*\{", re.MULTILINE)


@detector(paths=("*.rockspec",))
def rockspec(match: Match) -> Iterator[Fact]:
    """A package and what it depends on."""
    text = plain(match.source.text, "lua")
    said = {each.group(1): each.group(2) for each in text.find(_FIELD)}
    folder = basename(dirname(match.source.path))
    yield Manifest(lines=(1, 1), name=said.get("package", folder), ecosystem="luarocks",
                   version=said.get("version", ""), language="lua")  # fmt: skip
    for each in text.find(_DEPENDENCIES):
        for part in text.parts(text.inside(each.end() - 1)):
            name, _, version = (literal(text.text(part)) or "").partition(" ")
            if name and name != "lua":
                yield Library(lines=text.lines(part.start), ecosystem="luarocks", name=name,
                              version=version)  # fmt: skip
