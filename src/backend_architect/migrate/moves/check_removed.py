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

from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.names import constraint_name
from backend_architect.migrate.belonging import columns_stay, lone_removal
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Check
from backend_architect.model.route import Step


@move(takes=lambda crossing: lone_removal(crossing, Check))
def check_removed(crossing: Crossing) -> Steps:
    """DROP CONSTRAINT."""
    model, constraint = crossing.as_is, crossing.removed
    assert isinstance(constraint, Check)  # noqa: S101  # narrows: `takes` said so
    name = constraint_name(model, constraint)
    yield (
        "expand" if columns_stay(crossing, constraint) else "contract",
        Step(
            move="check-removed",
            element=constraint.id,
            doc=f"Drop the constraint {name}.",
            up=write.drop_constraint(model, constraint),
            down=write.add_constraint(model, constraint),
            risk=f"The way back of {name} is refused if rows have come that break it.",
        ),
    )
