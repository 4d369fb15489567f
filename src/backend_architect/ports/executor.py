"""Where many independent calculations are carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias, TypeVar

Input = TypeVar("Input")
Output = TypeVar("Output")

#: Called with how many of how many items are done; from the caller's thread.
Progress: TypeAlias = Callable[[int, int], None]


class Pool(Protocol):
    """One process or many, here or elsewhere: the results are the same."""

    def map(
        self,
        function: Callable[[Input], Output],
        items: Sequence[Input],
        progress: Progress | None = None,
    ) -> list[Output]:
        """The function of each item, in the items' order.

        Function, items and results must be picklable; the function stands at the top of a module.
        Raises what the function raised on the earliest item that failed, and `Unavailable` if a
        worker died.
        """
