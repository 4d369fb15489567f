"""Rows are looked for by columns that no index begins with.

Why it matters
    Every such query reads the whole table. It is quick in development and gets slower with every
    row in production.
How it is found
    A query in the code, or an endpoint's filter or order, compares columns of a table of which no
    key or unconditional index begins with any of them; or it hands out a limited list in an order
    no index has. Filters by flags and states alone are left out, for an index seldom helps
    them; so are tables planned with at most 10,000 rows, seeds, tests and scripts, and
    foreign keys, of which `unindexed-foreign-key` speaks.
False alarm when
    The table stays small, or the comparison is one that an ordinary index does not serve
    (a substring, a function of the column).
What to do
    Create an index over the compared columns, followed by those of the order.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.measures.access import AccessPath, of_operation, of_query, served_by
from backend_architect.measures.volume import tells_apart
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table
from backend_architect.model.element import Json
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import column_names, runs_rarely, sql_tables

#: A table of so few rows is read as a whole in a few milliseconds.
SMALL = 10_000


@rule(severity="warning")
def unindexed_filter(model: Model) -> Iterator[Trouble]:
    """Filters and orders that no index serves, each combination of columns once."""
    large = {table.id: table for table in sql_tables(model) if (table.rows or SMALL + 1) > SMALL}
    served = (query for query in model.queries if not runs_rarely(query))
    queries = (path for query in served for path in of_query(query))
    endpoints = (path for operation in model.operations for path in of_operation(model, operation))
    seen: set[tuple[str, frozenset[str]]] = set()
    for path in (*queries, *endpoints):
        key = path.table, frozenset(path.equals or path.sorts)
        if path.table in large and key not in seen and _reads_all(model, path):
            seen.add(key)
            yield Trouble(path.cause, _sentence(model, large[path.table], path), _measure(path))


def _reads_all(model: Model, path: AccessPath) -> bool:
    if served_by(model, path):
        return False
    if not path.equals:
        return bool(path.sorts) and path.limit is not None
    if any(set(key.columns) == set(path.equals) for key in model.foreign_keys_of(path.table)):
        return False
    return any(tells_apart(model.get(column, Column)) for column in path.equals)


def _sentence(model: Model, table: Table, path: AccessPath) -> str:
    names = ", ".join(column_names(model, path.equals or path.sorts))
    act = "looked for by" if path.equals else "sorted for a page by"
    return f"Rows of {table.name} are {act} ({names}), and no index begins with any of them."


def _measure(path: AccessPath) -> dict[str, Json]:
    return {"columns": [*path.equals, *(path.sorts if path.limit is not None else ())]}
