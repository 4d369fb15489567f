"""The map of a repository's files that import resolution looks things up in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from posixpath import basename, dirname
from typing import NamedTuple


class Alias(NamedTuple):
    """Imports matching `pattern` in files below `folder` are looked for at `targets`."""

    folder: str
    pattern: str
    targets: tuple[str, ...]


class Places:
    """All paths of a repository, with the packages its manifests name.

    `packages` maps the folder of a manifest to the package's name (a Go module path, an npm
    package's name). Paths are POSIX, relative to the repository.
    """

    def __init__(
        self,
        paths: Iterable[str],
        packages: dict[str, str] | None = None,
        aliases: Iterable[Alias] = (),
    ) -> None:
        self.paths = frozenset(paths)
        self.packages = packages or {}
        self.aliases = tuple(aliases)
        self._endings: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            found.setdefault(basename(path), []).append(path)
        return found

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            found.setdefault(dirname(path), []).append(path)
        return found

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What an import without ending may say: each path, what stands before a dot of its file's
        name, and each folder with an index."""
        found = set(self.paths)
        for path in self.paths:
            folder, name = dirname(path), basename(path)
            at = path.find(".", len(path) - len(name))
            while at >= 0:
                found.add(path[:at])
                at = path.find(".", at + 1)
            if name.startswith("index."):
                found.add(folder)
        return frozenset(found)

    def ending(self, suffix: str) -> tuple[str, ...]:
        """The paths that are `suffix` or end with "/" + `suffix`, sorted."""
        if suffix not in self._endings:
            candidates = self._by_name.get(basename(suffix), ())
            inner = f"/{suffix}"
            self._endings[suffix] = tuple(p for p in candidates if p == suffix or p.endswith(inner))
        return self._endings[suffix]

    def with_part(self, name: str) -> tuple[str, ...]:
        """The paths whose file has `name` as one of the parts that dots make, sorted."""
        return tuple(self._by_part.get(name, ()))

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            for part in dict.fromkeys(basename(path).split(".")[:-1]):
                found.setdefault(part, []).append(path)
        return found

    def nearest(self, suffix: str, importer: str) -> str:
        """Of the paths with this ending the one that shares most folders with `importer`, or ""."""
        candidates = self.ending(suffix)
        return max(candidates, key=lambda p: (shared(p, importer), -len(p), p), default="")

    def folder(self, folder: str) -> tuple[str, ...]:
        """The files directly in a folder, sorted."""
        return tuple(self._by_folder.get(folder, ()))

    def below(self, suffix: str, importer: str) -> tuple[str, ...]:
        """The files directly in the folders with this ending, those nearest to `importer` first."""
        folders = self._by_last.get(basename(suffix), ())
        fitting = [f for f in folders if f == suffix or f.endswith(f"/{suffix}")]
        fitting.sort(key=lambda folder: (-shared(folder, importer), folder))
        return tuple(path for folder in fitting for path in self._by_folder[folder])

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for folder in sorted(self._by_folder):
            found.setdefault(basename(folder), []).append(folder)
        return found


def shared(path: str, other: str) -> int:
    """The number of folders two paths have in common."""
    count = 0
    for a, b in zip(path.split("/"), other.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count
