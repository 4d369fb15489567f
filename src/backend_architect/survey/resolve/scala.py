"""Scala: an import names a class or object of a package, or what an object holds.

Packages are taken for folders, of which the first may be left out; a file may hold any names, so
that of a class is tried first and the package's other files after it. Packages around the
importer's own are seen too, for imports may begin there
(https://docs.scala-lang.org/tour/packages-and-imports.html).
"""

from __future__ import annotations

from posixpath import dirname

from backend_architect.survey.places import Places

_ENDINGS = (".scala", ".java")
#: Folders below which packages begin.
_SOURCES = ("scala", "app", "java", "src")
#: Packages above its own that a file is taken to see.
_ABOVE = 2


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files that may hold the class `module` ("a.b.C"), or all files of a package ("a.b.*");
    () for other projects."""
    package, _, name = module.rpartition(".")
    if any(part == "*" or part[:1].isupper() for part in package.split(".")):
        return ()  # what a class or package holds is no file
    files = _package([part for part in package.split(".") if part], importer, places)
    if name == "*":
        return files
    if not package:
        own = places.nearest(f"{name}.scala", importer)
        return ((own,) if own else ()) + implicit(importer, places)
    found = [path for path in files if path.endswith((f"/{name}.scala", f"/{name}.java"))]
    return (*found, *(path for path in files if path not in found))


def _package(parts: list[str], importer: str, places: Places) -> tuple[str, ...]:
    """The files of a package: of the folders with all its parts, else with fewer of the first."""
    found = _code(places.below("/".join(parts), importer)) if parts else ()
    for left_out in range(1, len(parts) + 1) if not found else ():
        rest = parts[left_out:]
        for source in _SOURCES:
            found = found or _code(places.below("/".join((source, *rest)), importer))
    return found


def _code(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in paths if path.endswith(_ENDINGS))


def implicit(path: str, places: Places) -> tuple[str, ...]:
    """The other files of the same folder, and those of the packages around."""
    folder = dirname(path)
    found = [other for other in _code(places.folder(folder)) if other != path]
    for _ in range(_ABOVE):
        if folder.rpartition("/")[2] in (*_SOURCES, ""):
            break
        folder = dirname(folder)
        found.extend(_code(places.folder(folder)))
    return tuple(found)
