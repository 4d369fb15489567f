"""Go: an import path names a folder; all files of a folder see one another.

The module path of the nearest `go.mod` above the importer is cut from an import path; what is left
is the folder (https://go.dev/ref/mod#module-path). Every module of the repository is tried, since
a workspace (`go.work`) may hold several that import one another.
"""

from __future__ import annotations

from posixpath import dirname, join, normpath

from backend_architect.survey.places import Places


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files of the package `module`; () for packages of other repositories."""
    for folder, name in _modules(importer, places):
        if name and (module == name or module.startswith(f"{name}/")):
            found = _package(normpath(join(folder, "." + module[len(name) :])), places)
            if found:
                return found
    return ()


def _modules(importer: str, places: Places) -> list[tuple[str, str]]:
    """Folder and name of every module, those around the importer first, then longer names."""

    def order(item: tuple[str, str]) -> tuple[bool, int, str]:
        around = not item[0] or importer.startswith(f"{item[0]}/")
        return not around, -len(item[1]), item[0]

    return sorted(places.packages.items(), key=order)


def implicit(path: str, places: Places) -> tuple[str, ...]:
    """The other files of the same package."""
    return tuple(other for other in _package(dirname(path), places) if other != path)


def _package(folder: str, places: Places) -> tuple[str, ...]:
    return tuple(
        path
        for path in places.folder("" if folder == "." else folder)
        if path.endswith(".go") and not path.endswith("_test.go")
    )
