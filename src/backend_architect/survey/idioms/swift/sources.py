"""Which Swift files are a program's own."""

from __future__ import annotations

import re

_TESTS = re.compile(r"(?:^|/)(?:\w*Tests|TestHelpers|TestUtils)/|Tests\.swift\Z")


def is_test(path: str) -> bool:
    """True for files of test targets, which lie below `Tests`."""
    return bool(_TESTS.search(path))
