"""A foreign key of a table that is there, or one that closes a circle of new tables.

When
    A foreign key is added to an existing table, or its new table and the table it refers to refer
    to one another.
How
    ADD CONSTRAINT NOT VALID in expand (new rows are bound at once), VALIDATE CONSTRAINT in
    backfill (old rows are read). Between new tables it is added plainly. Both wait for contract
    where it refers to a column that is new in an existing table: its rows are filled first, and
    its key is confirmed.
Locks
    SHARE ROW EXCLUSIVE on both tables, for a moment; VALIDATE takes SHARE UPDATE EXCLUSIVE on the
    table and ROW SHARE on the one it refers to: readers and writers go on.
Way back
    DROP CONSTRAINT; nothing is lost.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.languages.postgresql.names import table_name
from backend_architect.migrate.belonging import lone_addition, refers_to_new_column
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.data import ForeignKey, Table
from backend_architect.model.route import Step


@move(takes=lambda crossing: lone_addition(crossing, ForeignKey))
def foreign_key_added(crossing: Crossing) -> Steps:
    """NOT VALID first, validated later."""
    model, key = crossing.to_be, crossing.added
    assert isinstance(key, ForeignKey)  # noqa: S101  # narrows: `takes` said so
    is_old = crossing.as_is.find(key.table) is not None
    primary = model.primary_key_of(key.ref_table)
    late = is_old or (primary is not None and primary.columns == key.ref_columns)
    waits = late and refers_to_new_column(crossing, key)
    yield "contract" if waits else "expand", _bind(crossing, key, is_old=is_old)
    if is_old:
        yield (
            "contract" if waits else "backfill",
            Step(
                move="foreign-key-added",
                element=key.id,
                doc="Read the existing rows; readers and writers go on.",
                up=write.validate_constraint(model, key),
                apart=True,
                check=transition.constraint_is_valid(model, key),
            ),
        )


def _bind(crossing: Crossing, key: ForeignKey, *, is_old: bool) -> Step:
    model = crossing.to_be
    table, target = (table_name(model.get(id, Table)) for id in (key.table, key.ref_table))
    known = all(crossing.as_is.find(id) for id in (*key.columns, *key.ref_columns))
    return Step(
        move="foreign-key-added",
        element=key.id,
        doc=f"Bind new rows of {table} to rows of {target}.",
        up=write.add_foreign_key(model, key, not_valid=is_old),
        down=write.drop_constraint(model, key),
        needs=doubts.orphans(model, key) if is_old and known else "",
        check="" if is_old else transition.constraint_is_valid(model, key),
        risk=_risk(table, target) if is_old else "",
    )


def _risk(table: str, target: str) -> str:
    return (
        f"SHARE ROW EXCLUSIVE on {table} and {target} for a moment: writers queue behind it while"
        " it waits. From then on code that writes a reference to nowhere is refused."
    )
