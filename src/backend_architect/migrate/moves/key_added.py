"""A primary key or unique constraint of a table that is there.

When
    A key is added to an existing table.
How
    A unique index is built concurrently; then the constraint adopts it, which reads nothing. The
    constraint of a primary key waits for contract: the old one must be gone, its columns filled.
Locks
    SHARE UPDATE EXCLUSIVE while the index is built, ACCESS EXCLUSIVE for a moment.
Way back
    DROP CONSTRAINT, which takes the index along; nothing is lost.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
"""

from __future__ import annotations

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.languages.postgresql.names import constraint_name, object_name
from backend_architect.migrate.belonging import lone_addition
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import Key
from backend_architect.model.route import Step

_MOVE = "key-added"
_RISK = (
    "A concurrent build fails at the first duplicate and leaves an invalid index: drop it with"
    " DROP INDEX CONCURRENTLY, mend the rows and run the step again."
)


@move(takes=lambda crossing: lone_addition(crossing, Key))
def key_added(crossing: Crossing) -> Steps:
    """Build the index, then adopt it."""
    model, key = crossing.to_be, crossing.added
    assert isinstance(key, Key)  # noqa: S101  # narrows: `takes` said so
    name = constraint_name(model, key)
    meanwhile = object_name(name, "", "new") if _is_taken(crossing, key, name) else name
    known = all(crossing.as_is.find(id) for id in key.columns)
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=key.id,
            doc=f"Build the unique index {meanwhile} while the table is in use.",
            up=transition.unique_index(model, key, meanwhile),
            down=transition.drop_unique_index(model, key, meanwhile),
            transactional=False,
            needs=doubts.duplicates(model, key.table, key.columns) if known else "",
            risk=_RISK,
        ),
    )
    yield (
        "contract" if key.kind == "primary" else "expand",
        Step(
            move=_MOVE,
            element=key.id,
            doc=f"Let the constraint {name} adopt the index.",
            up=write.add_key_using_index(model, key, meanwhile),
            down=write.drop_constraint(model, key),
            check=transition.constraint_is_valid(model, key),
        ),
    )


def _is_taken(crossing: Crossing, key: Key, name: str) -> bool:
    """Whether a key of the table that is on its way out has the name."""
    keys = crossing.as_is.keys_of(key.table)
    return any(constraint_name(crossing.as_is, each) == name for each in keys)
