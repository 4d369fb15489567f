"""go.mod: the module, its path, and what it depends on directly.

Recognises: `module`, `require` in a line or a block; libraries that migrate schemas.
Versions seen: go 1.11 to 1.25.
Not recognised: `replace`, `tool`; indirect dependencies, which the module does not name in code.
Documentation: https://go.dev/ref/mod#go-mod-file
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest

_REQUIRED = re.compile(r"([^\s()]+\.[^\s()]+/?[^\s()]*)\s+(v[^\s/]+)\s*(//\s*indirect)?")
_MIGRATORS = {
    "github.com/golang-migrate/migrate": "golang-migrate",
    "github.com/pressly/goose": "goose",
    "github.com/rubenv/sql-migrate": "sql-migrate",
    "github.com/amacneil/dbmate": "dbmate",
    "ariga.io/atlas": "atlas",
}


@detector(paths=("go.mod",))
def go_mod(match: Match) -> Iterator[Fact]:
    """One manifest, and one library for each direct dependency."""
    block = ""
    for number, written in enumerate(match.source.text.splitlines(), 1):
        line = written.strip()
        word, _, rest = line.partition(" ")
        if word == "module":
            name = rest.partition("//")[0].strip().strip('"')
            yield Manifest(lines=(number, number), name=name, ecosystem="go", language="go")
        elif line.endswith("(") and not block:
            block = word
        elif line.startswith(")"):
            block = ""
        elif block == "require" or word == "require":
            yield from _library(rest if word == "require" else line, number)


def _library(line: str, number: int) -> Iterator[Fact]:
    found = _REQUIRED.match(line.strip())
    if found is None or found[3]:
        return
    lines = (number, number)
    yield Library(lines=lines, ecosystem="go", name=found[1], version=found[2])
    tool = _MIGRATORS.get(re.sub(r"/v\d+\Z", "", found[1]))
    if tool:
        yield Habit(lines=lines, kind="migration-tool", value=tool)
