"""Large YAML and JSON texts as an outline: keys below keys, each with its lines.

A contract may be a hundred thousand lines long, of which only a few levels of keys matter. Its
outline is read line by line (YAML written in blocks, by indentation) or mark by mark (JSON). What
YAML says in flow style, by anchors or in folded texts stays the text it is. Size, depth and number
of parts are bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Characters of a text, those of a line that may hold a key with its text, parts of a text, and how
#: deep they may stand in one another.
SIZE = 12_000_000
LINE = 1_000
LIMIT = 800_000
DEPTH = 64

_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#&*!|>'"%@`{}\[\],-][^#]*?|-?[^\s'"#{}\[\],-][^#]*?)"""
    r"""\s*:(?:\s+(?P<value>.*))?$"""
)
_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?$")


class Unreadable(Exception):  # says what the text is; caught where it is read
    """The text is too large, or no outline."""


@dataclass
class Part:
    """A key with its text or the parts below; elements of lists have the key "-"."""

    key: str
    first: int
    value: str = ""
    last: int = 0
    parts: list[Part] = field(default_factory=list)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line."""
        return self.first, max(self.first, self.last)

    def at(self, *keys: str) -> Part | None:
        """The part below at a path of keys, the first of each."""
        found: Part | None = self
        for key in keys:
            found = next((part for part in (found.parts if found else ()) if part.key == key), None)
        return found

    def text(self, *keys: str) -> str:
        """The text at a path of keys, "" where there is none."""
        found = self.at(*keys)
        return found.value if found is not None else ""

    def below(self, *keys: str) -> list[Part]:
        """The parts of the part at a path of keys."""
        found = self.at(*keys)
        return found.parts if found is not None else []

    def texts(self, *keys: str) -> list[str]:
        """The texts of a list, or the one text that stands instead; `[a, b]` is a list too."""
        found = self.at(*keys)
        if found is None:
            return []
        inner = re.fullmatch(r"\[(.*)\]", found.value.strip())
        if inner:
            return [unquoted(each.strip()) for each in inner[1].split(",") if each.strip()]
        return [part.value for part in found.parts] or ([found.value] if found.value else [])

    def walk(self) -> Iterator[Part]:
        """The part and all below it, in order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.parts))


def outline(text: str) -> Part:
    """The outline of a JSON or YAML text. Raises `Unreadable`."""
    if len(text) > SIZE:
        raise Unreadable
    return _json(text) if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") else _yaml(text)


def unquoted(text: str) -> str:
    """A scalar without its quotes."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


# ---------------------------------------------------------------- JSON


def _json(text: str) -> Part:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    top = Part("", 1)
    stack = [top]
    key: Part | None = None
    waiting: tuple[str, int] | None = None
    for number, found in enumerate(_MARK.finditer(text)):
        if number > LIMIT * 4 or len(stack) > DEPTH:
            raise Unreadable
        mark, line = found[0], bisect_right(starts, found.start())
        if mark in "{[":
            key = key or (_under(stack[-1], "-", line) if len(stack) > 1 else top)
            stack.append(key)
            key = None
        elif mark in "}]":
            _settle(stack[-1], key, waiting)
            key, waiting = None, None
            if len(stack) == 1:
                raise Unreadable
            stack.pop().last = line
        elif mark == ":":
            key = _under(stack[-1], unquoted(waiting[0]) if waiting else "", line)
            waiting = None
        elif mark == ",":
            _settle(stack[-1], key, waiting)
            key, waiting = None, None
        else:
            waiting = mark, line
    return top


def _under(parent: Part, key: str, line: int) -> Part:
    part = Part(key, line, last=line)
    parent.parts.append(part)
    return part


def _settle(parent: Part, key: Part | None, waiting: tuple[str, int] | None) -> None:
    """A scalar ends: it is its key's, or an element of the list around."""
    if waiting is not None:
        owner = key or _under(parent, "-", waiting[1])
        owner.value, owner.last = unquoted(waiting[0]), waiting[1]


# ---------------------------------------------------------------- YAML


def _yaml(text: str) -> Part:
    """The parts by indentation; texts of several lines are skipped."""
    top = Part("", 1)
    stack: list[tuple[int, Part]] = [(-1, top)]
    verbatim = -1
    count = 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not bare or bare.startswith("#") or indent > verbatim >= 0:
            continue
        verbatim = -1
        for column, key, value in _pieces(indent, bare):
            while _is_over(*stack[-1], column, key):
                stack.pop()
            for _, above in stack:
                above.last = number
            count += 1
            if count > LIMIT or len(stack) > DEPTH:
                raise Unreadable
            part = _under(stack[-1][1], key, number)
            part.value = value
            stack.append((column, part))
            if _BLOCK.match(value):
                verbatim, part.value = column, ""
    return top


def _is_over(own: int, part: Part, column: int, key: str) -> bool:
    """Whether a part ends before a key; a list may stand as far left as the key it belongs to."""
    opens = part.key != "-" and key == "-"
    return own > column or (own == column and not opens)


def _pieces(indent: int, bare: str) -> Iterator[tuple[int, str, str]]:
    """The keys that a line begins, each with its column and text."""
    while bare == "-" or bare.startswith("- "):
        rest = bare[1:].lstrip()
        keyed = _KEY.match(rest[:LINE]) or rest.startswith("- ")
        yield indent, "-", "" if keyed else unquoted(_plain(rest))
        if not keyed:
            return
        indent, bare = indent + len(bare) - len(rest), rest
    found = _KEY.match(bare[:LINE])
    if found:
        yield indent, unquoted(found["key"].strip()), unquoted(_plain(found["value"] or ""))


def _plain(value: str) -> str:
    """A scalar without the comment behind it, and without an anchor before it."""
    value = re.sub(r"^&\S+\s*", "", value.strip())
    if value[:1] in "\"'" and value:
        closed = re.match(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", value)
        return closed[0] if closed else value
    return re.sub(r"(?:^|\s)#.*$", "", value).strip()
