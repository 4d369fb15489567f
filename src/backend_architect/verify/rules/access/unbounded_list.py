"""A list endpoint hands out every row there is.

Why it matters
    The answer grows with the table: memory on both sides, time, and one request is enough to take
    the service down (OWASP API4:2023).
How it is found
    A GET whose path ends with the plural of a table's noun leads to a reading of that table that
    has no limit, is not for one row and compares no unique and no referring column (what belongs to
    one thing is as large as that thing); no reading of it has a limit, and the endpoint takes no
    input for a page.
False alarm when
    The table holds a fixed, small set (countries), or the limit is set where the survey could not
    follow it.
What to do
    Pages: a limit with a maximum, and a cursor over a unique order.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.model.data import Query, Table
from backend_architect.verify.endpoints import is_collection, is_named_after, is_paged
from backend_architect.verify.rule import Trouble, rule


@rule(severity="warning")
def unbounded_list(model: Model) -> Iterator[Trouble]:
    """Collections whose reading nothing bounds, each once."""
    by_operation: dict[str, list[Query]] = {}
    for query in model.queries:
        by_operation.setdefault(query.operation, []).append(query)
    for operation in model.operations:
        table = model.find(operation.table)
        if not isinstance(table, Table) or not _lists(model, operation, table):
            continue
        readings = [q for q in by_operation.get(operation.id, ()) if q.table == table.id]
        open_ones = [query for query in readings if _unbounded(model, query)]
        if open_ones and not any(query.limited for query in readings):
            message = f"{operation.name} hands out rows of {table.name} without a limit."
            yield Trouble(operation.id, message, {"query": open_ones[0].id})


def _unbounded(model: Model, query: Query) -> bool:
    unique = {key.columns[0] for key in model.keys_of(query.table) if len(key.columns) == 1}
    referring = {id for key in model.foreign_keys_of(query.table) for id in key.columns}
    plain = query.verb == "select" and not query.limited and not query.single
    return plain and not (unique | referring) & set(query.filters)


def _lists(model: Model, operation: Operation, table: Table) -> bool:
    named = is_collection(operation) and is_named_after(operation, table)
    return named and not is_paged(model, operation)
