"""Play's route files: what `-> /prefix admin.Routes` means.

The routes of a file "admin.routes" are compiled to a class "admin.Routes"; any other name is that
of a class (https://www.playframework.com/documentation/latest/ScalaRouting).
"""

from __future__ import annotations

from posixpath import basename

from backend_architect.survey.places import Places


def is_routes(path: str) -> bool:
    """True for a route file by its name."""
    return basename(path) == "routes" or path.endswith(".routes")


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file of routes or of a router class that a route file includes; () for other files."""
    if not is_routes(importer):
        return ()
    if module.endswith(".Routes"):
        name = module.removesuffix(".Routes")
        found = places.nearest(f"{name}.routes", importer)
        return (found,) if found else ()
    for suffix in (".scala", ".java", ".kt"):
        whole = module.replace(".", "/")
        for name in (whole, whole.rpartition("/")[2]):
            found = places.nearest(f"{name}{suffix}", importer)
            if found:
                return (found,)
    return ()
