"""The index an access path asks for."""

from __future__ import annotations

from backend_architect.languages.postgresql.names import identifier, table_name
from backend_architect.measures.access import AccessPath
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table


def advised_index(model: Model, path: AccessPath) -> tuple[str, ...]:
    """The columns of the index that serves a path: those compared, then those of the order.

    Of the compared ones a unique column comes first, alone: it finds one row.
    """
    unique = {key.columns for key in model.keys_of(path.table)}
    alone = next((column for column in path.equals if (column,) in unique), None)
    if alone is not None:
        return (alone,)
    sorts = [sort for sort in path.sorts if sort.removeprefix("-") not in path.equals]
    return (*path.equals, *sorts)


def index_sql(model: Model, table: str, columns: tuple[str, ...], name: str) -> str:
    """CREATE INDEX over these columns, under this plain name."""
    listed = ", ".join(
        identifier(model.get(id.removeprefix("-"), Column).name) + " DESC" * id.startswith("-")
        for id in columns
    )
    return f"CREATE INDEX {name} ON {table_name(model.get(table, Table))} ({listed})"
