"""package.json: the program, its dependencies, its workspace and its own names for folders.

Recognises: `name`, `version`, `workspaces`, `dependencies`, `optionalDependencies` and
`devDependencies`, `imports` ("#src/*") and `_moduleAliases` (module-alias).
Versions seen: npm 6 to 10, yarn 1 to 4, pnpm 7 to 9.
Not recognised: `exports` with conditions; workspaces named in pnpm-workspace.yaml are found by
their own manifests.
Documentation: https://docs.npmjs.com/cli/v10/configuring-npm/package-json
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest, PathAlias, Unresolved

_SECTIONS = ("dependencies", "optionalDependencies", "devDependencies")


@detector(paths=("package.json",))
def package_json(match: Match) -> Iterator[Fact]:
    """One manifest, a library for each dependency, an alias for each own name of a folder."""
    text = match.source.text
    try:
        content = msgspec.json.decode(text.removeprefix("\ufeff"))
    except msgspec.DecodeError:
        yield Unresolved(lines=(1, 1), what="package.json", reason="It is no valid JSON.",
                         kind="unparsed")  # fmt: skip
        return
    if not isinstance(content, dict):
        return
    yield _manifest(text, content)
    yield from _libraries(text, content)
    yield from _aliases(text, content)


def _manifest(text: str, content: dict[str, Any]) -> Manifest:
    known = {name for section in _SECTIONS for name in _table(content, section)}
    name, version = content.get("name"), content.get("version")
    return Manifest(
        lines=_line(text, "name") if name else (1, 1),
        name=name if isinstance(name, str) else "",
        version=version if isinstance(version, str) else "",
        ecosystem="npm",
        language="typescript" if "typescript" in known else "javascript",
        root_of_workspace=bool(content.get("workspaces")),
    )


def _table(content: dict[str, Any], section: str) -> dict[str, str]:
    found = content.get(section)
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: version for name, version in pairs if isinstance(version, str)}


def _libraries(text: str, content: dict[str, Any]) -> Iterator[Fact]:
    for section in _SECTIONS:
        start = _line(text, section)[0]
        for name, version in _table(content, section).items():
            yield Library(lines=_line(text, name, start), ecosystem="npm", name=name,
                          version=_plain(version),
                          development_only=section == "devDependencies")  # fmt: skip


def _plain(version: str) -> str:
    """The version asked for; an address may carry credentials and is not said."""
    return "" if "://" in version or "@" in version.removeprefix("npm:@") else version


def _aliases(text: str, content: dict[str, Any]) -> Iterator[Fact]:
    for pattern, target in _table(content, "imports").items():
        yield PathAlias(lines=_line(text, pattern), pattern=pattern, targets=(target,))
    for name, target in _table(content, "_moduleAliases").items():
        lines = _line(text, name)
        yield PathAlias(lines=lines, pattern=name, targets=(target,))
        yield PathAlias(lines=lines, pattern=f"{name}/*", targets=(f"{target.rstrip('/')}/*",))


def _line(text: str, key: str, start: int = 1) -> tuple[int, int]:
    """The first line at or after `start` that holds the key; the first of the file if none does."""
    before = len("\n".join(text.split("\n")[: start - 1]))
    match = re.compile(rf'"{re.escape(key)}"\s*:').search(text, before)
    line = text.count("\n", 0, match.start()) + 1 if match else 1
    return line, line
