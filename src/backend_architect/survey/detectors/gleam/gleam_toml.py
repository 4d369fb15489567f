"""Gleam: the packages of a `gleam.toml`.

Recognises: `name`, `version`, `[dependencies]`, `[dev-dependencies]` (`dev_dependencies`).
Versions seen: Gleam 1.x.
Not recognised: nothing known.
Documentation: https://gleam.run/writing-gleam/gleam-toml/
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest, Unresolved

_GROUPS = {"dependencies": False, "dev-dependencies": True, "dev_dependencies": True}


@detector(paths=("gleam.toml",))
def gleam_toml(match: Match) -> Iterator[Fact]:
    """A package and what it depends on."""
    try:
        said = tomllib.loads(match.source.text)
    except tomllib.TOMLDecodeError as error:
        yield Unresolved(lines=(1, 1), what="gleam.toml", reason=str(error), kind="unparsed")
        return
    name = str(said.get("name") or basename(dirname(match.source.path)))
    yield Manifest(lines=(1, 1), name=name, ecosystem="hex", version=str(said.get("version", "")),
                   language="gleam")  # fmt: skip
    lines = match.source.text.splitlines()
    for group, development in _GROUPS.items():
        for library, version in sorted(said.get(group, {}).items()):
            line = next((n for n, each in enumerate(lines, 1) if each.startswith(library)), 1)
            asked = version if isinstance(version, str) else ""
            yield Library(lines=(line, line), ecosystem="hex", name=library, version=asked,
                          development_only=development)  # fmt: skip
