"""On which line of a TOML document each key stands; the standard library does not say."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
#: What opens and closes values over several lines, and what hides such signs from us.
_SIGN = re.compile(
    r"\"\"\"|'''"
    r"|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'"
    r"|#[^\n]*|[\[\]{}]"
)


def lines_of(text: str) -> dict[str, int]:
    """From a dotted key to its line, counted from 1; entries of an array of tables are numbered.

    The text is a valid TOML document. Keys inside inline tables are not told: the line of the
    value that holds them is.
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    value = _Value()
    for number, line in enumerate(text.splitlines(), start=1):
        if value.is_open:
            value.read(line)
        elif header := _HEADER.match(line):
            table = _dotted(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}.{counts[table]}"
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault(f"{table}.{_dotted(key[1])}" if table else _dotted(key[1]), number)
            value.read(line[key.end() :])
    return found


class _Value:
    """Whether a value that began on an earlier line still goes on."""

    def __init__(self) -> None:
        self._depth = 0
        self._quote = ""

    @property
    def is_open(self) -> bool:
        return bool(self._quote) or self._depth > 0

    def read(self, line: str) -> None:
        position = 0
        while position < len(line):
            if self._quote:
                end = line.find(self._quote, position)
                if end < 0:
                    return
                position, self._quote = end + 3, ""
                continue
            sign = _SIGN.search(line, position)
            if sign is None:
                return
            self._take(sign[0])
            position = sign.end()

    def _take(self, sign: str) -> None:
        if sign in ('"""', "'''"):
            self._quote = sign
        elif sign in "[{":
            self._depth += 1
        elif sign in "]}":
            self._depth -= 1


def _dotted(key: str) -> str:
    return ".".join(part.strip("\"'") for part in _PART.findall(key))
