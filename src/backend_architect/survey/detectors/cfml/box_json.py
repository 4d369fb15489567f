"""CFML: the packages of a `box.json`.

Recognises: `name`, `version`, `dependencies`, `devDependencies`.
Versions seen: CommandBox 5 and 6.
Not recognised: places that are no versions.
Documentation: https://commandbox.ortusbooks.com/package-management/box.json
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest, Unresolved

_GROUPS = {"dependencies": False, "devDependencies": True}


@detector(paths=("box.json",))
def box_json(match: Match) -> Iterator[Fact]:
    """A package and what it depends on."""
    try:
        said = json.loads(match.source.text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        yield Unresolved(lines=(1, 1), what="box.json", reason="It is no JSON object.",
                         kind="unparsed")  # fmt: skip
        return
    name = str(said.get("slug") or said.get("name") or basename(dirname(match.source.path)))
    yield Manifest(lines=(1, 1), name=name, ecosystem="forgebox", language="cfml",
                   version=str(said.get("version", "")))  # fmt: skip
    lines = match.source.text.splitlines()
    for group, development in _GROUPS.items():
        found = said.get(group)
        for library, version in sorted(found.items()) if isinstance(found, dict) else ():
            line = next((n for n, each in enumerate(lines, 1) if f'"{library}"' in each), 1)
            yield Library(lines=(line, line), ecosystem="forgebox", name=library,
                          version=str(version), development_only=development)  # fmt: skip
