"""A table has no primary key.

Why it matters
    Nothing keeps the same row from being there twice, no other table can refer to a row, logical
    replication cannot update it, and mappers cannot tell rows apart.
How it is found
    An SQL table whose columns were read has neither a primary key nor a unique key over columns
    that are always filled, which would do the same.
False alarm when
    The table only takes in what is read elsewhere (a staging table), or its key stands in a
    migration the survey could not read (see the gaps).
What to do
    A primary key over the columns that tell rows apart; for a table that links two others, both
    foreign keys together.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import sql_tables


@rule(severity="warning")
def missing_primary_key(model: Model) -> Iterator[Trouble]:
    """Tables whose rows nothing tells apart."""
    for table in sql_tables(model):
        filled = {column.id for column in model.columns_of(table) if not column.nullable}
        told = any(k.kind == "primary" or set(k.columns) <= filled for k in model.keys_of(table))
        if model.columns_of(table) and not told:
            yield Trouble(table.id, f"{table.name} has no primary key.")
