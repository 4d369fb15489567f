"""A check of a table that is there.

When
    A check constraint is added to an existing table.
How
    ADD CONSTRAINT NOT VALID in expand (new and changed rows are bound at once), VALIDATE
    CONSTRAINT in backfill (old rows are read).
Locks
    ACCESS EXCLUSIVE for a moment; VALIDATE takes SHARE UPDATE EXCLUSIVE: readers and writers go on.
Way back
    DROP CONSTRAINT; nothing is lost.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.languages.postgresql.names import constraint_name
from backend_architect.migrate.belonging import lone_addition
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Check
from backend_architect.model.route import Step

_MOVE = "check-added"


@move(takes=lambda crossing: lone_addition(crossing, Check))
def check_added(crossing: Crossing) -> Steps:
    """NOT VALID first, validated later."""
    model, check = crossing.to_be, crossing.added
    assert isinstance(check, Check)  # noqa: S101  # narrows: `takes` said so
    name = constraint_name(model, check)
    known = {column.id for column in model.columns_of(check.table)} <= {
        column.id for column in crossing.as_is.columns_of(check.table)
    }
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=check.id,
            doc=f"Bind new and changed rows to {name}.",
            up=write.add_constraint(model, check, not_valid=True),
            down=write.drop_constraint(model, check),
            needs=doubts.violations(model, check) if known else "",
            risk=f"From then on code that breaks {name} is refused, and so is any change of an old"
            " row that breaks it.",
        ),
    )
    yield (
        "backfill",
        Step(
            move=_MOVE,
            element=check.id,
            doc=f"Read the existing rows for {name}; readers and writers go on.",
            up=write.validate_constraint(model, check),
            apart=True,
            check=transition.constraint_is_valid(model, check),
        ),
    )
