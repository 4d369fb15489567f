"""The migrations run on tables that hold rows, and the way back restores what was there.

Claim
    Every migration goes up on tables that hold rows, and the way back restores the schema and
    leaves every row as it was.
Method
    The as-is tables are created on PostgreSQL 18 and filled with made-up rows that keep types,
    keys and checks. The steps run in order, those of a phase that may in one transaction; then all
    are taken back in reverse order. The normalised catalog afterwards equals the one before, and so
    does the checksum over the rows of every table, but for those of steps that say themselves that
    they cannot be taken back. Inside transactions the locks on existing tables are read from
    pg_locks.
What a pass does not show
    How long a step takes on the production tables, nor what it does under their load. Rows that
    break today what the new schema asks for: the preconditions of the phases count them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from backend_architect.model.element import Json
from backend_architect.model.route import Step
from backend_architect.ports.lab import Catalog, Database, Lab
from backend_architect.verify.ground import Ground, lay_as_is, touched_tables
from backend_architect.verify.likeness import catalogs_differ
from backend_architect.verify.mutants import with_steps
from backend_architect.verify.passage import (
    Lock,
    StepRefused,
    go_down,
    go_up,
    refusal,
    up_steps,
)
from backend_architect.verify.rows import Filling, fill
from backend_architect.verify.trial import Design, Tried, trial

#: Rows in each table: enough to differ, few enough to be quick.
ROWS = 300

Sums = dict[str, tuple[int, str]]


def _no_way_back(design: Design) -> Design:
    """The first step forgets its way back, but still claims to have one."""
    first = up_steps(design.route)[0]
    return with_steps(
        design, lambda step: msgspec.structs.replace(step, down="") if step == first else step
    )


@dataclass(frozen=True)
class _Trip:
    """What was seen on the way there and back."""

    ground: Ground
    filling: Filling
    locks: tuple[Lock, ...]
    left: tuple[Step, ...]
    catalogs: tuple[Catalog, Catalog]
    sums: tuple[Sums, Sums]
    moved: frozenset[str]


@trial(mutant=_no_way_back)
def migrations_go_up_and_down(design: Design, lab: Lab) -> Tried | None:
    """Fill, go up, go down, compare."""
    if not touched_tables(design) or not up_steps(design.route):
        return None
    with lab.cluster() as cluster, cluster.database() as database:
        ground = lay_as_is(database, design)
        filling = fill(database, ground.model, ground.tables, ROWS, ground.absent)
        try:
            trip = _travel(database, design, ground, filling)
        except StepRefused as refused:
            return refusal(refused, design, ground)
    return _judged(design, trip)


def _travel(database: Database, design: Design, ground: Ground, filling: Filling) -> _Trip:
    catalog, sums = database.catalog(), database.row_checksums()
    locks = go_up(database, design.route, (table.name for table in ground.tables))
    above = database.row_checksums()
    left = go_down(database, design.route)
    return _Trip(
        ground, filling, locks, left,
        catalogs=(catalog, database.catalog()),
        sums=(sums, database.row_checksums()),
        moved=frozenset(name for name in sums if above.get(name) != sums[name]),
    )  # fmt: skip


def _judged(design: Design, trip: _Trip) -> Tried:
    final = [step for step in up_steps(design.route) if not step.reversible]
    differing = () if any(not s.reversible for s in trip.left) else catalogs_differ(*trip.catalogs)
    lost = _lost(design, trip, final)
    details = (*differing, *(f"{name}: its rows are not as before." for name in lost))
    details += (*_told(design, trip, final), *trip.ground.sentences)
    figures = _figures(design, trip, final)
    broken = [step for step in trip.left if step.reversible]
    if broken or differing or lost:
        reason = _why(broken, differing, lost)
        return Tried("refuted", reason, figures, details)
    if trip.filling.empty and not trip.filling.filled:
        return Tried("not proven", "No existing table could be filled with rows.", figures, details)
    return Tried("proven", figures=figures, details=details, repeat=_script(design))


def _lost(design: Design, trip: _Trip, final: list[Step]) -> list[str]:
    """The tables whose rows are not as before, without those of irreversible steps."""
    given_up = {_table_of(design, step) for step in final}
    before, after = trip.sums
    names = {table.name for table in trip.ground.tables if table.id not in given_up}
    return sorted(
        name
        for name in before
        if after.get(name) != before[name] and name.rpartition(".")[2] in names
    )


def _table_of(design: Design, step: Step) -> str:
    element = design.as_is.find(step.element) or design.to_be.find(step.element)
    return str(getattr(element, "table", step.element))


def _why(broken: list[Step], differing: tuple[str, ...], lost: list[str]) -> str:
    if broken:
        return f"{broken[0].element}: the step says it can be taken back, but has no way back."
    parts = [f"{len(differing)} catalog entries"] * bool(differing)
    parts += [f"the rows of {', '.join(lost)}"] * bool(lost)
    return f"After the way back {' and '.join(parts)} differ from before."


def _figures(design: Design, trip: _Trip, final: list[Step]) -> dict[str, Json]:
    steps = up_steps(design.route)
    return {
        "steps up": len(steps),
        "steps down": len(steps) - len(trip.left),
        "irreversible steps": len(final),
        "tables with rows": len(trip.filling.filled),
        "rows": sum(trip.filling.filled.values()),
    }


def _told(design: Design, trip: _Trip, final: list[Step]) -> Iterator[str]:
    for lock in trip.locks:
        yield f"{lock.step.doc} Holds {lock.mode} on {lock.table}."
    outside = [step for step in up_steps(design.route) if not step.transactional]
    for step in outside:
        yield f"{step.doc} Runs outside a transaction."
    for step in final:
        yield f"{step.doc} Not reversible: {step.loss or 'its way back restores no data.'}"
    names = {table.id: table.name for table in trip.ground.tables}
    for table, why in sorted(trip.filling.empty.items()):
        yield f"{names.get(table, table)}: no rows could be made ({why})."
    if trip.moved:
        yield f"Rows that look otherwise meanwhile: {', '.join(sorted(trip.moved))}."


def _script(design: Design) -> str:
    return "\n".join(step.up for step in up_steps(design.route))
