"""Named files: anywhere for the person at the command line, below the root for an agent."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from backend_architect.errors import Misused
from backend_architect.ports.desk import Desk

#: Larger files are no nouns of ours.
LARGEST = 256 * 1024 * 1024


class OpenDesk:
    """Any file the person may read; "-" is the standard input."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `Misused` if there is none, or it may not be read."""
        if path == "-":
            return sys.stdin.buffer.read(LARGEST)
        return _read(Path(path), path)


class RootedDesk:
    """Files below one folder, links out of it refused."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `Misused` if there is none, or it lies outside the root."""
        place = (self._root / path).resolve()
        if not place.is_relative_to(self._root):
            raise Misused(f"{path}: outside the root this server was started for.")
        return _read(place, path)


class HeldDesk:
    """Nouns that a server keeps between calls, by their handle; any other name is the desk's."""

    def __init__(self, held: Mapping[str, bytes], desk: Desk) -> None:
        self._held = held
        self._desk = desk

    def read(self, path: str) -> bytes:
        """The bytes behind a handle or a name. Raises `Misused` as the desk does."""
        return self._held[path] if path in self._held else self._desk.read(path)


def _read(place: Path, path: str) -> bytes:
    try:
        if place.stat().st_size > LARGEST:
            raise Misused(f"{path}: larger than {LARGEST // 1024**2} MiB; no file of ours is.")
        return place.read_bytes()
    except OSError as error:
        raise Misused(f"{path}: {error.strerror}.", hint="Check the name.") from error
