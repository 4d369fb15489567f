"""Where facts are kept between runs, so that an unchanged file is not read twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Store(Protocol):
    """Bytes by key. It may forget anything at any time, and never raises: a store that is broken,
    locked or full is an empty one."""

    def get(self, key: bytes) -> bytes | None:
        """What was put under the key, unchanged, or None."""

    def put_many(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep pairs of key and value; a later value replaces an earlier one."""

    def close(self) -> None:
        """Let go of files. Afterwards the store is empty."""
