"""Files below a root, opened component by component so that no link is ever followed.

The root itself may be reached through a link: that is the user's choice. Below it, a link is an
attack or an accident, and both end here.
"""

from __future__ import annotations

import errno
import os
import stat
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_architect.errors import Misused

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
#: Opening a FIFO without O_NONBLOCK would wait for a writer that never comes.
FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

FOLDER_MODE = 0o755


def components(path: str) -> tuple[str, ...]:
    """The parts of a relative POSIX path. Raises `Misused` if it is absolute or climbs."""
    parts = tuple(path.split("/"))
    if "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise Misused(f"{path!r}: not a plain path below the folder.")
    return parts


@contextmanager
def opened_root(root: Path) -> Iterator[int]:
    """A descriptor of the root. Raises `OSError` if it is no folder or may not be entered."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def opened_parent(root: Path, path: str) -> Iterator[tuple[int, str]]:
    """A descriptor of the folder that holds `path`, and the last component.

    Raises `OSError` if a component is missing, a link, or no folder.
    """
    *folders, name = components(path)
    with opened_root(root) as start:
        descriptor = os.dup(start)
        try:
            for folder in folders:
                following = os.open(folder, FOLDER_FLAGS, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = following
            yield descriptor, name
        finally:
            os.close(descriptor)


def read_inside(root: Path, path: str, *, largest: int) -> bytes:
    """The bytes of the regular file at `path` below `root`.

    Raises `OSError` if it is missing, behind a link, no regular file, or longer than `largest`
    bytes.
    """
    with opened_parent(root, path) as (folder, name):
        return _read_in(folder, name, path, largest)


def _read_in(folder: int, name: str, path: str, largest: int) -> bytes:
    descriptor = os.open(name, FILE_FLAGS, dir_fd=folder)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(errno.EFBIG, f"longer than {largest} bytes", path)
    return data


class Reader:
    """Reads one file below a root after another.

    The folders of the last file stay open, since the next one mostly lies in one of them: opening
    each from the root would be a third of the time reading takes. They are closed with the object.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: list[str] = []
        self._descriptors: list[int] = []
        weakref.finalize(self, _close, self._descriptors)

    def read(self, path: str, *, largest: int) -> bytes:
        """The bytes of the regular file at `path`. Raises `OSError` as `read_inside` does."""
        *folders, name = components(path)
        return _read_in(self._entered(folders), name, path, largest)

    def _entered(self, folders: list[str]) -> int:
        """The descriptor of a folder. Raises `OSError` if it is behind a link or is none."""
        if not self._descriptors:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
            self._descriptors.append(os.open(self._root, flags))
        shared = next(
            (n for n, (a, b) in enumerate(zip(self._names, folders, strict=False)) if a != b),
            min(len(self._names), len(folders)),
        )
        _close(self._descriptors, keep=shared + 1)
        del self._names[shared:]
        for folder in folders[shared:]:
            found = os.open(folder, FOLDER_FLAGS, dir_fd=self._descriptors[-1])
            self._descriptors.append(found)
            self._names.append(folder)
        return self._descriptors[-1]


def _close(descriptors: list[int], keep: int = 0) -> None:
    while len(descriptors) > keep:
        os.close(descriptors.pop())
