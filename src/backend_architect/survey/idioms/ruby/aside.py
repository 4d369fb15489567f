"""Files of a Ruby repository that serve nobody: tests, dummies for tests, templates."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"(?:^|/)(?:spec|test|tests|features|generators?|templates|dummy|sandbox|vendor/bundle)/"
)


def is_aside(path: str) -> bool:
    """Whether nothing in a file of this path is part of what runs."""
    return bool(_ASIDE.search(path))
