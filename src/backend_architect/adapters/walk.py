"""One walk over a folder, broad before deep, that never follows a link and has an end."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from backend_architect.adapters import sieve
from backend_architect.model.gap import Gap, GapKind

#: Files. Four times the largest repository measured (27 000 files in 4.4 million lines); beyond
#: it somebody pointed at a home folder, and memory and time would grow without a use.
MOST_FILES = 100_000
#: Entries looked at before counting ends too.
MOST_ENTRIES = 1_000_000
#: Folders in one another. Java packages reach about 15.
DEEPEST = 64
#: Gaps told one by one; a folder of ten thousand links is told as a number.
MOST_GAPS = 200


class Known(NamedTuple):
    """What git knows of a folder: its files, the folders on their way, repositories inside."""

    files: frozenset[str]
    folders: frozenset[str]

    @classmethod
    def of(cls, paths: Iterable[str]) -> Known:
        """From relative paths; one that names a folder stands for everything below it."""
        files = frozenset(path.rstrip("/") for path in paths)
        folders: set[str] = set()
        for path in files:
            folder = path.rpartition("/")[0]
            while folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return cls(files, frozenset(folders))


class _Folder(NamedTuple):
    """A folder to enter. `known` is None where everything below counts."""

    path: str
    beside: frozenset[str]
    depth: int
    known: Known | None


def walk(
    root: Path, ignores: tuple[str, ...], below: str, known: Known | None
) -> tuple[list[str], list[Gap]]:
    """The files below `below` that the sieve lets pass, and gaps for what was passed over."""
    round_trip = _Walk(root, ignores)
    round_trip.go(_Folder(below, frozenset(), below.count("/") + bool(below), known))
    return round_trip.paths, round_trip.gaps()


class _Walk:
    """The state of one walk."""

    def __init__(self, root: Path, ignores: tuple[str, ...]) -> None:
        self.root = root
        self.ignores = ignores
        self.paths: list[str] = []
        self._gaps: list[Gap] = []
        self._queue: deque[_Folder] = deque()
        self._entries = 0
        self._too_many = 0
        self._too_deep = 0

    def go(self, start: _Folder) -> None:
        """Enter the folders, the nearest first."""
        self._queue.append(start)
        while self._queue and self._entries < MOST_ENTRIES:
            self._enter(self._queue.popleft())

    def gaps(self) -> list[Gap]:
        """What was passed over, with the bounds that were reached."""
        told, untold = self._gaps[:MOST_GAPS], len(self._gaps) - MOST_GAPS
        bounds = (
            (untold, "entries", f"{untold} more entries could not be read."),
            (self._too_deep, "depth",
             f"{self._too_deep} folders lie deeper than {DEEPEST} levels and were passed over."),
            (self._too_many, "files",
             f"{self._too_many} files beyond the first {MOST_FILES} were passed over."),
            (len(self._queue), "folders",
             f"{len(self._queue)} folders were not entered after {MOST_ENTRIES} entries."),
        )  # fmt: skip
        return told + [_gap(".", what, why) for count, what, why in bounds if count > 0]

    def _enter(self, folder: _Folder) -> None:
        try:
            with os.scandir(self.root / folder.path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"The folder cannot be read ({error.strerror})."
            self._gaps.append(_gap(folder.path, "folder", reason, kind="unreadable"))
            return
        inside = frozenset(entry.name for entry in entries)
        name = folder.path.rpartition("/")[2]
        if folder.beside and not sieve.passes_folder(name, folder.beside, inside):
            return
        self._entries += len(entries)
        for entry in entries:
            self._meet(entry, folder, inside)

    def _meet(self, entry: os.DirEntry[str], folder: _Folder, inside: frozenset[str]) -> None:
        path = f"{folder.path}/{entry.name}" if folder.path else entry.name
        if self.ignores and not sieve.passes_patterns(path, self.ignores):
            return
        if not entry.name.isprintable():
            self._gaps.append(_gap(path, "name", "The name holds characters that are no text."))
        elif entry.is_symlink():
            self._meet_link(path)
        elif entry.is_dir(follow_symlinks=False):
            self._meet_folder(path, entry.name, folder, inside)
        elif entry.is_file(follow_symlinks=False):
            self._meet_file(path, entry, folder.known)
        else:
            self._gaps.append(_gap(path, "file", "Neither a file nor a folder: not opened."))

    def _meet_link(self, path: str) -> None:
        """A link inside the root is met again under its own name; one that leads out is told."""
        target = Path(os.path.realpath(self.root / path))
        if not target.is_relative_to(self.root):
            self._gaps.append(_gap(path, "link", "A link that leads out of the folder."))

    def _meet_folder(self, path: str, name: str, folder: _Folder, inside: frozenset[str]) -> None:
        known = folder.known
        if name in sieve.FOLDERS:
            return
        if known is not None and path in known.files:
            known = None  # a repository inside this one
        elif known is not None and path not in known.folders:
            return
        if folder.depth >= DEEPEST:
            self._too_deep += 1
            return
        self._queue.append(_Folder(path, inside, folder.depth + 1, known))

    def _meet_file(self, path: str, entry: os.DirEntry[str], known: Known | None) -> None:
        if (known is not None and path not in known.files) or not sieve.passes_file(entry.name):
            return
        size, largest = _size(entry), sieve.largest(entry.name)
        if size > largest:
            reason = f"{size} bytes are more than the {largest} that are read."
            self._gaps.append(_gap(path, "large file", reason))
        elif len(self.paths) >= MOST_FILES:
            self._too_many += 1
        else:
            self.paths.append(path)


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0  # gone since; reading it will say so


def _gap(path: str, what: str, reason: str, *, kind: GapKind = "skipped") -> Gap:
    shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
    escaped = shown if shown.isprintable() else shown.encode("unicode_escape").decode("ascii")
    return Gap(path=escaped or ".", line=0, kind=kind, what=what, reason=reason)
