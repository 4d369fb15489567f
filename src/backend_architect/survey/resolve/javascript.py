"""Which file an import of JavaScript or TypeScript means.

As bundlers and TypeScript look: the path as written, with each ending, as a folder's index, and
`.js` written for `.ts`. Bare names go through path aliases (tsconfig, jsconfig, package.json), then
the packages of the same workspace, then, if the first part is a folder of the importing package,
its root (`import x from "src/users"`, NestJS's habit with `baseUrl`).
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath, splitext

from backend_architect.survey.places import Alias, Places

ENDINGS = (".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json")
#: What a compiled file's ending is written for.
_SOURCES = {
    ".js": (".ts", ".tsx", ".jsx"),
    ".jsx": (".tsx",),
    ".mjs": (".mts",),
    ".cjs": (".cts",),
}
#: Folders a package's sources stand in when its name is imported.
_SOURCE_FOLDERS = ("src", "lib", "source", "")
#: Prefixes that stand for a package's sources where no configuration says so.
_HABITS = ("@/", "~/", "@@/")


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files an import of `module` in `importer` may mean; none for a third-party package."""
    if module.startswith((".", "/")):
        base = normpath(join(dirname(importer), module)) if module.startswith(".") else module[1:]
        return tuple(_first(base, places))
    found = (
        *_aliased(module, importer, places),
        *_packaged(module, places),
        *_rooted(module, importer, places),
    )
    return tuple(dict.fromkeys(found))


def implicit(path: str, places: Places) -> tuple[str, ...]:  # noqa: ARG001  # every language's form
    """Nothing is visible without an import."""
    return ()


def _first(base: str, places: Places) -> Iterator[str]:
    """The file that a path without certain ending means, if there is one."""
    base = "" if base == "." else base
    stem, ending = splitext(base)
    written = stem if ending in _SOURCES else base
    if base.startswith("..") or not places.beginnings.intersection((base, written)):
        return
    for path in _tries(base):
        if path in places.paths:
            yield path
            return


def _tries(base: str) -> Iterator[str]:
    yield base
    for compiled, sources in _SOURCES.items():
        if base.endswith(compiled):
            yield from (base.removesuffix(compiled) + source for source in sources)
    if base:
        yield from (base + ending for ending in ENDINGS)
    yield from (join(base, "index" + ending) for ending in ENDINGS)


def _aliased(module: str, importer: str, places: Places) -> Iterator[str]:
    """The nearest configuration's longest matching pattern goes first."""
    near = [alias for alias in places.aliases if _below(importer, alias.folder)]
    for alias in sorted(near, key=_nearness):
        rest = _matching(alias.pattern, module)
        if rest is None:
            continue
        for target in alias.targets:
            base = normpath(join(alias.folder, target.replace("*", rest)))
            found = tuple(_first(base, places))
            yield from found
            if found:
                return


def _nearness(alias: Alias) -> tuple[int, int, str]:
    prefix = alias.pattern.partition("*")[0]
    return -len(alias.folder), -len(prefix), alias.pattern


def _matching(pattern: str, module: str) -> str | None:
    """What the star of the pattern stands for, "" for a pattern without one, None for no match."""
    prefix, star, suffix = pattern.partition("*")
    if not star:
        return "" if module == pattern else None
    if not module.startswith(prefix) or not module.endswith(suffix):
        return None
    return module[len(prefix) : len(module) - len(suffix)] if len(module) >= len(prefix) else None


def _packaged(module: str, places: Places) -> Iterator[str]:
    """A package of the same repository, by the name of its manifest."""
    for folder, name in sorted(places.packages.items()):
        if not name or (module != name and not module.startswith(f"{name}/")):
            continue
        rest = module[len(name) + 1 :]
        for sources in _SOURCE_FOLDERS:
            found = tuple(_first(normpath(join(folder, sources, rest)), places))
            yield from found
            if found:
                break


def _rooted(module: str, importer: str, places: Places) -> Iterator[str]:
    habit = next((prefix for prefix in _HABITS if module.startswith(prefix)), "")
    rest = module.removeprefix(habit)
    if "/" not in rest and not habit:
        return
    for folder in _packages_around(importer, places):
        roots = (join(folder, "src"), folder) if habit else (folder, join(folder, "src"))
        for root in roots:
            found = tuple(_first(normpath(join(root, rest)), places))
            yield from found
            if found:
                return


def _packages_around(importer: str, places: Places) -> Iterator[str]:
    """The folders above the importer that hold a manifest, nearest first, and the root."""
    folder = dirname(importer)
    while folder:
        if folder in places.packages or f"{folder}/package.json" in places.paths:
            yield folder
        folder = dirname(folder)
    yield ""


def _below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")
