"""Kotlin: an import names a class or another top-level name of a package.

A package's files lie below its folders, and the root package that all files share may be left out
of them (https://kotlinlang.org/docs/coding-conventions.html#directory-structure). A file may hold
any names, so that of a class is tried first and the package's other files after it. Java's classes
are found in the same way.
"""

from __future__ import annotations

from posixpath import dirname

from backend_architect.survey.places import Places

_ENDINGS = (".kt", ".java")
#: Folders below which packages begin.
_SOURCES = ("kotlin", "java", "src")


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files that may hold the class `module` ("a.b.C"), or all files of a package ("a.b.*");
    () for other projects. Koin's file of properties goes by its own name."""
    if module == "koin.properties":
        return places.ending(module)[:1]
    package, _, name = module.rpartition(".")
    if any(part == "*" or part[:1].isupper() for part in package.split(".")):
        return ()  # what a class or package holds is no file
    files = _package(package.split("."), importer, places)
    if name == "*":
        return files
    own = [path for path in files if path.endswith((f"/{name}.kt", f"/{name}.java"))]
    return (*own, *(path for path in files if path not in own))


def _package(parts: list[str], importer: str, places: Places) -> tuple[str, ...]:
    """The files of a package: of the folders with all its parts, else with fewer of the first."""
    found = _code(places.below("/".join(parts), importer))
    for left_out in range(1, len(parts) + 1) if not found else ():
        rest = parts[left_out:]
        for source in _SOURCES:
            found = found or _code(places.below("/".join((source, *rest)), importer))
    return found


def _code(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in paths if path.endswith(_ENDINGS))


def implicit(path: str, places: Places) -> tuple[str, ...]:
    """The other files of the same folder."""
    return tuple(other for other in _code(places.folder(dirname(path))) if other != path)
