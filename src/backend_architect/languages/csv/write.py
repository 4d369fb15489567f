"""Rows -> CSV (RFC 4180), with a heading and lines that end in a newline alone.

A cell that a spreadsheet would take for a formula gets an apostrophe before it: names in a
repository are a stranger's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

#: What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Lines(list[str]):
    """What `csv.writer` writes to: one text a row."""

    def write(self, line: str) -> None:
        self.append(line)


def write(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text, with a final newline."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "".join(lines)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
