"""Imports and definitions in languages that are read as plain text, a reader each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from backend_architect.survey.facts import Definition, Fact, Import
from backend_architect.survey.grammars.plain.text import Plain

_DART_IMPORT = re.compile(r"""^\s*(?:import|export|part)\s+(['"])([^'"]+)\1(?:\s+as\s+(\w+))?""",
                          re.MULTILINE)  # fmt: skip
_DART_CLASS = re.compile(r"^(?:abstract\s+|final\s+|base\s+)*class\s+(\w+)", re.MULTILINE)
_LUA_REQUIRE = re.compile(r"""\blocal\s+(\w+)\s*=\s*require\s*\(?\s*(["'])([\w./-]+)\2""")
_ZIG_IMPORT = re.compile(r"""\bconst\s+(\w+)\s*=\s*@import\(\s*"([^"]+\.zig)"\s*\)(?:\.(\w+))?""")
_ZIG_FUNCTION = re.compile(r"^(?:pub\s+)?fn\s+(\w+)\s*\(([^)]*)\)", re.MULTILINE)


def _dart(text: Plain) -> Iterator[Fact]:
    """Names of an imported library are known by themselves, or behind its prefix."""
    for each in text.find(_DART_IMPORT):
        local, lines = each.group(3) or "*", text.lines(each.start(2))
        yield Import(lines=lines, local=local, module=each.group(2), name="" if each.group(3)
                     else "*")  # fmt: skip
    for each in text.find(_DART_CLASS):
        yield Definition(lines=text.lines(each.start(1)), name=each.group(1), kind="class")


def _lua(text: Plain) -> Iterator[Fact]:
    for each in text.find(_LUA_REQUIRE):
        yield Import(lines=text.lines(each.start()), local=each.group(1), module=each.group(3))


def _zig(text: Plain) -> Iterator[Fact]:
    for each in text.find(_ZIG_IMPORT):
        yield Import(lines=text.lines(each.start()), local=each.group(1), module=each.group(2),
                     name=each.group(3) or "")  # fmt: skip
    for each in text.find(_ZIG_FUNCTION):
        parameters = tuple(re.findall(r"(\w+)\s*:", each.group(2)))
        yield Definition(lines=text.lines(each.start()), name=each.group(1), kind="function",
                         parameters=parameters)  # fmt: skip


#: Slug of the grammar -> its reader.
READERS: Mapping[str, Callable[[Plain], Iterator[Fact]]] = {
    "dart": _dart, "lua": _lua, "zig": _zig,
}  # fmt: skip
