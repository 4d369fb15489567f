"""Zig: the packages of a `build.zig.zon`.

Recognises: the package's name and version, the names of its dependencies.
Versions seen: Zig 0.11 to 0.14.
Not recognised: versions of dependencies, which are hashes there.
Documentation: https://ziglang.org/download/0.11.0/release-notes.html#Package-Management
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest
from backend_architect.survey.grammars.plain.text import plain

_NAME = re.compile(r"\.name\s*=\s*\.?\"?([\w-]+)")
_VERSION = re.compile(r"\.version\s*=\s*\"([^\"]+)\"")
_DEPENDENCIES = re.compile(r"\.dependencies\s*=\s*\.\{")
_DEPENDENCY = re.compile(r"\A\.(?:@\"([^\"]+)\"|(\w+))\s*=")


@detector(paths=("build.zig.zon",))
def zig_zon(match: Match) -> Iterator[Fact]:
    """A package and what it depends on."""
    text = plain(match.source.text, "zig")
    name, version = _NAME.search(text.code), _VERSION.search(text.code)
    folder = basename(dirname(match.source.path))
    yield Manifest(lines=(1, 1), name=name.group(1) if name else folder, ecosystem="zig",
                   version=version.group(1) if version else "", language="zig")  # fmt: skip
    for each in text.find(_DEPENDENCIES):
        for part in text.parts(text.inside(each.end() - 1)):
            named = _DEPENDENCY.match(text.text(part))
            if named:
                yield Library(lines=text.lines(part.start), ecosystem="zig",
                              name=named.group(1) or named.group(2))  # fmt: skip
