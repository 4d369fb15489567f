"""What a move is: one kind of change made safely, with its way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backend_architect.model.architecture import Model
from backend_architect.model.changes import Added, Altered, Change, Removed
from backend_architect.model.element import Element
from backend_architect.model.route import PhaseKind, Step

SHELF = "backend_architect.migrate.moves"


@dataclass(frozen=True)
class Crossing:
    """One change with the two Models it stands between.

    In `as_is` the tables already bear the ids and names they have in `to_be`: tables are renamed
    before anything else, and what follows speaks of them by their new names. Only the move that
    renames a table sees the Model as it was.
    """

    change: Change
    as_is: Model
    to_be: Model

    @property
    def added(self) -> Element | None:
        """The element that comes, or None."""
        return self.change.after if isinstance(self.change, Added) else None

    @property
    def removed(self) -> Element | None:
        """The element that goes, or None."""
        return self.change.before if isinstance(self.change, Removed) else None

    @property
    def altered(self) -> tuple[Element, Element] | None:
        """The element as it was and as it becomes, or None."""
        change = self.change
        return (change.before, change.after) if isinstance(change, Altered) else None


Steps = Iterator[tuple[PhaseKind, Step]]
Takes = Callable[[Crossing], bool]
Makes = Callable[[Crossing], Steps]


@dataclass(frozen=True)
class Move:
    """One item of the shelf. Exactly one move takes each change."""

    slug: str
    takes: Takes
    makes: Makes


def move(*, takes: Takes) -> Callable[[Makes], Move]:
    """Make a move of the decorated function; its name is the slug."""

    def make(makes: Makes) -> Move:
        return Move(makes.__name__.replace("_", "-"), takes, makes)

    return make
