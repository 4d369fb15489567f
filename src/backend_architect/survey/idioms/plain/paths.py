"""Paths as the frameworks of many small languages write them, in OpenAPI's form."""

from __future__ import annotations

import re

_COLON = re.compile(r"[:#](\w+)(?:\[[^\]/]*\]|\([^()/]*\)|<[^<>/]*>)?[?!]?")
_STAR = re.compile(r"\*(\w+)")
_TYPED = re.compile(r"<(\w+):(\w+)>")


def colon(path: str) -> str:
    """`/users/:id/*rest` is `/users/{id}/{rest}`."""
    return _STAR.sub(r"{\1}", _COLON.sub(r"{\1}", path))


def angle(path: str) -> str:
    """`/users/<id>`, `<id|[0-9]+>`, `<*rest>`: the name stands first or alone."""
    return re.sub(r"<[:*#]?(\w+)(?:[:|][^/]*?)?>(?=$|[^>])", r"{\1}", path)


def typed(path: str) -> str:
    """`/users/<int:id>` or `<int>`: the type stands first; those without a name are counted."""
    named = _TYPED.sub(r"{\2}", path)
    count = iter(range(1, 100))
    return re.sub(r"<\w+>", lambda _: f"{{param{next(count)}}}", named)


def below(*parts: str) -> str:
    """Pieces of a path with one slash between them."""
    pieces = [part.strip("/") for part in parts]
    return "/" + "/".join(piece for piece in pieces if piece)
