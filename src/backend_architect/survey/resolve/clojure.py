"""Clojure: a namespace is a file below some source folder, hyphens written as underscores
(https://clojure.org/reference/libs)."""

from __future__ import annotations

from backend_architect.survey.places import Places


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file of a namespace; () for one of another project."""
    path = module.replace(".", "/").replace("-", "_")
    found = (places.nearest(f"{path}{ending}", importer) for ending in (".clj", ".cljc"))
    return tuple(each for each in found if each)


def implicit(path: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # the port's shape
    """Nothing is visible that is not required."""
    return ()
