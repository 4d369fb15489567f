"""Where the text of a Python module lies.

Python looks a module up below the entries of `sys.path`. Which they are is not written down, but a
folder that holds `__init__.py` is a package and so no entry: the entries an importing file can see
are the folders above it that are no packages, and a `src` folder in one of these.

A name imported from a package may be a module of it: `from . import users` in `app/main.py` means
`app/users.py`, which is what `locate(".users", ...)` gives; so ask for `module`, then for the
module with the name appended.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join

from backend_architect.survey.places import Places

#: A folder in which a project keeps its packages (the "src layout").
_SOURCES = "src"


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file that `module`, as written in an import of `importer`, means; () for others' code."""
    if module.startswith("."):
        return _first(_from(importer, module, places))
    parts = module.split(".")
    for root in _roots(importer, places):
        found = _first(_files(join(root, *parts), places))
        if found:
            return found
    return _elsewhere(parts, importer, places) if len(parts) > 1 else ()


def implicit(path: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # the contract of all languages
    """Nothing is visible in Python that is not imported."""
    return ()


def _from(importer: str, module: str, places: Places) -> Iterator[str]:
    """`..users` in `app/api/routes.py` is `app/users`."""
    rest = module.lstrip(".")
    folder = dirname(importer)
    for _ in range(len(module) - len(rest) - 1):
        folder = dirname(folder)
    return _files(join(folder, *rest.split(".")) if rest else folder, places)


def _files(stem: str, places: Places) -> Iterator[str]:
    for path in (join(stem, "__init__.py"), f"{stem}.py"):
        if path in places.paths:
            yield path


def _first(found: Iterator[str]) -> tuple[str, ...]:
    path = next(found, "")
    return (path,) if path else ()


def _roots(importer: str, places: Places) -> Iterator[str]:
    """The folders an absolute import can start from, nearest first."""
    folder = dirname(importer)
    while True:
        if not _is_package(folder, places):
            yield folder
            yield join(folder, _SOURCES)
        if not folder:
            break
        folder = dirname(folder)


def _is_package(folder: str, places: Places) -> bool:
    return bool(folder) and join(folder, "__init__.py") in places.paths


def _elsewhere(parts: list[str], importer: str, places: Places) -> tuple[str, ...]:
    """The nearest file with this ending below a folder that is no package (a sibling project)."""
    for ending in (join(*parts, "__init__.py"), join(*parts) + ".py"):
        path = places.nearest(ending, importer)
        root = path[: -len(ending)].rstrip("/")
        if path and not _is_package(root, places):
            return (path,)
    return ()
