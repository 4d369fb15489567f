"""Crystal: the libraries of a `shard.yml`.

Recognises: `name`, `version`, `dependencies`, `development_dependencies` with their versions.
Versions seen: Shards 0.7 to 0.19.
Not recognised: branches and commits.
Documentation: https://github.com/crystal-lang/shards/blob/master/docs/shard.yml.adoc
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest

_TOP = re.compile(r"^(\w+):[ \t]*([^#\n]*)", re.MULTILINE)
_LIBRARY = re.compile(r"^  ([\w-]+):[ \t]*$((?:\n {3,}[^\n]*)*)", re.MULTILINE)
_VERSION = re.compile(r"^ +version:[ \t]*([^#\n]+)", re.MULTILINE)
_GROUPS = {"dependencies": False, "development_dependencies": True}


@detector(paths=("shard.yml",))
def shards(match: Match) -> Iterator[Fact]:
    """A shard and what it depends on."""
    text = match.source.text
    top = [*_TOP.finditer(text)]
    said = {each[1]: each[2].strip(" '\"") for each in top}
    name = said.get("name") or basename(dirname(match.source.path))
    yield Manifest(lines=(1, 1), name=name, ecosystem="shards", version=said.get("version", ""),
                   language="crystal")  # fmt: skip
    for each, end in zip(top, [*(e.start() for e in top[1:]), len(text)], strict=True):
        for found in _LIBRARY.finditer(text, each.end(), end) if each[1] in _GROUPS else ():
            line = text.count("\n", 0, found.start(1)) + 1
            version = _VERSION.search(found[2])
            yield Library(lines=(line, line), ecosystem="shards", name=found[1],
                          version=version[1].strip(" '\"") if version else "",
                          development_only=_GROUPS[each[1]])  # fmt: skip
