"""Points in time are stored without their time zone.

Why it matters
    PostgreSQL keeps what it is given and forgets whose clock it was. Servers or clients in another
    zone, and the hours when clocks change, read it as another moment.
How it is found
    A table known to be on PostgreSQL has columns of type `timestamp without time zone`; one finding
    for each table.
False alarm when
    Everything that reads and writes agrees on UTC, as some mappers do by themselves.
What to do
    `timestamp with time zone`; changing an existing column says in which zone its values were
    (`using created_at at time zone 'UTC'`).
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import is_postgres, listed, sql_tables


@rule(severity="info")
def timestamp_without_time_zone(model: Model) -> Iterator[Trouble]:
    """Tables on PostgreSQL with clock times of nobody's zone."""
    for table in sql_tables(model):
        found = [
            column.name
            for column in model.columns_of(table)
            if column.type.startswith("timestamp") and column.type.endswith("without time zone")
        ]
        if found and is_postgres(model, table):
            yield Trouble(table.id, f"{table.name} keeps no time zone with {listed(found)}.")
