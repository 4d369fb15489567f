"""Rust: a path leads from a crate's root through modules, which are files.

`crate` is the root of the nearest package (`src/lib.rs`, `src/main.rs`, `src/bin/*.rs`); module `b`
of `a` is `a/b.rs` or `a/b/mod.rs`; another package of the repository is known by its name with "_"
for "-" (https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames).
Not followed: `#[path]`, packages renamed in the manifest.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath, splitext

from backend_architect.survey.places import Places

#: Files whose modules lie beside them, not in a folder of their name.
_ROOTS = ("mod.rs", "lib.rs", "main.rs")


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files a path may mean; () for items of other crates."""
    parts = module.split(".")
    head, rest = parts[0], parts[1:]
    if head == "crate":
        starts = _crate(importer, places)
    elif head == "super":
        starts = _parents(importer, places)
        while rest[:1] == ["super"]:
            above = (parent for start in starts for parent in _parents(start, places))
            starts, rest = tuple(dict.fromkeys(above)), rest[1:]
    elif head == "self":
        starts = (importer,)
    else:
        inner = _children((importer,), head, places)
        starts = (
            inner or _package(head, places) or _children(_crate(importer, places), head, places)
        )
    for part in rest:
        starts = _children(starts, part, places)
    return starts


def implicit(path: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # one signature for all languages
    """Nothing is visible without a path."""
    return ()


def _crate(importer: str, places: Places) -> tuple[str, ...]:
    """The roots of the package a file belongs to, those of a program of its own first."""
    folder = dirname(importer)
    tops: list[str] = []
    while True:
        found = [join(folder, name) for name in ("lib.rs", "main.rs")]
        tops.extend(path for path in found if path in places.paths)
        if join(folder, "Cargo.toml") in places.paths or not folder:
            break
        folder = dirname(folder)
    if basename(dirname(importer)) in ("bin", "examples"):
        return (importer, *tops)
    return tuple(tops)


def _package(name: str, places: Places) -> tuple[str, ...]:
    """The root of the library of this name in the repository."""
    for folder, package in sorted(places.packages.items()):
        if package.replace("-", "_") == name and join(folder, "Cargo.toml") in places.paths:
            found = [join(folder, inner) for inner in ("src/lib.rs", "lib.rs", "src/main.rs")]
            return tuple(normpath(path) for path in found if normpath(path) in places.paths)[:1]
    return ()


def _parents(path: str, places: Places) -> tuple[str, ...]:
    """The module that holds the module a file is."""
    folder = dirname(path)
    return _module_of(dirname(folder) if basename(path) in _ROOTS else folder, places)


def _module_of(folder: str, places: Places) -> tuple[str, ...]:
    """The files that hold the modules lying in a folder."""
    found = [join(folder, name) for name in _ROOTS] + [f"{folder}.rs"]
    return tuple(path for path in found if path in places.paths)


def _children(starts: tuple[str, ...], name: str, places: Places) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for start in starts for p in _below(start, name, places)))


def _below(path: str, name: str, places: Places) -> Iterator[str]:
    folder = dirname(path)
    if basename(path) not in _ROOTS:
        own = splitext(path)[0]
        yield from _files(own, name, places)
        if basename(folder) not in ("bin", "examples"):
            return
    yield from _files(folder, name, places)


def _files(folder: str, name: str, places: Places) -> Iterator[str]:
    for path in (join(folder, f"{name}.rs"), join(folder, name, "mod.rs")):
        if path in places.paths:
            yield path
