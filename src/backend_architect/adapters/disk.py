"""A folder on disk: read without following links or running anything, and written whole."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from backend_architect.adapters.bare import BareWorkspace
from backend_architect.adapters.git import Git, find_git, is_bare
from backend_architect.adapters.inside import (
    FOLDER_FLAGS,
    FOLDER_MODE,
    Reader,
    components,
    opened_root,
    read_inside,
)
from backend_architect.adapters.sieve import LARGEST_LOCK_FILE
from backend_architect.adapters.walk import Known, walk
from backend_architect.errors import Misused, Unavailable
from backend_architect.model.gap import Gap
from backend_architect.ports.workspace import Listing, Stamp, Workspace

#: Bytes. Documents are small; whatever is larger is not ours.
_LARGEST_DOCUMENT = 64 * 1024 * 1024

_FILE_MODE = 0o644


def open_workspace(root: Path, ignores: tuple[str, ...] = (), below: str = "") -> Workspace:
    """The folder, or the bare repository, at `root`.

    Raises `Misused` if there is no folder to read.
    """
    if is_bare(root):
        return BareWorkspace(root, ignores, below)
    return DiskWorkspace(root, ignores, below)


class DiskWorkspace:
    """A folder; git, where it is, names the files and gives the stamp.

    `ignores` are globs of the configuration. `below` narrows the listing to one folder, while all
    paths stay relative to `root`. What was listed once stays the answer: one object, one state.
    """

    def __init__(self, root: Path, ignores: tuple[str, ...] = (), below: str = "") -> None:
        self.root = _readable_folder(root)
        self.ignores = ignores
        self.below = "/".join(components(below.strip("/"))) if below.strip("/") else ""
        if self.below and _readable_folder(self.root / self.below) != self.root / self.below:
            raise Misused(f"{self.below}: a part of this path is a link.", hint="Give its target.")

    def __reduce__(self) -> tuple[Any, ...]:
        return DiskWorkspace, (self.root, self.ignores, self.below)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.root.name or "root"

    @property
    def parts(self) -> dict[str, Workspace]:
        """Itself."""
        return {self.name: self}

    def home(self, path: str) -> tuple[str, str]:
        """This repository, and the path as it is."""
        return self.name, path

    def stamp(self) -> Stamp:
        """The commit, and whether a tracked file or a listed new one differs from it."""
        git, known = self._git, self._known[0]
        if git is None or known is None:
            return Stamp()
        commit = git.commit()
        return Stamp(commit=commit, dirty=git.is_changed(commit) or self._has_new_files(git))

    def listing(self) -> Listing:
        """All files worth reading, as the port says."""
        return self._listing

    def read(self, path: str) -> bytes:
        """The bytes of one listed file. Raises `OSError` if it went away or may not be read."""
        return self._reader.read(path, largest=LARGEST_LOCK_FILE)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.root)

    @cached_property
    def _git(self) -> Git | None:
        return find_git(self.root)

    @cached_property
    def _known(self) -> tuple[Known | None, tuple[Gap, ...]]:
        """What git knows of this folder; None for a plain one, with a gap where git failed."""
        if self._git is None:
            return None, ()
        try:
            paths = [entry.path for entry in self._git.tracked]
            known = Known.of([*paths, *self._git.untracked])
        except Unavailable as error:
            reason = f"{error.message} Ignore files were not followed, the commit is not known."
            gap = Gap(path=".git", line=0, kind="unavailable", what="git", reason=reason)
            return None, (gap,)
        # A folder that a repository above ignores as a whole stands for itself.
        return (known if known.files or self._git.is_top else None), ()

    @cached_property
    def _listing(self) -> Listing:
        known, gaps = self._known
        paths, passed_over = walk(self.root, self.ignores, self.below, known)
        all_gaps = tuple(sorted((*gaps, *passed_over)))
        return Listing(paths=tuple(sorted(paths)), gaps=all_gaps)

    def _has_new_files(self, git: Git) -> bool:
        new = {path.rstrip("/") for path in git.untracked}
        return not new.isdisjoint(self._listing.paths)


def _readable_folder(root: Path) -> Path:
    """The folder, resolved. Raises `Misused` with what is wrong about it."""
    if not root.exists():
        raise Misused(f"{root}: no such folder.", hint="Give the path of an existing folder.")
    if not root.is_dir():
        raise Misused(f"{root}: not a folder.", hint="Give the folder that holds the backend.")
    try:
        with os.scandir(root):
            return root.resolve()
    except OSError as error:
        raise Misused(
            f"{root}: the folder cannot be read ({error.strerror}).",
            hint="Give yourself the right to read it, or run as somebody who has it.",
        ) from error


class DiskShelter:
    """Where documents are kept. Written through descriptors, so that no link is followed."""

    def __init__(self, root: Path) -> None:
        self.root = _readable_folder(root)

    def read(self, path: str) -> bytes | None:
        """The bytes at `path` below the root, or None if there is no such file.

        Raises `Misused` if a component is a link or is no folder, `Unavailable` if the file cannot
        be read.
        """
        try:
            return read_inside(self.root, path, largest=_LARGEST_DOCUMENT)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._refusal(path, error, act="read") from error

    def write(self, path: str, data: bytes) -> None:
        """Put `data` at `path` whole or not at all; folders on the way are made.

        Raises `Misused` if a component of the path is a link or is no folder, and `Unavailable`
        if the place cannot be written.
        """
        *folders, name = components(path)
        try:
            with opened_root(self.root) as root, _made(root, folders) as folder:
                _refuse_all_but_files(folder, name)
                _replace(folder, name, data)
        except OSError as error:
            raise self._refusal(path, error, act="written") from error

    def _refusal(self, path: str, error: OSError, *, act: str) -> Misused | Unavailable:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ENXIO):
            return Misused(
                f"{path}: a part of this path is a link, or not what it should be.",
                hint="Remove the link, or choose another place with --out.",
            )
        return Unavailable(
            f"{path}: cannot be {act} ({error.strerror}).",
            hint="Make the place writable, or choose another with --out.",
        )


@contextmanager
def _made(root: int, folders: list[str]) -> Iterator[int]:
    """A descriptor of the innermost folder; those we made go again if the body fails."""
    descriptors = [os.dup(root)]
    made: list[tuple[int, str]] = []
    try:
        for folder in folders:
            with suppress(FileExistsError):
                os.mkdir(folder, FOLDER_MODE, dir_fd=descriptors[-1])
                made.append((descriptors[-1], folder))
            descriptors.append(os.open(folder, FOLDER_FLAGS, dir_fd=descriptors[-1]))
        yield descriptors[-1]
    except BaseException:
        for parent, folder in reversed(made):
            with suppress(OSError):  # somebody else may have put a file there meanwhile
                os.rmdir(folder, dir_fd=parent)
        raise
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def _refuse_all_but_files(folder: int, name: str) -> None:
    """Raises `OSError` if something else than a regular file has the name."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file", name)


def _replace(folder: int, name: str, data: bytes) -> None:
    """Write a file beside and move it over `name`, so that a reader sees the old or the new."""
    draft = f".{secrets.token_hex(8)}.draft"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(draft, flags, _FILE_MODE, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.rename(draft, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(draft, dir_fd=folder)
        raise
    os.fsync(folder)
