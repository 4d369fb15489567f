"""Which modules a program loads from a folder, and the paths their places there give them."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath, splitext
from typing import NamedTuple

from backend_architect.survey.assemble.ground import Ground
from backend_architect.survey.facts import FolderMount, Literally, Router
from backend_architect.survey.grammars import language_of
from backend_architect.survey.resolution import Symbol

_LANGUAGES = ("javascript", "typescript")
_SKIPPED = (".d.ts", ".test.ts", ".test.js", ".spec.ts", ".spec.js", ".schema.ts", ".schema.js")


class Loaded(NamedTuple):
    """A module with the prefix of its place, and with the one it asks for instead of all."""

    path: str
    prefix: str
    override: str = ""


def folder_modules(ground: Ground, importer: str, loaded: FolderMount) -> Iterator[Loaded]:
    """The modules below the folder that a file loads, by path."""
    if loaded.framework:
        yield from _of_framework(ground, dirname(importer), loaded)
        return
    folder = _folder(ground, importer, loaded.folder)
    for path in sorted(ground.places.paths) if folder else ():
        if path.startswith(f"{folder}/") and path != importer and _is_module(path):
            inner = path.removeprefix(f"{folder}/")
            own = _exported(ground, path, "autoPrefix")
            place = _place(inner, loaded.named)
            override = _exported(ground, path, "prefixOverride")
            yield Loaded(path, f"{place}/{own.strip('/')}" if own else place, override)


def _of_framework(ground: Ground, around: str, loaded: FolderMount) -> Iterator[Loaded]:
    """The files with routers of a framework below the folder, but not below those besides."""
    folder, *besides = (
        normpath(join(around, each)).removeprefix(".") for each in (loaded.folder, *loaded.besides)
    )
    found = {s.path for s, router in ground.facts(Router) if router.framework == loaded.framework}
    for path in sorted(found):
        if _below(path, folder) and not any(_below(path, each) for each in besides):
            yield Loaded(path, "")


def _below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _folder(ground: Ground, importer: str, folder: str) -> str:
    """The folder itself, or the one of this name nearest above the file that loads it."""
    around = dirname(importer)
    while True:
        for candidate in (normpath(folder), normpath(join(around, folder))):
            if any(path.startswith(f"{candidate}/") for path in ground.places.paths):
                return candidate
        if not around:
            return ""
        around = dirname(around)


def _is_module(path: str) -> bool:
    return language_of(path) in _LANGUAGES and not path.endswith(_SKIPPED)


def _exported(ground: Ground, path: str, name: str) -> str:
    """The text that a module exports by this name, by itself or as a member of what it exports."""
    for symbol in (Symbol(path, name), Symbol(path, f"default.{name}")):
        definition = ground.symbols.definition(symbol)
        if definition is not None and isinstance(definition.value, Literally):
            return definition.value.text
    return ""


def _place(inner: str, named: str) -> str:
    """The path that folders ("users/_id") and, where asked for, the file's name give."""
    parts = inner.split("/")
    own = splitext(parts.pop())[0]
    if named == "files" and own != "index":
        parts.append(own)
    return "/".join(_segment(part) for part in parts) if named else ""


def _segment(name: str) -> str:
    """`_id` and `[id]` are parameters."""
    if name.startswith("[") and name.endswith("]"):
        return f"{{{name.strip('[].')}}}"
    return f"{{{name[1:]}}}" if name.startswith("_") and name != "_" else name
