"""A key counts in 32 bits or less, and its numbers may run out.

Why it matters
    An integer ends at 2,147,483,647 (a smallint at 32,767); failed inserts and deleted rows use
    numbers up, too. When they are gone every insert fails, and changing the type of a large table
    and of all that refers to it takes long.
How it is found
    A primary key of one column of type integer or smallint, where the rows to plan for reach a
    tenth of the type's end. Where nobody says how many rows there will be, one finding for the
    store tells how many such tables it has.
False alarm when
    The table stays small for good.
What to do
    bigint for new tables; for a large existing one a new column, filled in batches and switched.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import listed, sql_tables

_ENDS = {"smallint": 32_767, "integer": 2_147_483_647}


@rule(severity="info")
def integer_key_too_small(model: Model) -> Iterator[Trouble]:
    """Tables that come near the end of their key, and how many could."""
    unknown: dict[str, list[str]] = {}
    for table in sql_tables(model):
        type = _key_type(model, table)
        if type and table.rows is None:
            unknown.setdefault(table.store, []).append(table.name)
        elif type and (table.rows or 0) * 10 >= _ENDS[type]:
            message = f"{table.name} counts by {type}, which ends at {_ENDS[type]:,}."
            yield Trouble(table.id, message, {"rows": table.rows, "end": _ENDS[type]})
    for store, names in sorted(unknown.items()):
        verb = "counts" if len(names) == 1 else "count"
        message = f"{listed(names)} {verb} by 32 bits or less, and nobody says how many rows come."
        yield Trouble(store, message, {"tables": len(names)})


def _key_type(model: Model, table: Table) -> str:
    key = model.primary_key_of(table)
    column = model.find(key.columns[0]) if key and len(key.columns) == 1 else None
    references = {each for fk in model.foreign_keys_of(table) for each in fk.columns}
    counts = isinstance(column, Column) and column.id not in references
    return column.type if counts and isinstance(column, Column) and column.type in _ENDS else ""
