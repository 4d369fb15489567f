"""Routes that answer what no other route does: they tell of a missing page, or give the page of a
single-page application. Every path leads to them, so they are no operations."""

from __future__ import annotations

import re

_EVERYTHING = re.compile(
    r"/?(?:\*\w*|\(\.[*+]\)|\{\*\w+\}|\{/?\*\w+\}|:\w+\([^()]*\*\)\*?|\{\*\*?\w*\}|\{\w+:\.[*+]\})\Z"
)
_ANSWERS = re.compile(
    r"404|not[_ -]?found|sendfile|index\.html|does ?n[o']t exist|\bnext\(\s*new\b", re.IGNORECASE
)


def is_fallback(path: str | None, handler: str) -> bool:
    """True for a route of any path at all whose handler's text or name says it is the last
    resort."""
    return bool(path and _EVERYTHING.match(path) and _ANSWERS.search(handler))
