"""The top-level declarations of a Haskell file, by the layout rule: what begins in the first
column, or in that of the first line behind the module's `where`, is a declaration, and what is
indented below belongs to it (https://www.haskell.org/onlinereport/haskell2010/haskellch10.html).
Comments are blanked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_SKIPPED = re.compile(
    r"""
    (?P<keep>"(?:\\.|\\\s+\\|[^"\\\n])*" | '(?:\\.|[^'\\\n])' | \[\w*\|.*?\|\])
  | (?P<line>--+(?![!\#$%&*+./<=>?@\\^|~:-])[^\n]*)
  | (?P<block>\{-)
    """,
    re.VERBOSE | re.DOTALL,
)
#: The first line of a module's body, if it is indented.
_INDENTED = re.compile(
    r"^module\s[^=]*?\bwhere[ \t\r]*\n(?:[ \t\r]*\n)*([ \t]+)(?=\S)", re.MULTILINE
)
_BLOCK = re.compile(r"\{-|-\}")


class Declaration(NamedTuple):
    """One declaration: its text without comments, and its lines."""

    text: str
    lines: tuple[int, int]

    @property
    def head(self) -> str:
        """The word it begins with."""
        match = re.match(r"[\w']+", self.text)
        return match.group() if match else ""

    def line_of(self, at: int) -> int:
        """The line of an offset in the text."""
        return self.lines[0] + self.text.count("\n", 0, at)


@lru_cache(maxsize=2)
def declarations(text: str) -> tuple[Declaration, ...]:
    """All declarations of a file in order."""
    return tuple(_split(uncommented(text)))


def _split(text: str) -> Iterator[Declaration]:
    begun, lines = 0, _unmargined(text).split("\n")
    for number in range(1, len(lines) + 1):
        if number == len(lines) or (lines[number][:1] not in ("", " ", "\t", "\r")):
            body = "\n".join(lines[begun:number]).rstrip()
            if body:
                yield Declaration(body, (begun + 1, begun + 1 + body.count("\n")))
            begun = number


def _unmargined(text: str) -> str:
    """The text, the body of its module in the first column."""
    found = _INDENTED.search(text)
    if found is None:
        return text
    margin = found[1]
    body = text[found.start(1) :].split("\n")
    if any(line.strip() and not line.startswith(margin) for line in body):
        return text
    return text[: found.start(1)] + "\n".join(line.removeprefix(margin) for line in body)


def uncommented(text: str) -> str:
    """The text with its comments replaced by blanks, so that lines and columns stay."""
    parts, at = list[str](), 0
    while (match := _SKIPPED.search(text, at)) is not None:
        parts.append(text[at : match.start()])
        end = match.end() if match.lastgroup != "block" else _closed(text, match.end())
        skipped = text[match.start() : end]
        parts.append(skipped if match.lastgroup == "keep" else re.sub(r"[^\n]", " ", skipped))
        at = end
    return "".join((*parts, text[at:]))


def _closed(text: str, at: int) -> int:
    """The end of a block comment, which may hold others."""
    depth = 1
    for match in _BLOCK.finditer(text, at):
        depth += 1 if match.group() == "{-" else -1
        if depth == 0:
            return match.end()
    return len(text)
