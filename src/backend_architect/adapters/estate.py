"""Several repositories looked at as one system."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from backend_architect.errors import Misused
from backend_architect.ports.workspace import Listing, Stamp, Workspace


class Estate:
    """Workspaces side by side, each under a folder of its name.

    `parts` are the workspaces by name. Their files are listed as "<name>/<path>".
    """

    def __init__(self, parts: dict[str, Workspace]) -> None:
        self._parts = parts

    def __reduce__(self) -> tuple[Any, ...]:
        return Estate, (self._parts,)

    @property
    def name(self) -> str:
        """The names of the parts, joined by "+"."""
        return "+".join(self._parts)

    @property
    def parts(self) -> dict[str, Workspace]:
        """The workspaces by name."""
        return dict(self._parts)

    def home(self, path: str) -> tuple[str, str]:
        """The part a listed path belongs to, and the path in it."""
        name, _, inner = path.partition("/")
        return name, inner

    def stamp(self) -> Stamp:
        """No commit is that of several repositories; dirty if one of them is."""
        return Stamp(dirty=any(part.stamp().dirty for part in self._parts.values()))

    def listing(self) -> Listing:
        """All files of all parts."""
        return self._listing

    @cached_property
    def _listing(self) -> Listing:
        listings = {name: part.listing() for name, part in self._parts.items()}
        paths = (f"{name}/{path}" for name, each in listings.items() for path in each.paths)
        gaps = (
            replace(gap, repository=name) for name, each in listings.items() for gap in each.gaps
        )
        return Listing(paths=tuple(sorted(paths)), gaps=tuple(sorted(gaps)))

    def read(self, path: str) -> bytes:
        """The bytes of one listed file. Raises `OSError` as its part does."""
        name, inner = self.home(path)
        part = self._parts.get(name)
        if part is None:
            raise FileNotFoundError(2, "in none of the repositories", path)
        return part.read(inner)


def names_of(roots: Sequence[Path]) -> dict[str, Path]:
    """The roots by the names of their folders, numbered where two share one; each root once.

    Raises `Misused` where one root lies in another: its files would be read twice.
    """
    resolved = list(dict.fromkeys(root.resolve() for root in roots))
    for root in resolved:
        inside = next((each for each in resolved if each in root.parents), None)
        if inside is not None:
            raise Misused(
                f"{root}: lies in {inside}, which is surveyed too.", hint="Give only one of them."
            )
    named: dict[str, Path] = {}
    for root in resolved:
        stem = root.name.removesuffix(".git") or "root"
        name, number = stem, 1
        while name in named:
            number += 1
            name = f"{stem}-{number}"
        named[name] = root
    return named
