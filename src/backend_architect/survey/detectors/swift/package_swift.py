"""Package.swift: the package, its name, and what it depends on.

Recognises: `Package(name:`, dependencies by `url:` with `from:`, `exact:`, ranges or branches.
Versions seen: tools 5.0 to 6.2.
Not recognised: dependencies by path; which target needs which.
Documentation: https://docs.swift.org/package-manager/PackageDescription/PackageDescription.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest

_NAME = re.compile(r"\bPackage\s*\(\s*name:\s*\"([^\"]+)\"")
_DEPENDENCY = re.compile(
    r"\.package\s*\(\s*(?:name:\s*\"[^\"]*\"\s*,\s*)?url:\s*\"([^\"]+)\"\s*,?([^\n]*)"
)
_VERSION = re.compile(r"\"(\d[^\"]*)\"")


@detector(language="swift", paths=("Package.swift",))
def package_swift(match: Match) -> Iterator[Fact]:
    """One manifest, and one library for each dependency."""
    text = match.source.text
    name = _NAME.search(text)
    if name is None:
        return
    line = _line(text, name.start(1))
    yield Manifest(lines=(line, line), name=name[1], ecosystem="swift", language="swift")
    for found in _DEPENDENCY.finditer(text):
        at = _line(text, found.start())
        version = _VERSION.search(found[2])
        owner = found[1].removesuffix(".git").rstrip("/")
        yield Library(
            lines=(at, at),
            ecosystem="swift",
            name=owner.rpartition("/")[2],
            version=version[1] if version else "",
        )


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
