"""Turns the difference of two Models into phases that each have a way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from backend_architect.errors import Defect
from backend_architect.migrate.belonging import refers_to_new_column
from backend_architect.migrate.move import SHELF, Crossing, Move
from backend_architect.migrate.order import Order, Rank
from backend_architect.migrate.phases import GOALS, phase
from backend_architect.migrate.renames import carried, renamed_tables
from backend_architect.migrate.sheets import sheets
from backend_architect.migrate.tool import SHELF as TOOLS
from backend_architect.migrate.tool import Tool
from backend_architect.model.architecture import Model
from backend_architect.model.changes import Added, Removed, diff
from backend_architect.model.data import ForeignKey
from backend_architect.model.route import MigrationFile, Phase, PhaseKind, Route, Step
from backend_architect.shelf import read_shelf

PHASES: tuple[PhaseKind, ...] = ("expand", "backfill", "switch", "contract")


def migrate(as_is: Model, to_be: Model) -> Route:
    """The way from one Model to the other; no phases if there is nothing to do.

    Raises `Defect` for a change that no move takes, or more than one.
    """
    made = _steps(as_is, to_be)
    taken: list[tuple[PhaseKind, tuple[Step, ...]]] = []
    for kind in PHASES:
        ranked = sorted(((rank, at, step) for at, (ofs, rank, step) in enumerate(made)
                         if ofs == kind), key=lambda each: each[:2])  # fmt: skip
        if ranked:
            taken.append((kind, tuple(step for _, _, step in ranked)))
    written = _files(as_is, to_be, taken)
    models = to_be, as_is
    return Route(
        phases=tuple(
            _with_files(phase(kind, steps, models), written.get(kind, ())) for kind, steps in taken
        )
    )


def crossings(as_is: Model, to_be: Model) -> tuple[Crossing, ...]:
    """Every change with the Models it stands between: renamed tables first, then the rest.

    A foreign key that comes to refer to a new column of an existing table is two changes: the old
    one must hold until the new column is filled and its key confirmed.
    """
    renames = [Crossing(change, as_is, to_be) for change in renamed_tables(as_is, to_be)]
    before, after = carried(as_is, to_be)
    rest = (Crossing(change, before, after) for change in diff(before, after).changes)
    return (*renames, *(part for crossing in rest for part in _parts(crossing)))


def _parts(crossing: Crossing) -> Iterator[Crossing]:
    before, after = crossing.altered or (None, None)
    if before and isinstance(after, ForeignKey) and refers_to_new_column(crossing, after):
        yield replace(crossing, change=Removed(before=before))
        yield replace(crossing, change=Added(after=after))
    else:
        yield crossing


def move_for(crossing: Crossing) -> Move:
    """The one move that takes the change. Raises `Defect` if there is none, or several."""
    takers: list[Move] = [each for each in read_shelf(SHELF, Move) if each.takes(crossing)]
    if len(takers) != 1:
        said = " and ".join(each.slug for each in takers) or "no move"
        raise Defect(f"{crossing.change.id}: the change is taken by {said}, not by one move.")
    return takers[0]


def _steps(as_is: Model, to_be: Model) -> list[tuple[PhaseKind, Rank, Step]]:
    order = Order(as_is, to_be)
    return [
        (kind, order.rank(kind, crossing), step)
        for crossing in crossings(as_is, to_be)
        for kind, step in move_for(crossing).makes(crossing)
    ]


# -- files


def tool_of(as_is: Model) -> Tool:
    """The repository's migration tool, or the one its framework brings along (Django); plain SQL
    where that is none on our shelf."""
    shelf: dict[str, Tool] = {each.slug: each for each in read_shelf(TOOLS, Tool)}
    said = as_is.convention("migration-tool")
    brought = sorted({service.framework for service in as_is.services} & shelf.keys())
    return shelf.get(said or "".join(brought[:1]), shelf["sql"])


def _files(
    as_is: Model, to_be: Model, taken: list[tuple[PhaseKind, tuple[Step, ...]]]
) -> dict[PhaseKind, tuple[MigrationFile, ...]]:
    tool = tool_of(as_is)
    written: dict[PhaseKind, tuple[MigrationFile, ...]] = {}
    goals = [(kind, GOALS[kind], steps) for kind, steps in taken]
    for sheet in sheets(goals, (to_be, as_is), alone=tool.alone):
        written[sheet.kind] = (*written.get(sheet.kind, ()), *tool.writes(sheet, as_is))
    return written


def _with_files(phase: Phase, files: tuple[MigrationFile, ...]) -> Phase:
    return msgspec.structs.replace(phase, files=files)
