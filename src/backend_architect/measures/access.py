"""How operations reach rows: derived from keys, filters and sorts, never declared by a designer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, ForeignKey, Query
from backend_architect.model.element import Noun


class AccessPath(Noun, frozen=True, kw_only=True):
    """One way rows of `table` are looked for.

    `equals` are columns compared with one value each, `sorts` the order ("-" before a column means
    descending), `limit` the most rows asked for (None: as many as there are). `cause` is the id of
    the operation, query or foreign key it follows from.
    """

    table: str
    equals: tuple[str, ...]
    sorts: tuple[str, ...]
    limit: int | None
    cause: str


#: Rows on one page where a contract does not say it otherwise.
PAGE = 50


def access_paths(model: Model) -> tuple[AccessPath, ...]:
    """Every way the operations, queries and foreign keys of a Model look for rows, sorted."""
    paths = [
        *(path for operation in model.operations for path in of_operation(model, operation)),
        *(path for query in model.queries for path in of_query(query)),
        *(path for key in model.foreign_keys for path in of_foreign_key(key)),
    ]
    return tuple(sorted(set(paths), key=_order))


def _order(path: AccessPath) -> tuple[str, tuple[str, ...], tuple[str, ...], int, str]:
    return path.table, path.equals, path.sorts, path.limit or 0, path.cause


def of_operation(model: Model, operation: Operation) -> Iterator[AccessPath]:
    """What the operation reads: one path per table its parameters' columns are of, and one more for
    each optional filter."""
    required = _by_table(model, operation, required=True)
    optional = _by_table(model, operation, required=False)
    tables = sorted({*required, *optional, *([operation.table] if operation.table else [])})
    for table in tables:
        base = tuple(required.get(table, ()))
        sorts = tuple(s for s in operation.sorts if _table_of(model, s) == table)
        limit = PAGE if operation.pagination in ("cursor", "offset") else None
        if base or sorts or (limit is not None and table == operation.table):
            yield _path(table, base, sorts, limit, operation.id)
        for column in optional.get(table, ()):
            yield _path(table, (*base, column), sorts, limit, operation.id)


def of_query(query: Query) -> Iterator[AccessPath]:
    """What a query found in code looks for; one without filter and order has no path to prove."""
    if query.verb != "insert" and (query.filters or query.sorts):
        limit = 1 if query.single else PAGE if query.limited else None
        yield _path(query.table, query.filters, query.sorts, limit, query.id)


def of_foreign_key(key: ForeignKey) -> Iterator[AccessPath]:
    """Deleting or re-keying a referenced row looks for the rows that refer to it."""
    yield _path(key.table, key.columns, (), None, key.id)


def _path(
    table: str, equals: Iterable[str], sorts: tuple[str, ...], limit: int | None, cause: str
) -> AccessPath:
    return AccessPath(
        table=table, equals=tuple(dict.fromkeys(equals)), sorts=sorts, limit=limit, cause=cause
    )


def _by_table(model: Model, operation: Operation, *, required: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for parameter in operation.parameters:
        if parameter.required == required:
            for column in parameter.columns:
                found.setdefault(_table_of(model, column), []).append(column)
    return found


def _table_of(model: Model, column: str) -> str:
    return model.get(column.removeprefix("-"), Column).table


def served_by(model: Model, path: AccessPath) -> bool:
    """True if some key or index of the table begins with all columns of `equals` in any order,
    or with at least the first of them for a path that returns few rows by it."""
    wanted = set(path.equals)
    if not wanted:
        sorts = tuple(s.removeprefix("-") for s in path.sorts)
        return any(lead[: len(sorts)] == sorts for lead in model.leading_columns_of(path.table))
    return any(lead and lead[0] in wanted for lead in model.leading_columns_of(path.table))
