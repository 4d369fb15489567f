"""Swift: all files of a target see one another; what an import brings lies in another target.

A target is a folder below `Sources` (https://docs.swift.org/package-manager/PackageDescription/);
the other targets of the same package are visible after their own files, since imports name them.
"""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname

from backend_architect.survey.places import Places


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # one signature for all languages
    """An import names a module as a whole: its names are visible by themselves."""
    return ()


def implicit(path: str, places: Places) -> tuple[str, ...]:
    """The other files of the same target, then those of the package's other targets."""
    return tuple(
        other for other in _visible(_package(path), _target(path), places) if other != path
    )


def _package(path: str) -> str:
    """The folder above `Sources`, else the file's own."""
    before, found, _ = f"/{path}".rpartition("/Sources/")
    return before.strip("/") if found else dirname(path)


def _target(path: str) -> str:
    _, found, after = f"/{path}".rpartition("/Sources/")
    return after.partition("/")[0] if found else ""


@lru_cache(maxsize=256)
def _visible(package: str, target: str, places: Places) -> tuple[str, ...]:
    below = f"{package}/" if package else ""
    found = sorted(p for p in places.paths if p.endswith(".swift") and p.startswith(below))
    own = [path for path in found if _target(path) == target]
    return (*own, *(path for path in found if _target(path) != target and _target(path)))
