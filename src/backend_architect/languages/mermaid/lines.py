"""Lines of a diagram, and how a reader refuses one."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A line without its indentation, and its number."""

    number: int
    text: str


class Refused(Exception):
    """The grammar ends here; becomes a `NotMermaid` value, never leaves this language."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
