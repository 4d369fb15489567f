"""A place for what is expensive to find out again. Losing it costs time, never a result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Store(Protocol):
    """Bytes by key. What was put may be forgotten at any time."""

    def get(self, key: bytes) -> bytes | None:
        """What was put under the key, or None."""

    def put_many(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep these values under their keys."""
