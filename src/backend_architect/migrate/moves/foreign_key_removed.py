"""A foreign key that is no longer wanted.

When
    A foreign key is removed from a table that stays, or closes a circle of tables that go.
How
    DROP CONSTRAINT in expand, for the release of the switch may write what it forbids; in contract
    if its columns go or change their name.
Locks
    ACCESS EXCLUSIVE on both tables for a moment.
Way back
    ADD CONSTRAINT, which reads the table under its lock and is refused if rows have come that
    break it.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from backend_architect.migrate.belonging import lone_removal
from backend_architect.migrate.constraints import dropped
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import ForeignKey


@move(takes=lambda crossing: lone_removal(crossing, ForeignKey))
def foreign_key_removed(crossing: Crossing) -> Steps:
    """DROP CONSTRAINT."""
    assert isinstance(crossing.removed, ForeignKey)  # noqa: S101  # narrows: `takes` said so
    yield from dropped(crossing, crossing.removed, "foreign-key-removed")
