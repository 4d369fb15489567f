"""Steps that checks and foreign keys have in common: dropping one, and putting one in its place."""

from __future__ import annotations

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import constraint_name
from backend_architect.migrate.belonging import columns_stay
from backend_architect.migrate.move import Crossing, Steps
from backend_architect.model.data import Check, ForeignKey
from backend_architect.model.route import Step


def dropped(crossing: Crossing, constraint: Check | ForeignKey, move: str) -> Steps:
    """DROP CONSTRAINT: at once, or with the columns it is over where those go."""
    model = crossing.as_is
    name = constraint_name(model, constraint)
    yield (
        "expand" if columns_stay(crossing, constraint) else "contract",
        Step(
            move=move,
            element=constraint.id,
            doc=f"Drop the constraint {name}.",
            up=write.drop_constraint(model, constraint),
            down=write.add_constraint(model, constraint),
            risk=f"The way back of {name} is refused if rows have come that break it.",
        ),
    )


def exchanged(
    crossing: Crossing, before: Check | ForeignKey, after: Check | ForeignKey, move: str
) -> Steps:
    """Out with the old, in with the new as NOT VALID, then VALIDATE.

    Where the columns are new ones (a rename), both stand side by side until contract.
    """
    model = crossing.to_be
    old, new = constraint_name(crossing.as_is, before), constraint_name(model, after)
    side_by_side = old != new and not columns_stay(crossing, before)
    yield (
        "contract" if side_by_side else "expand",
        Step(
            move=move,
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
            move=move,
            element=after.id,
            doc=f"Bind new and changed rows to the new {new}.",
            up=write.add_constraint(model, after, not_valid=True),
            down=write.drop_constraint(model, after),
        ),
    )
    yield (
        "backfill",
        Step(
            move=move,
            element=after.id,
            doc=f"Read the existing rows for {new}; readers and writers go on.",
            up=write.validate_constraint(model, after),
            apart=True,
            check=transition.constraint_is_valid(model, after),
        ),
    )
