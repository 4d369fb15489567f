"""Haskell: packages and their libraries.

Recognises: `*.cabal` with its name and the `build-depends` of all components, `package.yaml` of
hpack with `name` and `dependencies`.
Versions seen: Cabal 1.10 to 3.x, hpack 0.3x.
Not recognised: conditions, common stanzas' names, `cabal.project`.
Documentation: https://cabal.readthedocs.io/en/stable/cabal-package-description-file.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest

_NAME = re.compile(r"(?mi)^name\s*:\s*([\w.-]+)")
_DEPENDS = re.compile(r"(?mi)^(\s*)build-depends\s*:([^\n]*(?:\n(?:\1\s+|\s*,)[^\n]*)*)")
_LISTED = re.compile(r"(?m)^(\s*)dependencies\s*:\s*\n((?:\1?\s*-[^\n]*\n?|\s*#[^\n]*\n?|\s*\n)+)")
_LIBRARY = re.compile(r"[A-Za-z][\w-]*")


@detector(paths=("*.cabal", "package.yaml"))
def haskell_packages(match: Match) -> Iterator[Fact]:
    """The package of a file, and what it depends on."""
    text = match.source.text
    name = _NAME.search(text)
    depends = _DEPENDS if match.source.path.endswith(".cabal") else _LISTED
    if name is None or (depends is _LISTED and not depends.search(text)):
        return
    line = text.count("\n", 0, name.start()) + 1
    yield Manifest(lines=(line, line), name=name.group(1), ecosystem="hackage", language="haskell")
    known: set[str] = set()
    for found in depends.finditer(text):
        at = found.start(2)
        for part in re.split(r"[,\n]", found.group(2)):
            line = text.count("\n", 0, at) + 1
            at += len(part) + 1
            library = _LIBRARY.match(part.strip(' -\t"'))
            if library is not None and library.group() not in known:
                known.add(library.group())
                yield Library(lines=(line, line), ecosystem="hackage", name=library.group())
