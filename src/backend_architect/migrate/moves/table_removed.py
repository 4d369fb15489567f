"""A table that is no longer wanted, with everything that goes with it.

When
    A table, or a part of a table that goes itself.
How
    switch: the release that does not use it. contract: its indexes, then DROP TABLE without
    CASCADE, so that something forgotten stops it. A foreign key that closes a circle of tables that
    go is dropped before, by the move `foreign-key-removed`.
Locks
    ACCESS EXCLUSIVE on the table and on those its foreign keys refer to, for a moment.
Way back
    Until contract everything is there. After it the table comes back empty.
Sources
    https://www.postgresql.org/docs/current/sql-droptable.html
"""

from __future__ import annotations

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import table_name
from backend_architect.migrate.belonging import closing_keys, goes_with_table, in_sql
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Index, Table
from backend_architect.model.route import Step

_MOVE = "table-removed"


def _takes(crossing: Crossing) -> bool:
    table = isinstance(crossing.removed, Table)
    return in_sql(crossing) and (table or goes_with_table(crossing))


@move(takes=_takes)
def table_removed(crossing: Crossing) -> Steps:
    """Stop using it, drop it."""
    match crossing.removed:
        case Table() as table:
            doc = f"Release code that does not use {table_name(table)}."
            yield "switch", Step(move=_MOVE, element=table.id, doc=doc)
            yield "contract", _drop(crossing, table)
        case Index() as index:
            model = crossing.as_is
            doc = f"Drop an index of {table_name(model.get(index.table, Table))} before the table."
            up, down = write.drop_index(model, index), write.create_index(model, index)
            yield "contract", Step(move=_MOVE, element=index.id, doc=doc, up=up, down=down)


def _drop(crossing: Crossing, table: Table) -> Step:
    model = crossing.as_is
    late = closing_keys(model, crossing.to_be)
    keys = [key for key in model.foreign_keys_of(table) if key not in late]
    name = table_name(table)
    return Step(
        move=_MOVE,
        element=table.id,
        doc=f"Drop {name}.",
        up=write.drop_table(table),
        down=write.create_table(model, table, foreign_keys=keys),
        reversible=False,
        check=transition.table_is_gone(table),
        loss=f"The rows of {name} are gone for good.",
    )
