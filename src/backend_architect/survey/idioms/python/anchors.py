"""Anchors that tell a call with a path, or of a class, from the many other calls of that name.

An anchor must be in every file with a match, so all ways to begin the argument are listed.
"""

from __future__ import annotations

from string import ascii_letters, ascii_uppercase

_BREAKS = ("\n", "\r", " ", "(", "_")


def with_path(*names: str) -> tuple[str, ...]:
    """`.get("/users")`, `.get("")`, `.get(PATH)`, but not `.get("key")`: a route's path is empty,
    begins with a slash, or is no plain text."""
    begins = ('"/', "'/", '""', "''", *_BREAKS, *ascii_letters)
    return tuple(f".{name}({begin}" for name in names for begin in begins)


def with_class(*names: str) -> tuple[str, ...]:
    """`select(User)` and `select(users.c.id)`, but not `select("x")` or `select(self)`."""
    begins = ("\n", "\r", " ", *ascii_uppercase)
    return (
        ".c.",
        "select_from(",
        *(f"{name}({begin}" for name in names for begin in begins),
        *(f"{name}({inner}" for name in names for inner in ("func.", "sa.", "distinct(")),
    )
