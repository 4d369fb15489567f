"""The index an access path asks for."""

from __future__ import annotations

from backend_architect.languages.postgresql.write import create_index
from backend_architect.measures.access import AccessPath
from backend_architect.model.architecture import Model, compose
from backend_architect.model.data import Index
from backend_architect.model.element import Decided


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


def index_sql(model: Model, table: str, columns: tuple[str, ...]) -> str:
    """CREATE INDEX over these columns, under a name of its own."""
    index = Index(
        id=f"{table}/advised({','.join(columns)})",
        name="",
        origin=Decided(decision="advice"),
        table=table,
        columns=columns,
    )
    return create_index(compose(model.head, (*model.elements(), index)), index)
