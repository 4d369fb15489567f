"""composer.json: the program, its dependencies and the folders of its namespaces.

Recognises: `name`, `version`, `require`, `require-dev` (PHP itself and its extensions are left
out), PSR-4 and PSR-0 rules of `autoload` and `autoload-dev`; migration tools among the libraries.
Versions seen: Composer 1 and 2.
Not recognised: `classmap` and `files` of `autoload`; classes are found by their files' names.
Documentation: https://getcomposer.org/doc/04-schema.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest, PathAlias, Unresolved

_SECTIONS = ("require", "require-dev")
_MIGRATORS = {
    "laravel/framework": "laravel", "laravel/lumen-framework": "laravel",
    "doctrine/doctrine-migrations-bundle": "doctrine", "doctrine/migrations": "doctrine",
    "robmorgan/phinx": "phinx", "cakephp/migrations": "phinx",
}  # fmt: skip


@detector(paths=("composer.json",))
def composer_json(match: Match) -> Iterator[Fact]:
    """One manifest, a library for each dependency, an alias for each namespace."""
    text = match.source.text
    try:
        content = msgspec.json.decode(text.removeprefix("\ufeff"))
    except msgspec.DecodeError:
        yield Unresolved(lines=(1, 1), what="composer.json", reason="It is no valid JSON.",
                         kind="unparsed")  # fmt: skip
        return
    if isinstance(content, dict):
        yield _manifest(text, content)
        yield from _libraries(text, content)
        yield from _namespaces(text, content)


def _manifest(text: str, content: dict[str, Any]) -> Manifest:
    name, version = content.get("name"), content.get("version")
    return Manifest(
        lines=_line(text, "name") if name else (1, 1),
        name=name if isinstance(name, str) else "",
        version=version if isinstance(version, str) else "",
        ecosystem="composer",
        language="php",
    )


def _libraries(text: str, content: dict[str, Any]) -> Iterator[Fact]:
    for section in _SECTIONS:
        start = _line(text, section)[0]
        for name, version in _table(content.get(section)).items():
            if "/" not in name or not isinstance(version, str):
                continue
            lines = _line(text, name, start)
            yield Library(lines=lines, ecosystem="composer", name=name, version=version,
                          development_only=section == "require-dev")  # fmt: skip
            if name in _MIGRATORS and section == "require":
                yield Habit(lines=lines, kind="migration-tool", value=_MIGRATORS[name])


def _namespaces(text: str, content: dict[str, Any]) -> Iterator[Fact]:
    for section in ("autoload", "autoload-dev"):
        declared = _table(content.get(section))
        for standard in ("psr-4", "psr-0"):
            for namespace, folders in _table(declared.get(standard)).items():
                yield from _namespace(text, standard, namespace, folders)


def _namespace(text: str, standard: str, namespace: str, folders: Any) -> Iterator[PathAlias]:
    written = [folders] if isinstance(folders, str) else folders
    targets = [f for f in written if isinstance(f, str)] if isinstance(written, list) else []
    inner = namespace.replace("\\", "/") if standard == "psr-0" else ""
    if namespace.endswith("\\") and targets:
        yield PathAlias(
            lines=_line(text, namespace.replace("\\", "\\\\")),
            pattern=f"{namespace}*",
            targets=tuple(f"{target.rstrip('/') or '.'}/{inner}*" for target in targets),
        )


def _table(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _line(text: str, key: str, start: int = 1) -> tuple[int, int]:
    """The first line at or after `start` that holds the key; the first of the file if none does."""
    before = len("\n".join(text.split("\n")[: start - 1]))
    match = re.compile(rf'"{re.escape(key)}"\s*:').search(text, before)
    line = text.count("\n", 0, match.start()) + 1 if match else 1
    return line, line
