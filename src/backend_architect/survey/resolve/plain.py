"""Languages that are read as plain text: an import is a path, or a dotted one (Lua), or a
Catalyst controller."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from backend_architect.survey.places import Places


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files an import may mean; () for a library's."""
    if importer.endswith((".lua", ".moon")):
        return _required(module, importer, places)
    if importer.endswith(".pm"):
        return _cased(f"{module.replace('::', '/')}.pm", places)
    if module.startswith("package:"):
        found = places.nearest("lib/" + module.partition("/")[2], importer)
        return (found,) if found else ()
    path = normpath(join(dirname(importer), module))
    return (path,) if path in places.paths else ()


def _required(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """Lua looks for a module below the folders of its path; which those are nobody says."""
    path = module.replace(".", "/")
    endings = (".lua", "/init.lua", ".moon")
    found = (places.nearest(f"{path}{ending}", importer) for ending in endings)
    return tuple(each for each in found if each)[:1]


def _cased(ending: str, places: Places) -> tuple[str, ...]:
    """A controller that is known by its path, in which all letters are small ("/my/api/list")."""
    inner = f"/{ending.lower()}"
    return tuple(sorted(path for path in places.paths if path.lower().endswith(inner)))


def implicit(path: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # the port's shape
    """Nothing is visible that is not imported."""
    return ()
