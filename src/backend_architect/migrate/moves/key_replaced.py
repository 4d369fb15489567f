"""A key that becomes another: other columns, another kind or another name.

When
    A key of an existing table is altered.
How
    Only the name: RENAME CONSTRAINT in expand. Otherwise the unique index of the new key is built
    concurrently in expand, and in contract the old constraint goes and the new one adopts it.
Locks
    ACCESS EXCLUSIVE for a moment. Refused while a foreign key refers to the old key.
Way back
    The old constraint is added again, which reads the table under ACCESS EXCLUSIVE.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html
"""

from __future__ import annotations

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.languages.postgresql.names import constraint_name, object_name
from backend_architect.migrate.belonging import replacement, shape
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Key, Table
from backend_architect.model.route import Step

_MOVE = "key-replaced"


@move(takes=lambda crossing: replacement(crossing, Key))
def key_replaced(crossing: Crossing) -> Steps:
    """Build the index, then change over."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, Key)  # noqa: S101  # narrows
    assert isinstance(after, Key)  # noqa: S101  # narrows
    old, new = constraint_name(crossing.as_is, before), constraint_name(crossing.to_be, after)
    if shape(crossing.as_is, before)[1:] != shape(crossing.to_be, after)[1:]:
        yield from _anew(crossing, before, after)
        return
    table = crossing.to_be.get(after.table, Table)
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Rename the constraint {old} to {new}.",
            up=transition.rename_constraint(table, old, new),
            down=transition.rename_constraint(table, new, old),
        ),
    )


def _anew(crossing: Crossing, before: Key, after: Key) -> Steps:
    model = crossing.to_be
    name = constraint_name(model, after)
    meanwhile = object_name(name, "", "new")
    known = all(crossing.as_is.find(id) for id in after.columns)
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Build the unique index of the new {name} while the table is in use.",
            up=transition.unique_index(model, after, meanwhile),
            down=transition.drop_unique_index(model, after, meanwhile),
            transactional=False,
            needs=doubts.duplicates(model, after.table, after.columns) if known else "",
        ),
    )
    yield (
        "contract",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Drop the constraint {constraint_name(crossing.as_is, before)}.",
            up=write.drop_constraint(crossing.as_is, before),
            down=write.add_constraint(crossing.as_is, before),
        ),
    )
    yield (
        "contract",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Let the new {name} adopt its index.",
            up=write.add_key_using_index(model, after, meanwhile),
            down=write.drop_constraint(model, after),
            check=transition.constraint_is_valid(model, after),
        ),
    )
