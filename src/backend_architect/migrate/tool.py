"""What a migration tool is: how a repository's own tool wants steps written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile, PhaseKind, Step

SHELF = "backend_architect.migrate.tools"


@dataclass(frozen=True)
class Sheet:
    """Steps that are applied together: one version, revision or change set of a tool.

    Either all of them run in one transaction, or each of them outside any. `number` counts the
    sheets of a route from 1; `previous` is the sheet before. `subject` is a short name in lower
    case with underscores; it is unique within a route.
    """

    kind: PhaseKind
    goal: str
    subject: str
    number: int
    steps: tuple[Step, ...]
    previous: Sheet | None = None

    @property
    def transactional(self) -> bool:
        """Whether the steps run in a transaction."""
        return all(step.transactional for step in self.steps)

    @property
    def ups(self) -> tuple[Step, ...]:
        """The steps in order."""
        return self.steps

    @property
    def downs(self) -> tuple[Step, ...]:
        """The steps that have SQL for their way back, in the order of the way back."""
        return tuple(step for step in reversed(self.steps) if step.down)


Writes = Callable[[Sheet, Model], tuple[MigrationFile, ...]]


@dataclass(frozen=True)
class Tool:
    """One item of the shelf; its slug is a value of the convention "migration-tool".

    `writes(sheet, as_is)` gives a sheet as the tool's files; nothing in it may depend on a clock.
    `alone` is True for tools that send a file as one query, so that a statement which refuses a
    transaction must be the only one of its file.
    """

    slug: str
    alone: bool
    writes: Writes


def tool(*, alone: bool = False) -> Callable[[Writes], Tool]:
    """Make a tool of the decorated function; its name is the slug."""

    def make(writes: Writes) -> Tool:
        return Tool(writes.__name__.replace("_", "-"), alone, writes)

    return make
