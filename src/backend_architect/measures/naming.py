"""The spellings of a name: how a repository writes "cart item" as a table, a column, a class."""

from __future__ import annotations

import re
from functools import lru_cache

import inflection

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: `orderItems`, `OrderItems` -> order, items."""
    return tuple(word.lower() for word in _WORD.findall(name))


def spelled(name: str, style: str) -> str:
    """The words of `name` in "snake", "kebab", "camel", "pascal" or "flat" (all in one, lower)."""
    parts = words(name)
    if style == "camel":
        return "".join(parts[:1]) + "".join(part.capitalize() for part in parts[1:])
    if style == "pascal":
        return "".join(part.capitalize() for part in parts)
    return {"snake": "_", "kebab": "-", "flat": ""}[style].join(parts)


@lru_cache(maxsize=65536)
def singular(name: str) -> str:
    """The name with its last word in the singular, in snake case."""
    parts = words(name)
    return "_".join((*parts[:-1], inflection.singularize(parts[-1]))) if parts else ""


@lru_cache(maxsize=65536)
def plural(name: str) -> str:
    """The name with its last word in the plural, in snake case."""
    parts = singular(name).split("_")
    return "_".join((*parts[:-1], inflection.pluralize(parts[-1])))


def style_of(name: str) -> str:
    """How a name is spelled: "snake", "kebab", "camel", "pascal"; "flat" for one lower word."""
    if "_" in name:
        return "snake"
    if "-" in name:
        return "kebab"
    if name[:1].isupper():
        return "pascal"
    return "camel" if any(letter.isupper() for letter in name) else "flat"


def is_plural(name: str) -> bool:
    """True if the last word is a plural that is not its own singular."""
    parts = words(name)
    return bool(parts) and plural(name) == "_".join(parts) != singular(name)
