"""Cargo.toml: the package, its name, and what it depends on.

Recognises: `[package]`, `[lib] name`, dependencies of the package, of its targets and of the
workspace, for building or for development; libraries that migrate schemas; the drivers of stores.
Versions seen: editions 2015 to 2024.
Not recognised: `[patch]`, features.
Documentation: https://doc.rust-lang.org/cargo/reference/manifest.html
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest, Unresolved

_MIGRATORS = {
    "diesel_migrations": "diesel",
    "refinery": "refinery",
    "sea-orm-migration": "sea-orm",
    "barrel": "barrel",
}
_SECTIONS = ("dependencies", "dev-dependencies", "build-dependencies")


@detector(paths=("Cargo.toml",))
def cargo_toml(match: Match) -> Iterator[Fact]:
    """One manifest for a package, and one library for each dependency."""
    text = match.source.text
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        reason = "It is no valid TOML."
        yield Unresolved(lines=(1, 1), what="a manifest", reason=reason, kind="unparsed")
        return
    package = _table(whole, "package")
    if package:
        name = _table(whole, "lib").get("name") or package.get("name") or ""
        line = _line(text, r"name\s*=")
        yield Manifest(lines=(line, line), name=str(name), ecosystem="cargo", language="rust")
    for section in _SECTIONS:
        for table in _tables(whole, section):
            yield from _libraries(table, text, development=section != "dependencies")


def _tables(whole: dict[str, Any], section: str) -> Iterator[dict[str, Any]]:
    """The dependencies of the package, of its targets and of the workspace."""
    yield _table(whole, section)
    yield _table(_table(whole, "workspace"), section)
    for target in _table(whole, "target").values():
        if isinstance(target, dict):
            yield _table(target, section)


def _table(whole: dict[str, Any], name: str) -> dict[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _libraries(table: dict[str, Any], text: str, *, development: bool) -> Iterator[Fact]:
    for name, said in sorted(table.items()):
        version = said.get("version", "") if isinstance(said, dict) else said
        line = _line(text, rf"(?:\[.*\.)?\"?{re.escape(name)}\"?\s*[\].=]")
        yield Library(
            lines=(line, line),
            ecosystem="cargo",
            name=name,
            version=version if isinstance(version, str) else "",
            development_only=development,
        )
        if name in _MIGRATORS and not development:
            yield Habit(lines=(line, line), kind="migration-tool", value=_MIGRATORS[name])


def _line(text: str, pattern: str) -> int:
    found = re.search(rf"^\s*{pattern}", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
