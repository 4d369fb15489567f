"""What a running server keeps for its agent: nouns behind handles, documents behind URIs."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path

from backend_architect.adapters.disk import DiskShelter
from backend_architect.app.documents import FOLDER
from backend_architect.app.gate import is_plain
from backend_architect.errors import Misused

SCHEME = "backend-architect"

#: Nouns kept. An agent works on one change at a time; a Model of 50 000 lines is a few megabytes.
MOST_NOUNS = 24


class Holdings:
    """The roots by name, and the nouns of this session."""

    def __init__(self, roots: dict[str, Path]) -> None:
        self.roots = roots
        self._nouns: OrderedDict[str, bytes] = OrderedDict()

    @property
    def nouns(self) -> dict[str, bytes]:
        """The nouns kept, by handle."""
        return dict(self._nouns)

    def keep(self, kind: str, data: bytes) -> str:
        """Keep a noun; gives its handle. The same noun has the same handle."""
        handle = f"{SCHEME}://noun/{kind}/{hashlib.sha256(data).hexdigest()[:16]}"
        self._nouns[handle] = data
        self._nouns.move_to_end(handle)
        while len(self._nouns) > MOST_NOUNS:
            self._nouns.popitem(last=False)
        return handle

    def noun(self, kind: str, digest: str) -> str:
        """A kept noun as JSON. Raises `Misused` if it is not kept, or not any more."""
        data = self._nouns.get(f"{SCHEME}://noun/{kind}/{digest}")
        if data is None:
            raise Misused(f"{kind}/{digest}: no noun of this handle is kept; call {kind} again.")
        return data.decode()

    def root(self, name: str) -> Path:
        """The root of this name; the only one if none is given. Raises `Misused`."""
        if not name and len(self.roots) == 1:
            return next(iter(self.roots.values()))
        if name not in self.roots:
            raise Misused(
                f"{name or 'root'}: no root of this name.",
                hint=f"This server was started for {', '.join(self.roots)}.",
            )
        return self.roots[name]

    def name_of(self, root: Path) -> str:
        """The name of a root."""
        return next(name for name, each in self.roots.items() if each == root)

    def uri(self, root: Path, path: str) -> str:
        """The URI of a document that was written at `path` below the root."""
        return f"{SCHEME}://document/{self.name_of(root)}/{path.removeprefix(f'{FOLDER}/')}"

    def document(self, name: str, path: str) -> str:
        """A document's text. Raises `Misused` if there is none, or the path leads elsewhere."""
        place = f"{FOLDER}/{path}"
        data = DiskShelter(self.root(name)).read(place) if is_plain(place) else None
        if data is None:
            raise Misused(f"{path}: no document of this name.")
        return data.decode("utf-8", errors="replace")


def named_roots(roots: tuple[Path, ...]) -> dict[str, Path]:
    """The roots by the names of their folders, numbered where two share one.

    Raises `Misused` for a root that is no folder.
    """
    named: dict[str, Path] = {}
    for root in dict.fromkeys(DiskShelter(each).root for each in roots):
        stem = "".join(c if c.isalnum() or c in "-_." else "-" for c in root.name) or "root"
        name, number = stem, 1
        while name in named:
            number += 1
            name = f"{stem}-{number}"
        named[name] = root
    return named
