"""Program text as far as comments, strings and brackets go: what a route table needs of a language.

Everything keeps its place: `code` is the text with comments blanked, `bare` has the insides of
strings blanked too, and both are as long as the file. A quote that is not closed on its line opens
nothing, but for the delimiters that may cross lines; so an odd apostrophe loses one line at most.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from backend_architect.survey.grammars.plain.languages import TOKENS

_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_OPENING.values())
_VISIBLE = re.compile(r"[^\n]")
_QUOTED = re.compile(
    r"""\A[A-Za-z@$#]*(\"\"\"|'''|["'`]|\[(=*)\[|<<")(.*?)(?:\1|\](=*)\]|">>)\Z""", re.DOTALL
)


class Span(NamedTuple):
    """A piece of a file: from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Plain:
    """The text of a file: `code` without comments, `bare` without the insides of strings too."""

    code: str
    bare: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(each.end() for each in re.finditer("\n", self.code))]

    def line(self, at: int) -> int:
        """The line of a place, from 1."""
        return bisect_right(self._starts, at)

    def lines(self, start: int, end: int | None = None) -> tuple[int, int]:
        """First and last line of a piece; of its first place alone without an `end`."""
        return self.line(start), self.line(start if end is None else max(start, end - 1))

    def find(self, pattern: re.Pattern[str], span: Span | None = None) -> Iterator[re.Match[str]]:
        """The matches in the code that begin outside of strings."""
        start, end = (span.start, span.end) if span else (0, len(self.code))
        for each in pattern.finditer(self.code, start, end):
            if self.bare[each.start()] == self.code[each.start()]:
                yield each

    def close(self, at: int) -> int:
        """The place of the bracket that closes the one at `at`; the end where none does."""
        depth = 0
        for each in re.compile(r"[()\[\]{}]").finditer(self.bare, at):
            depth += -1 if each.group() in _CLOSING else 1
            if depth == 0:
                return each.start()
        return len(self.bare)

    def inside(self, at: int) -> Span:
        """What stands between the bracket at `at` and the one that closes it."""
        return Span(at + 1, self.close(at))

    def parts(self, span: Span, separators: str = ",") -> list[Span]:
        """The pieces between the separators that stand in no bracket, without empty ones."""
        found, depth, begin = [], 0, span.start
        for at in range(span.start, span.end):
            char = self.bare[at]
            depth += (char in _OPENING) - (char in _CLOSING)
            if char in separators and depth == 0:
                found.append(Span(begin, at))
                begin = at + 1
        found.append(Span(begin, span.end))
        return [each for each in map(self._trimmed, found) if each.start < each.end]

    def _trimmed(self, span: Span) -> Span:
        text = self.code[span.start : span.end]
        start = span.start + len(text) - len(text.lstrip())
        return Span(start, max(start, span.start + len(text.rstrip())))

    def text(self, span: Span) -> str:
        """The code of a piece."""
        return self.code[span.start : span.end]


def literal(written: str) -> str | None:
    """What a string says, or None for anything else than one string."""
    found = _QUOTED.match(written.strip())
    if found is None or (len(found.group(1)) == 1 and found.group(1) in found.group(3)):
        return None
    return found.group(3)


@lru_cache(maxsize=4)
def plain(text: str, language: str) -> Plain:
    """The text of a file in a language of `languages.TOKENS`, read once while it is looked at."""
    code, bare = [], []
    at = 0
    for token in TOKENS[language].finditer(text):
        before, written = text[at : token.start()], token.group()
        at = token.end()
        blank = _VISIBLE.sub(" ", written)
        comment = token.lastgroup == "comment"
        code += [before, blank if comment else written]
        bare += [before, blank if comment else _hollow(written, blank)]
    code.append(text[at:])
    bare.append(text[at:])
    return Plain("".join(code), "".join(bare))


def _hollow(written: str, blank: str) -> str:
    """A string with nothing in it but its first and last character."""
    return written[0] + blank[1:-1] + written[-1] if len(written) > 1 else written
