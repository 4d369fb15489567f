"""A table that gets another name or schema: the old name stays as a view for a while.

When
    A table of the as-is Model is in the to-be Model under another name (`renamed_from`).
How
    expand: RENAME, names of constraints and indexes that were made of the old name follow, and a
    view under the old name, which PostgreSQL lets the old release read and write like the table;
    all in one transaction. switch: the release that knows the new name. contract: the view goes.
    No row is copied, so there is nothing to backfill.
Locks
    ACCESS EXCLUSIVE for a moment.
Way back
    The view goes, the table takes its old name; nothing is lost in any phase.
Sources
    https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import constraint_name, index_name, table_name
from backend_architect.migrate.belonging import replacement
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.migrate.renames import carried
from backend_architect.model.data import Table
from backend_architect.model.route import Step

_MOVE = "table-renamed"
_RISK = (
    "A view is no table for everything: TRUNCATE, LOCK, COPY FROM, a row type and a foreign key"
    " by the old name fail; rights and row security on the view are its owner's."
)


@move(takes=lambda crossing: replacement(crossing, Table))
def table_renamed(crossing: Crossing) -> Steps:
    """Rename, and keep the old name as a view."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, Table)  # noqa: S101  # narrows
    assert isinstance(after, Table)  # noqa: S101  # narrows
    names = f"{table_name(before)} to {table_name(after)}"
    for up, down in (*_moved(before, after), *_parts(crossing, before, after)):
        step = Step(move=_MOVE, element=after.id, doc=f"Rename {names}.", up=up, down=down)
        yield "expand", step
    keep = transition.keep_old_name(crossing.as_is, before, after)
    drop = transition.drop_old_name(before)
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Keep {table_name(before)} readable and writable, as a view.",
            up=keep,
            down=drop,
            check=transition.table_is_there(after),
            risk=_RISK,
        ),
    )
    doc = f"Release code that knows {table_name(after)} only."
    yield "switch", Step(move=_MOVE, element=after.id, doc=doc)
    doc = f"Drop the view {table_name(before)}."
    gone = transition.table_is_gone(before)
    step = Step(move=_MOVE, element=after.id, doc=doc, up=drop, down=keep, check=gone)
    yield "contract", step


def _moved(before: Table, after: Table) -> Iterator[tuple[str, str]]:
    there = replace(before, schema=after.schema)
    if before.schema != after.schema:
        yield transition.move_table(before, there), transition.move_table(there, before)
    if before.name != after.name:
        yield write.rename_table(there, after), write.rename_table(after, there)


def _parts(crossing: Crossing, before: Table, after: Table) -> Iterator[tuple[str, str]]:
    """Constraints and indexes whose names were made of the table's."""
    old, new = crossing.as_is, carried(crossing.as_is, crossing.to_be)[0]
    constraints = [m.keys_of(t) + m.foreign_keys_of(t) + m.checks_of(t)
                   for m, t in ((old, before), (new, after))]  # fmt: skip
    for first, second in zip(*constraints, strict=True):
        names = constraint_name(old, first), constraint_name(new, second)
        if names[0] != names[1]:
            forth = transition.rename_constraint(after, *names)
            yield forth, transition.rename_constraint(after, *reversed(names))
    for left, right in zip(old.indexes_of(before), new.indexes_of(after), strict=True):
        names = index_name(old, left), index_name(new, right)
        if names[0] != names[1]:
            forth = transition.rename_index(after, *names)
            yield forth, transition.rename_index(after, *reversed(names))
