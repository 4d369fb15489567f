"""Files that a caller names: nouns of an earlier verb, answers, a brief."""

from __future__ import annotations

from typing import Protocol


class Desk(Protocol):
    """Where named files are read."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `Misused` if there is none, or it may not be read."""
