"""The files of something new: one for each file the repository has for its like."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename, dirname
from typing import NamedTuple

from backend_architect.languages.markdown.write import code
from backend_architect.measures.naming import plural, singular, spelled, words
from backend_architect.model.element import Evidence

#: What a file's name may say beside its noun: its role. Other words tell of something else.
_ROLES = frozenset(
    [
        "admin",
        "api",
        "app",
        "controller",
        "dto",
        "entity",
        "handler",
        "http",
        "impl",
        "index",
        "main",
        "model",
        "module",
        "repository",
        "resource",
        "route",
        "router",
        "schema",
        "serializer",
        "service",
        "store",
        "url",
        "view",
    ]
)


class Sibling(NamedTuple):
    """A file of the repository and what the new thing's file of the same kind would be called; the
    same path twice where all things of this kind share one file."""

    path: str
    modelled_on: Evidence

    @property
    def text(self) -> str:
        """One line for a list of files (Markdown)."""
        if self.path == self.modelled_on.path:
            line = self.modelled_on.first_line
            return f"{code(self.path)}, extended (it holds the like at line {line})"
        return f"{code(self.path)}, like {code(self.modelled_on.place)}"


def counterparts(
    evidence: Iterable[Evidence], old: str, new: str, usual: str
) -> dict[str, Evidence]:
    """The new noun's file for each file of the old one; the shared file where none is named."""
    firsts: dict[str, Evidence] = {}
    for each in sorted(evidence):
        if each.kind != "migration" and not _is_migration(each.path):
            firsts.setdefault(each.path, each)
    renamed = {_renamed(path, old, new, usual): each for path, each in firsts.items()}
    own = {path: each for path, each in renamed.items() if path != each.path}
    plain = {path: each for path, each in own.items() if _is_plain(path, new)}
    return plain or own or dict(list(renamed.items())[:1])


def _is_plain(path: str, noun: str) -> bool:
    """True if the file's name holds the noun and its role only: `carts.routes.ts`, not
    `cart_settings.ts`."""
    flat = "".join(words(basename(path).rpartition(".")[0]))
    for name in sorted((plural(noun), singular(noun)), key=len, reverse=True):
        flat = flat.replace(spelled(name, "flat"), "")
    return flat == "" or singular(flat) in _ROLES


def _is_migration(path: str) -> bool:
    return any(singular(part) == "migration" for part in dirname(path).split("/"))


def _renamed(path: str, old: str, new: str, usual: str) -> str:
    """The path with every spelling of `old` replaced by the same spelling of `new`; the path itself
    where the name does not occur. Where the old name does not tell how several words are spelled
    (`user`), the usual spelling is taken."""
    for number in (plural, singular):
        styles = ("pascal", "camel", "snake", "kebab", "flat")
        spellings = {spelled(number(old), style): style for style in reversed(styles)}
        for spelling in sorted(spellings, key=lambda each: (each.islower(), each)):
            alone = spelling == spelled(number(old), "flat")
            style = usual if alone and usual != "pascal" else spellings[spelling]
            path = path.replace(spelling, spelled(number(new), style))
    return path
