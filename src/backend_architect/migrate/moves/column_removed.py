"""A column that is no longer wanted.

When
    A column is removed from a table that stays.
How
    expand: NOT NULL goes where no default fills the column, so that a release which does not know
    it can insert. switch: the release that neither reads nor writes it. contract: DROP COLUMN.
Locks
    ACCESS EXCLUSIVE for a moment each.
Way back
    Until contract everything is there. After it the column comes back empty: its values only from
    a backup.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from msgspec.structs import replace

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import table_name
from backend_architect.migrate.belonging import lone_removal
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Column, Table
from backend_architect.model.route import Step

_MOVE = "column-removed"


@move(takes=lambda crossing: lone_removal(crossing, Column))
def column_removed(crossing: Crossing) -> Steps:
    """Free it, stop using it, drop it."""
    model, column = crossing.as_is, crossing.removed
    assert isinstance(column, Column)  # noqa: S101  # narrows: `takes` said so
    table = table_name(model.get(column.table, Table))
    freed = column.nullable or bool(column.default) or column.identity
    free = replace(column, nullable=True)
    if not freed:
        yield (
            "expand",
            Step(
                move=_MOVE,
                element=column.id,
                doc=f"Let rows of {table} come without {column.name}.",
                up=write.set_nullable(model, free),
                down=write.set_nullable(model, column),
                risk=f"The way back is refused once rows have come without {column.name}.",
            ),
        )
    doc = f"Release code that neither reads nor writes {column.name} of {table}."
    yield "switch", Step(move=_MOVE, element=column.id, doc=doc)
    yield (
        "contract",
        Step(
            move=_MOVE,
            element=column.id,
            doc=f"Drop {column.name} of {table}.",
            up=write.drop_column(model, column),
            down=write.add_column(model, column if freed else free),
            reversible=False,
            check=transition.column_is_gone(model, column),
            loss=f"The values of {column.name} in {table} are gone for good.",
        ),
    )
