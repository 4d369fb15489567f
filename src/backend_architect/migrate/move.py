"""What a move is: one kind of change made safely, with its way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backend_architect.model.architecture import Model
from backend_architect.model.changes import Change
from backend_architect.model.route import PhaseKind, Step

SHELF = "backend_architect.migrate.moves"


@dataclass(frozen=True)
class Crossing:
    """One change with the two Models it stands between."""

    change: Change
    as_is: Model
    to_be: Model


Steps = Iterator[tuple[PhaseKind, Step]]
Takes = Callable[[Crossing], bool]
Makes = Callable[[Crossing], Steps]


@dataclass(frozen=True)
class Move:
    """One item of the shelf. Exactly one move takes each change that touches stored data."""

    slug: str
    takes: Takes
    makes: Makes


def move(*, takes: Takes) -> Callable[[Makes], Move]:
    """Make a move of the decorated function; its name is the slug."""

    def make(makes: Makes) -> Move:
        return Move(makes.__name__.replace("_", "-"), takes, makes)

    return make
