"""Work done side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool(Protocol):
    """Applies a function to many items, in processes where that is worth it."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Sequence[Item],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> list[Result]:
        """The results in the order of the items. `function` and items must be picklable.

        `progress` hears how many of how many items are done.
        """
