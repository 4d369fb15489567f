"""Dart: the packages of a `pubspec.yaml`.

Recognises: `name`, `version`, `dependencies`, `dev_dependencies` with a version or a source.
Versions seen: Dart 2 and 3.
Not recognised: overrides, workspaces.
Documentation: https://dart.dev/tools/pub/pubspec
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest

_LINE = re.compile(r"^( *)([\w-]+):[ \t]*([^#\n]*)")
_GROUPS = {"dependencies": False, "dev_dependencies": True}


@detector(paths=("pubspec.yaml",))
def pubspec(match: Match) -> Iterator[Fact]:
    """A package and what it depends on."""
    found = [(number, _LINE.match(line)) for number, line in
             enumerate(match.source.text.splitlines(), 1)]  # fmt: skip
    top = {each[2]: each[3].strip() for _, each in found if each and not each[1]}
    name = top.get("name") or basename(dirname(match.source.path))
    yield Manifest(lines=(1, 1), name=name, ecosystem="pub", version=top.get("version", ""),
                   language="dart")  # fmt: skip
    group = ""
    for number, each in found:
        if each and not each[1]:
            group = each[2]
        elif each and len(each[1]) == 2 and group in _GROUPS:
            yield Library(lines=(number, number), ecosystem="pub", name=each[2],
                          version=each[3].strip(" '\""),
                          development_only=_GROUPS[group])  # fmt: skip
