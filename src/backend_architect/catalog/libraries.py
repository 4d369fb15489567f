"""What libraries are for, which frameworks nobody reads, and the languages nobody reads."""

from __future__ import annotations

import re
import tomllib
from fnmatch import translate
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

from backend_architect.model.security import SchemeKind

#: Registries that name their packages alike.
_SAME = {"gradle": ("gradle", "maven"), "clojars": ("clojars", "maven")}
#: Registries whose names are compared without case.
_FOLDED = frozenset(("pypi", "nuget", "swift", "hackage", "composer"))


class _Named(NamedTuple):
    """What names mean in one registry: those written out, and globs, the longest first."""

    exact: dict[str, str]
    globs: tuple[tuple[re.Pattern[str], str], ...]

    def meaning(self, name: str) -> str:
        found = self.exact.get(name)
        if found is not None:
            return found
        return next((meaning for glob, meaning in self.globs if glob.match(name)), "")


@cache
def role_of_library(ecosystem: str, name: str) -> str:
    """What a library is for ("orm", "queue", "test" ...), "" where the catalogue does not know it.

    >>> role_of_library("pypi", "SQLAlchemy")
    'orm'
    """
    return _meaning("roles", ecosystem, name)


@cache
def unread_framework(ecosystem: str, name: str) -> str:
    """The name of the framework a library is, if none of ours is known to read it; else "".

    >>> unread_framework("rubygems", "cuba")
    'Cuba'
    """
    return _meaning("unread", ecosystem, name)


@cache
def scheme_of_library(ecosystem: str, name: str) -> SchemeKind | None:
    """How callers prove who they are to a program that has this library, None for others."""
    found = _meaning("schemes", ecosystem, name)
    return cast("SchemeKind", found) if found else None


@cache
def unread_languages() -> dict[str, str]:
    """Programming languages without a grammar, by the ending of a file's name (".erl")."""
    return dict(_page()["languages"])


def _meaning(table: str, ecosystem: str, name: str) -> str:
    own = name.lower() if ecosystem in _FOLDED else name
    for each in _SAME.get(ecosystem, (ecosystem,)):
        found = _named(table, each).meaning(own)
        if found:
            return found
    return ""


@cache
def _named(table: str, ecosystem: str) -> _Named:
    exact: dict[str, str] = {}
    globs: list[tuple[str, str]] = []
    for key, value in _page()[table].get(ecosystem, {}).items():
        names, meaning = ([key], value) if table == "unread" else (value.split(), key)
        for name in names:
            own = name.lower() if ecosystem in _FOLDED else name
            if "*" in own:
                globs.append((own, meaning))
            else:
                exact.setdefault(own, meaning)
    globs.sort(key=lambda each: -len(each[0].replace("*", "")))
    compiled = tuple((re.compile(translate(glob)), meaning) for glob, meaning in globs)
    return _Named(exact, compiled)


@cache
def _page() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("libraries.toml").read_text("utf-8"))
