"""A phase's SQL cut into sheets: what runs in one transaction, and what must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from backend_architect.measures.naming import spelled
from backend_architect.migrate.tool import Sheet
from backend_architect.model.architecture import Model
from backend_architect.model.data import Table
from backend_architect.model.route import PhaseKind, Step

#: Letters of a subject, so that file names stay short.
LONGEST = 40


def batches(steps: Iterable[Step], *, alone: bool) -> Iterator[tuple[Step, ...]]:
    """The steps with SQL, in runs of one kind: inside or outside a transaction.

    A step that is `apart` begins a new run, unless it follows another such step. With `alone`,
    every step that refuses a transaction is a run of its own.
    """
    run: list[Step] = []
    for step in steps:
        if not step.up:
            continue
        if run and not _joins(run[-1], step, alone=alone):
            yield tuple(run)
            run = []
        run.append(step)
    if run:
        yield tuple(run)


def _joins(last: Step, step: Step, *, alone: bool) -> bool:
    if last.transactional != step.transactional or (alone and not step.transactional):
        return False
    return not step.apart or last.apart


def sheets(
    phases: Iterable[tuple[PhaseKind, str, tuple[Step, ...]]], models: tuple[Model, Model],
    *, alone: bool,
) -> tuple[Sheet, ...]:  # fmt: skip
    """All sheets of a route, in order. `phases` are (kind, goal, steps)."""
    made: list[Sheet] = []
    for kind, goal, steps in phases:
        for run in batches(steps, alone=alone):
            subject = _subject(kind, run, models)
            taken = sum(sheet.subject.removesuffix(f"_{sheet.number}") == subject for sheet in made)
            number = len(made) + 1
            unique = f"{subject}_{number}" if taken else subject
            made.append(Sheet(kind, goal, unique, number, run, made[-1] if made else None))
    return tuple(made)


def _subject(kind: PhaseKind, run: tuple[Step, ...], models: tuple[Model, Model]) -> str:
    """The phase and the tables it is about: "expand_carts_cart_items"."""
    names = dict.fromkeys(
        re.sub(r"[^a-z0-9_]+", "_", spelled(table.name, "snake").lower()).strip("_")
        for step in run
        if (table := table_of(step, models)) is not None
    )
    subject: str = kind
    for name in names:
        if name and len(f"{subject}_{name}") <= LONGEST:
            subject = f"{subject}_{name}"
    return subject


def table_of(step: Step, models: tuple[Model, Model]) -> Table | None:
    """The table a step is about, in the Model where it is."""
    for model in models:
        element = model.find(step.element)
        table = element if isinstance(element, Table) else model.find(getattr(element, "table", ""))
        if isinstance(table, Table):
            return table
    return None
