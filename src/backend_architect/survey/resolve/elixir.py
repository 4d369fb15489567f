"""Elixir: a module may stand in any file; by habit in one called like its last name.

Source: https://hexdocs.pm/elixir/naming-conventions.html#file-names
"""

from __future__ import annotations

import re

from backend_architect.survey.places import Places

_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def underscore(name: str) -> str:
    """`UserController` is "user_controller"."""
    return _HUMP.sub("_", name).lower()


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files that may define the module."""
    return named(module, importer, places)


def implicit(_path: str, _places: Places) -> tuple[str, ...]:
    """None: modules are looked up by name (see `named`)."""
    return ()


def named(dotted: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files that may define the module at the beginning of `dotted`, by their names, those
    first whose folders are called like the module's other parts."""
    parts: list[str] = []
    for part in dotted.split("."):
        if not part[:1].isupper():
            break
        parts.append(underscore(part))
    found: list[str] = []
    for count in range(len(parts), 0, -1):
        for ending in (".ex", ".exs"):
            candidates = places.ending(f"{parts[count - 1]}{ending}")
            wanted = frozenset(parts[: count - 1])
            found.extend(sorted(candidates, key=lambda p: (-_fitting(p, wanted, importer), p)))
    return tuple(dict.fromkeys(found))


def _fitting(path: str, wanted: frozenset[str], importer: str) -> int:
    """How many of a path's folders are wanted, then how many lead to the importer, too."""
    folders = path.split("/")[:-1]
    shared = 0
    for ours, theirs in zip(folders, importer.split("/"), strict=False):
        if ours != theirs:
            break
        shared += 1
    return 100 * len(wanted & set(folders)) + shared
