"""An index on a table that is there.

When
    An index is added to an existing table.
How
    CREATE INDEX CONCURRENTLY, which runs outside any transaction.
Locks
    SHARE UPDATE EXCLUSIVE: readers and writers go on. It reads the table twice and waits for
    transactions older than itself.
Way back
    DROP INDEX CONCURRENTLY; nothing is lost.
Sources
    https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
"""

from __future__ import annotations

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.languages.postgresql.names import index_name
from backend_architect.migrate.belonging import lone_addition
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Index, Table
from backend_architect.model.route import Step

_RISK = (
    "A concurrent build waits for the oldest open transaction; when it fails it leaves an invalid"
    " index: drop it with DROP INDEX CONCURRENTLY and run the step again."
)


@move(takes=lambda crossing: lone_addition(crossing, Index))
def index_added(crossing: Crossing) -> Steps:
    """CREATE INDEX CONCURRENTLY."""
    model, index = crossing.to_be, crossing.added
    assert isinstance(index, Index)  # noqa: S101  # narrows: `takes` said so
    name, table = index_name(model, index), model.get(index.table, Table)
    yield (
        "expand",
        Step(
            move="index-added",
            element=index.id,
            doc=f"Build {name} while {table.name} is being read and written.",
            up=write.create_index(model, index, concurrently=True),
            down=write.drop_index(model, index, concurrently=True),
            transactional=False,
            needs=_needs(crossing, index),
            check=transition.index_is_valid(model, index),
            risk=_RISK,
        ),
    )


def _needs(crossing: Crossing, index: Index) -> str:
    columns = [column.removeprefix("-") for column in index.columns]
    if not index.unique or any(crossing.as_is.find(column) is None for column in columns):
        return ""
    return doubts.duplicates(crossing.to_be, index.table, columns, index.where)
