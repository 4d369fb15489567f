"""Which libraries the manifests above a file name."""

from __future__ import annotations

from backend_architect.survey.assemble.ground import Ground, folder
from backend_architect.survey.facts import Library


class Libraries:
    """Looked up by the place of a file and by beginnings of names."""

    def __init__(self, ground: Ground) -> None:
        self._named: dict[str, set[str]] = {}
        for seen, library in ground.facts(Library):
            if library.role:  # said by another file than a manifest
                continue
            self._named.setdefault(folder(seen.path), set()).add(library.name)

    def brings(self, path: str, wanted: tuple[str, ...]) -> bool:
        """Whether a manifest above a file names one of the libraries ("next"), or one of a scope
        ("@remix-run/"); True where nothing is wanted, or no manifest above names any library."""
        place, told = folder(path), False
        while wanted:
            names = self._named.get(place, set())
            told = told or bool(names)
            if any(_fits(name, each) for name in names for each in wanted):
                return True
            if not place:
                return not told
            place = folder(place)
        return True


def _fits(name: str, wanted: str) -> bool:
    return name.startswith(wanted) if wanted.endswith("/") else name == wanted
