"""The way from what is to what shall be, in phases that each have a way back."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Noun

PhaseKind: TypeAlias = Literal["expand", "backfill", "switch", "contract"]


class Step(Noun, frozen=True, kw_only=True):
    """One act. `up` and `down` are SQL (empty for an act on code); `element` is what it is about.

    `transactional` is False for statements PostgreSQL refuses inside a transaction.
    `reversible` is False when `down` cannot bring back what `up` took. `apart` is True for a step
    that must not run under the locks of the steps before it: it begins a transaction of its own.
    `needs` says what must hold before and `check` is SQL that shows it is done (true when it is);
    `risk` is what can go wrong meanwhile, and `loss` what is gone after `up` for good.
    """

    move: str
    element: str
    doc: str
    up: str = ""
    down: str = ""
    transactional: bool = True
    reversible: bool = True
    apart: bool = False
    needs: str = ""
    check: str = ""
    risk: str = ""
    loss: str = ""


class MigrationFile(Noun, frozen=True, kw_only=True):
    """The same steps in the form of the repository's own migration tool. `path` is where that tool
    would look for it."""

    tool: str
    path: str
    text: str


class Phase(Noun, frozen=True, kw_only=True):
    """Steps that are released together."""

    kind: PhaseKind
    goal: str
    precondition: str
    steps: tuple[Step, ...]
    check: str
    way_back: str
    irreversible: str
    days: float = 1.0
    risks: tuple[str, ...] = ()
    files: tuple[MigrationFile, ...] = ()


class Route(Noun, frozen=True, kw_only=True):
    """The phases in order."""

    phases: tuple[Phase, ...]

    def steps(self) -> tuple[Step, ...]:
        """All steps in the order they are taken."""
        return tuple(step for phase in self.phases for step in phase.steps)
