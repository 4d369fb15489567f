"""A primary key or unique constraint that is no longer wanted.

When
    A key is removed from a table that stays.
How
    DROP CONSTRAINT in contract: until then upserts of the old release (ON CONFLICT) need it.
Locks
    ACCESS EXCLUSIVE for a moment. Refused while a foreign key refers to it.
Way back
    ADD CONSTRAINT, which reads the table under ACCESS EXCLUSIVE and is refused if duplicates have
    come.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.names import constraint_name
from backend_architect.migrate.belonging import lone_removal
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Key
from backend_architect.model.route import Step


@move(takes=lambda crossing: lone_removal(crossing, Key))
def key_removed(crossing: Crossing) -> Steps:
    """DROP CONSTRAINT."""
    model, key = crossing.as_is, crossing.removed
    assert isinstance(key, Key)  # noqa: S101  # narrows: `takes` said so
    name = constraint_name(model, key)
    yield (
        "contract",
        Step(
            move="key-removed",
            element=key.id,
            doc=f"Drop the constraint {name} with its index.",
            up=write.drop_constraint(model, key),
            down=write.add_constraint(model, key),
            risk=f"The way back of {name} locks the table while it reads it, and is refused if"
            " duplicates have come.",
        ),
    )
