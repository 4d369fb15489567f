"""A check that is no longer wanted.

When
    A check is removed from a table that stays.
How
    DROP CONSTRAINT in expand, for the release of the switch may write what it forbids; in contract
    if columns of the table go or change their name.
Locks
    ACCESS EXCLUSIVE for a moment.
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
from backend_architect.model.data import Check


@move(takes=lambda crossing: lone_removal(crossing, Check))
def check_removed(crossing: Crossing) -> Steps:
    """DROP CONSTRAINT."""
    assert isinstance(crossing.removed, Check)  # noqa: S101  # narrows: `takes` said so
    yield from dropped(crossing, crossing.removed, "check-removed")
