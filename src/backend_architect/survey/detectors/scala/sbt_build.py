"""Builds of sbt, Mill and scala-cli: a project and its libraries.

Recognises: `"group" %% "name" % version` (also `%`, `%%%`) in `build.sbt`, other `*.sbt` and the
Scala files of `project/`, with versions held in plain values of the same file; Mill's
`ivy"group::name:version"` and `mvn"..."` in `build.sc` and `build.mill`; the project's name.
Versions seen: sbt 0.13 to 1, Mill 0.10 to 1.
Not recognised: libraries put together by functions, versions of other files.
Documentation: https://www.scala-sbt.org/1.x/docs/Library-Dependencies.html,
https://mill-build.org/mill/scalalib/dependencies.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest
from backend_architect.survey.idioms.java.builds import MIGRATORS

_SBT = re.compile(
    r'"(?P<group>[\w.-]+)"\s*%{1,3}\s*"(?P<name>[\w.-]+)"'
    r'(?:\s*%\s*(?:"(?P<version>[^"]+)"|(?P<known>[\w.]+)))?(?P<rest>[^,\n]*)'
)
_MILL = re.compile(r'(?:ivy|mvn)"(?P<group>[\w.-]+):{1,3}(?P<name>[\w.-]+):(?P<version>[\w.+-]+)"')
_VALUE = re.compile(r'\b(?:val|def)\s+(\w+)(?:\s*:\s*String)?\s*=\s*"([^"]+)"')
_NAME = re.compile(r'\bname\s*:=\s*"([^"]+)"')
_VERSION = re.compile(r'(?:^|[^\w])version\s*:=\s*"([^"]+)"')


@detector(paths=("*.sbt", "build.sc", "build.mill", "project/*.scala", "*/project/*.scala"))
def sbt_build(match: Match) -> Iterator[Fact]:
    """One manifest for the build's main file, and the libraries of each."""
    text = match.source.text
    if basename(match.source.path) in ("build.sbt", "build.sc", "build.mill"):
        name, version = _NAME.search(text), _VERSION.search(text)
        yield Manifest(
            lines=(1, 1),
            name=name[1] if name is not None else "",
            ecosystem="sbt",
            version=version[1] if version is not None else "",
            language="scala",
        )
    known = dict(_VALUE.findall(text))
    for number, line in enumerate(text.splitlines(), 1):
        for found in (*_SBT.finditer(line), *_MILL.finditer(line)):
            if not line.lstrip().startswith("//"):
                yield from _library(found, number, known)


def _library(found: re.Match[str], number: int, known: dict[str, str]) -> Iterator[Fact]:
    groups = found.groupdict()
    version = groups["version"] or known.get((groups.get("known") or "").rpartition(".")[2], "")
    rest = groups.get("rest") or ""
    yield Library(
        lines=(number, number),
        ecosystem="maven",
        name=f"{groups['group']}:{groups['name']}",
        version=version,
        development_only="Test" in rest or '"test"' in rest or "IntegrationTest" in rest,
    )
    tool = MIGRATORS.get(groups["name"] or "")
    if tool:
        yield Habit(lines=(number, number), kind="migration-tool", value=tool)
