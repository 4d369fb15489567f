"""The imports of all program files, read by their lines alone: the graph of modules needs those of
files, too, that no detector looks at and nobody parses.

An import inside a text or a comment that begins a line is taken for one; that adds an edge only
where it names a file of the repository. Ruby's autoloaded constants and Swift's modules are not
imported by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backend_architect.survey.grammars import language_of
from backend_architect.survey.scan import FAMILIES, Text

#: The longest file that is read for its imports: beyond it stands what a program wrote.
LONGEST = 1_000_000

_JVM = rb"^import[ \t]+(?:static[ \t]+)?([\w.]+(?:\.\*)?)"
_PATTERNS: dict[str, bytes] = {
    "python": rb"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import|import[ \t]+([\w.]+))",
    "javascript": rb"(?:\bfrom[ \t]*|\brequire\(|\bimport\(|^import[ \t]+)[\"']([^\"'\n]+)[\"']",
    "go": rb'^(?:import[ \t]+|\t)(?:[\w.]+[ \t]+)?"([\w./~-]+)"[ \t]*\r?$',
    "java": _JVM, "kotlin": _JVM, "scala": _JVM,
    "csharp": rb"^(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?([\w.]+)[ \t]*;",
    "php": rb"^use[ \t]+(?:function[ \t]+|const[ \t]+)?([\w\\\\]+)",
    "ruby": rb"^[ \t]*require_relative[ \t]+[\"']([^\"'\n]+)[\"']",
    "rust": rb"^[ \t]*(?:pub(?:\([^)\n]*\))?[ \t]+)?use[ \t]+((?:crate|super|self)(?:::\w+)+)",
    "elixir": rb"^[ \t]*(?:alias|import|use|require)[ \t]+([A-Z][\w.]*)",
    "haskell": rb"^import[ \t]+(?:qualified[ \t]+)?([\w.]+)",
    "clojure": rb"[\[(]([\w.-]+\.[\w.-]+)[ \t]+:(?:as|refer)",
}  # fmt: skip
_COMPILED = {
    slug: re.compile(pattern, re.MULTILINE)
    for language, pattern in _PATTERNS.items()
    for slug in FAMILIES.get(language, (language,))
}
_NAMESPACE = re.compile(rb"^namespace[ \t]+([\w.]+)", re.MULTILINE)


class Imported(NamedTuple):
    """`path` imports `module`, written as its language's resolution reads it."""

    path: str
    module: str
    line: int


class Sources(NamedTuple):
    """The program files with their numbers of lines, what they import, and which files belong to
    a namespace (C#), where that is no matter of folders."""

    lines: dict[str, int]
    imports: tuple[Imported, ...]
    namespaces: dict[str, str]


def sources_of(texts: Iterable[Text]) -> Sources:
    """What the program files among these texts import."""
    lines: dict[str, int] = {}
    imports: list[Imported] = []
    namespaces: dict[str, str] = {}
    for text in sorted(texts):
        language = language_of(text.path)
        if not language:
            continue
        lines[text.path] = text.data.count(b"\n")
        imports.extend(_imports(text, language))
        if language == "csharp":
            for found in _NAMESPACE.findall(text.data):
                namespaces.setdefault(found.decode("ascii", "replace"), text.path)
    return Sources(lines, tuple(imports), namespaces)


def _imports(text: Text, language: str) -> Iterator[Imported]:
    pattern = _COMPILED.get(language)
    if pattern is None or len(text.data) > LONGEST:
        return
    line, position = 1, 0
    for found in pattern.finditer(text.data):
        line += text.data.count(b"\n", position, found.start())
        position = found.start()
        module = next(group for group in found.groups() if group).decode("utf-8", "replace")
        yield Imported(text.path, _spelled(module, language), line)


def _spelled(module: str, language: str) -> str:
    if language == "rust":
        return module.replace("::", ".")
    return f"./{module}" if language == "ruby" else module
