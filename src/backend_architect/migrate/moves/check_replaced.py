"""A check that becomes another.

When
    A check of an existing table is altered: its expression or its name.
How
    In one transaction of expand the old one goes and the new one comes as NOT VALID, so that new
    rows are never unbound; in backfill it is validated. Where its columns are new ones (a rename),
    the new one comes in expand and the old one goes in contract.
Locks
    ACCESS EXCLUSIVE or SHARE ROW EXCLUSIVE for a moment; VALIDATE lets readers and writers go on.
Way back
    The old one is added again, which is refused if rows have come that break it.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import constraint_name
from backend_architect.migrate.belonging import columns_stay, replacement
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Check
from backend_architect.model.route import Step

_MOVE = "check-replaced"


@move(takes=lambda crossing: replacement(crossing, Check))
def check_replaced(crossing: Crossing) -> Steps:
    """Out with the old, in with the new, validate."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, Check)  # noqa: S101  # narrows
    assert isinstance(after, Check)  # noqa: S101  # narrows
    model = crossing.to_be
    old, new = constraint_name(crossing.as_is, before), constraint_name(model, after)
    waits = old != new and not columns_stay(crossing, before)
    yield (
        "contract" if waits else "expand",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Drop the old {old}.",
            up=write.drop_constraint(crossing.as_is, before),
            down=write.add_constraint(crossing.as_is, before),
            risk=f"The way back to the old {old} is refused if rows have come that break it.",
        ),
    )
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Bind new and changed rows to the new {new}.",
            up=write.add_constraint(model, after, not_valid=True),
            down=write.drop_constraint(model, after),
        ),
    )
    yield (
        "backfill",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Read the existing rows for {new}; readers and writers go on.",
            up=write.validate_constraint(model, after),
            apart=True,
            check=transition.constraint_is_valid(model, after),
        ),
    )
