"""A foreign key that becomes another.

When
    A foreign key of an existing table is altered: its columns, its target, its ON DELETE, its name.
How
    In one transaction of expand the old one goes and the new one comes as NOT VALID, so that new
    rows are never unbound; in backfill it is validated. Where its columns are new ones (a rename),
    the new one comes in expand and the old one goes in contract. One that comes to refer to a new
    column is two changes, and not this move's.
Locks
    ACCESS EXCLUSIVE or SHARE ROW EXCLUSIVE for a moment; VALIDATE lets readers and writers go on.
Way back
    The old one is added again, which is refused if rows have come that break it.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from backend_architect.migrate.belonging import replacement
from backend_architect.migrate.constraints import exchanged
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import ForeignKey


@move(takes=lambda crossing: replacement(crossing, ForeignKey))
def foreign_key_replaced(crossing: Crossing) -> Steps:
    """Out with the old, in with the new, validate."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, ForeignKey)  # noqa: S101  # narrows
    assert isinstance(after, ForeignKey)  # noqa: S101  # narrows
    yield from exchanged(crossing, before, after, "foreign-key-replaced")
