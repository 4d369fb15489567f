"""tsconfig.json and jsconfig.json: names for folders in imports.

Recognises: `compilerOptions.paths` and `compilerOptions.baseUrl`, with comments and trailing commas
as TypeScript allows them.
Versions seen: TypeScript 3 to 5.
Not recognised: `extends` is not followed: the file extended says its paths for its own folder.
Documentation: https://www.typescriptlang.org/tsconfig/#paths
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any

import msgspec

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, PathAlias, Unresolved

#: A string, or a comment, or a comma before a closing bracket: only the first is kept.
_NOISE = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


@detector(paths=("tsconfig*.json", "jsconfig*.json"))
def tsconfig_paths(match: Match) -> Iterator[Fact]:
    """One alias for each pattern, and one for everything where a base folder is set."""
    text = match.source.text
    options = _options(text)
    if options is None:
        yield Unresolved(lines=(1, 1), what="path aliases", reason="The file is no valid JSON.",
                         kind="unparsed")  # fmt: skip
        return
    base = options.get("baseUrl")
    folder = base if isinstance(base, str) else ""
    patterns = options.get("paths")
    for pattern, targets in sorted(patterns.items()) if isinstance(patterns, dict) else ():
        found = [each for each in targets if isinstance(each, str)] if targets else []
        if found:
            places = tuple(normpath(join(folder, each)) for each in found)
            yield PathAlias(lines=_line(text, pattern), pattern=pattern, targets=places)
    if isinstance(base, str):
        yield PathAlias(lines=_line(text, "baseUrl"), pattern="*",
                        targets=(normpath(join(base, "*")),))  # fmt: skip


def _options(text: str) -> dict[str, Any] | None:
    """The compiler options, {} where there are none, None for what is no JSON."""
    cleaned = _NOISE.sub(lambda match: match.group(1) or "", text.removeprefix("\ufeff"))
    cleaned = re.sub(r",(?=\s*[}\]])", "", cleaned) if ",\n" in cleaned else cleaned
    try:
        content = msgspec.json.decode(cleaned) if cleaned.strip() else {}
    except msgspec.DecodeError:
        return None
    options = content.get("compilerOptions") if isinstance(content, dict) else None
    return options if isinstance(options, dict) else {}


def _line(text: str, key: str) -> tuple[int, int]:
    at = text.find(f'"{key}"')
    line = text.count("\n", 0, at) + 1 if at >= 0 else 1
    return line, line
