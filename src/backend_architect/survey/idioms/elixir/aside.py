"""Files of an Elixir repository that serve nobody."""

from __future__ import annotations

import re

_ASIDE = re.compile(r"(?:^|/)(?:test|deps|_build|templates)/|_test\.exs\Z")


def is_aside(path: str) -> bool:
    """Whether nothing in a file of this path is part of what runs."""
    return bool(_ASIDE.search(path))
