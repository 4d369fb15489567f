"""A workspace in memory: files as given, in the order given."""

from collections.abc import Mapping
from pathlib import Path

from backend_architect.model.gap import Gap
from backend_architect.ports.workspace import Listing, Stamp


class FakeWorkspace:
    """The files of a mapping from path to bytes. `listing` keeps the mapping's order, which a real
    workspace would not."""

    def __init__(
        self, files: Mapping[str, bytes], name: str = "given", gaps: tuple[Gap, ...] = ()
    ) -> None:
        self.files = dict(files)
        self.name = name
        self.gaps = gaps

    @classmethod
    def of(cls, root: Path) -> "FakeWorkspace":
        """All files below a folder, whatever they are."""
        found = sorted(path for path in root.rglob("*") if path.is_file())
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
        return cls({p: d for p, d in files.items() if "__pycache__" not in p}, root.name)

    @property
    def parts(self) -> dict[str, "FakeWorkspace"]:
        return {self.name: self}

    def home(self, path: str) -> tuple[str, str]:
        return self.name, path

    def stamp(self) -> Stamp:
        return Stamp()

    def listing(self) -> Listing:
        return Listing(paths=tuple(self.files), gaps=self.gaps)

    def read(self, path: str) -> bytes:
        return self.files[path]
