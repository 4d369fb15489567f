"""A folder with a backend in it: what survey reads, and where documents are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from backend_architect.model.element import Noun
from backend_architect.model.gap import Gap


class Stamp(Noun, frozen=True, kw_only=True):
    """Which state of a repository was read. Both are empty for a plain folder without git."""

    commit: str = ""
    dirty: bool = False


class Listing(Noun, frozen=True, kw_only=True):
    """The files of a workspace as sorted POSIX paths, and gaps for what was passed over."""

    paths: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()


class Workspace(Protocol):
    """One folder, or several, read without following links out of them and without running
    anything in them."""

    @property
    def name(self) -> str:
        """The folder's name."""

    @property
    def parts(self) -> Mapping[str, Workspace]:
        """The repositories it consists of by name: one folder is itself."""

    def home(self, path: str) -> tuple[str, str]:
        """The name of the repository a listed path belongs to, and the path in it."""

    def stamp(self) -> Stamp:
        """The commit, and whether the tree has uncommitted changes."""

    def listing(self) -> Listing:
        """All files worth reading: no binaries by name, no vendored or generated folders, nothing
        behind a link that leads out; bounded in number and depth, with a gap for each bound."""

    def read(self, path: str) -> bytes:
        """The bytes of one listed file. Raises `OSError` if it went away or may not be read."""


class Shelter(Protocol):
    """Where documents are kept. Each write is atomic and goes through no link."""

    def read(self, path: str) -> bytes | None:
        """The bytes at `path` below the root, or None if there is no such file."""

    def write(self, path: str, data: bytes) -> None:
        """Put `data` at `path` whole or not at all.

        Raises `Misused` if a component of the path is a link or is no folder, and `Unavailable`
        if the place cannot be written.
        """
