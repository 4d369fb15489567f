"""Haskell: a module is a file below some source folder, named by its parts."""

from __future__ import annotations

from backend_architect.survey.places import Places


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file of a module; () for one of another package."""
    found = places.nearest(f"{module.replace('.', '/')}.hs", importer)
    return (found,) if found else ()


def implicit(path: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # the port's shape
    """Nothing is visible that is not imported."""
    return ()
