"""An index that is no longer wanted.

When
    An index is removed from a table that stays.
How
    DROP INDEX CONCURRENTLY in contract: until then the old release can use it. Look at
    `pg_stat_user_indexes.idx_scan` on every server, replicas too, before.
Locks
    Waits for transactions that use the table; nobody waits for it.
Way back
    CREATE INDEX CONCURRENTLY; nothing but time is lost.
Sources
    https://www.postgresql.org/docs/current/sql-dropindex.html
"""

from __future__ import annotations

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import index_name
from backend_architect.migrate.belonging import lone_removal
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Index
from backend_architect.model.route import Step


@move(takes=lambda crossing: lone_removal(crossing, Index))
def index_removed(crossing: Crossing) -> Steps:
    """DROP INDEX CONCURRENTLY."""
    model, index = crossing.as_is, crossing.removed
    assert isinstance(index, Index)  # noqa: S101  # narrows: `takes` said so
    yield (
        "contract",
        Step(
            move="index-removed",
            element=index.id,
            doc=f"Drop the index {index_name(model, index)}.",
            up=write.drop_index(model, index, concurrently=True),
            down=write.create_index(model, index, concurrently=True),
            transactional=False,
            check=transition.index_is_gone(model, index),
            risk="A query that used the index reads the whole table from now on: look at"
            " pg_stat_user_indexes.idx_scan on every server before.",
        ),
    )
