"""An index that another one makes superfluous.

Why it matters
    Every write keeps it up to date, it takes memory from those that are used, and no query needs
    it.
How it is found
    An ordinary (not unique) index whose columns, in order, are all or the first of those of another
    index or key of the table, with the same condition and method. Of two equal ones
    only those written in the same file count: mapper and migration say the same index twice.
False alarm when
    The wider index is much larger (long texts), and the narrow one is read very often.
What to do
    DROP INDEX CONCURRENTLY.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.model.data import Index, Table
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import column_names, sql_tables


@rule(severity="info")
def duplicate_index(model: Model) -> Iterator[Trouble]:
    """Indexes whose columns another index or key begins with."""
    for table in sql_tables(model):
        told: set[tuple[str, ...]] = set()
        for index in model.indexes_of(table):
            plain = index.method == "btree" and index.columns and not index.unique
            wider = _wider(model, table, index) if plain and not index.include else ""
            if wider and index.columns not in told:
                told.add(index.columns)
                names = ", ".join(column_names(model, index.columns))
                yield Trouble(index.id, f"{table.name} ({names}) is the beginning of {wider}.")


def _wider(model: Model, table: Table, index: Index) -> str:
    size = len(index.columns)
    for key in model.keys_of(table):
        if key.columns[:size] == index.columns and not index.where:
            return f"its {key.kind} key ({', '.join(column_names(model, key.columns))})"
    for other in model.indexes_of(table):
        alike = (other.method, other.where) == (index.method, index.where)
        # Of two equal ones the first by id is kept.
        equal = len(other.columns) == size
        later = other.id < index.id and _files(other) == _files(index) if equal else True
        if other.id != index.id and alike and later and other.columns[:size] == index.columns:
            return f"another index ({', '.join(column_names(model, other.columns))})"
    return ""


def _files(index: Index) -> set[str]:
    return {evidence.path for evidence in index.evidence}
