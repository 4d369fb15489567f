"""A new table, with everything that comes with it.

When
    A table, or a part of a table that is new itself: its columns, keys, checks and foreign keys
    stand in its CREATE TABLE, its indexes follow it in the same phase.
How
    CREATE TABLE, then plain CREATE INDEX: nobody waits for an empty table. A foreign key that
    closes a circle of new tables is the move `foreign-key-added`'s.
Locks
    A foreign key to an existing table takes SHARE ROW EXCLUSIVE on it: its writers wait for as
    long as the transaction lasts, and the transaction waits for the oldest writer.
Way back
    DROP TABLE. Rows written meanwhile are lost.
Sources
    https://www.postgresql.org/docs/current/explicit-locking.html
"""

from __future__ import annotations

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import index_name, table_name
from backend_architect.migrate.belonging import closing_keys, comes_with_table, in_sql
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Index, Table
from backend_architect.model.route import Step


def _takes(crossing: Crossing) -> bool:
    table = isinstance(crossing.added, Table)
    return in_sql(crossing) and (table or comes_with_table(crossing))


@move(takes=_takes)
def table_added(crossing: Crossing) -> Steps:
    """CREATE TABLE with its constraints, and its indexes."""
    match crossing.added:
        case Table() as table:
            yield "expand", _table(crossing, table)
        case Index() as index:
            yield "expand", _index(crossing, index)


def _table(crossing: Crossing, table: Table) -> Step:
    model = crossing.to_be
    late = closing_keys(model, crossing.as_is)
    keys = [key for key in model.foreign_keys_of(table) if key not in late]
    old = sorted(
        {
            table_name(model.get(key.ref_table, Table))
            for key in keys
            if crossing.as_is.find(key.ref_table) is not None
        }
    )
    waiting = f"Its foreign keys take SHARE ROW EXCLUSIVE on {', '.join(old)}: writers there wait"
    return Step(
        move="table-added",
        element=table.id,
        doc=f"Create the table {table.name} with its columns, keys and checks.",
        up=write.create_table(model, table, foreign_keys=keys),
        down=write.drop_table(table),
        check=transition.table_is_there(table),
        risk=f"{waiting} until the transaction ends. Set lock_timeout and try again." * bool(old),
    )


def _index(crossing: Crossing, index: Index) -> Step:
    model = crossing.to_be
    return Step(
        move="table-added",
        element=index.id,
        doc=f"Build {index_name(model, index)}; the new table is empty, so nobody waits.",
        up=write.create_index(model, index),
        down=write.drop_index(model, index),
        check=transition.index_is_valid(model, index),
    )
