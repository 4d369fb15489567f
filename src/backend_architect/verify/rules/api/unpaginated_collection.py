"""A collection takes no input that asks for a part of it.

Why it matters
    As long as clients get everything, the answer cannot become smaller without breaking them; the
    later pages come, the more it costs.
How it is found
    A GET whose path ends with the plural noun of its table takes no input for a page
    (limit, page, cursor ...), the repository has no habit of paging, and no reading of the table
    was seen that is bounded. Where an unbounded reading was seen, `unbounded-list` says so instead.
False alarm when
    The set is small and fixed (countries, roles).
What to do
    Optional inputs `limit` and `cursor` with a default, before clients rely on getting everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.model.data import Table
from backend_architect.verify.endpoints import is_collection, is_named_after, is_paged
from backend_architect.verify.rule import Trouble, rule


@rule(severity="info")
def unpaginated_collection(model: Model) -> Iterator[Trouble]:
    """Collections without pages, whose reading was not seen."""
    read = {query.operation for query in model.queries if query.verb == "select"}
    for operation in model.operations:
        table = model.find(operation.table)
        named = isinstance(table, Table) and is_named_after(operation, table)
        plain = named and is_collection(operation) and operation.id not in read
        if plain and not is_paged(model, operation) and not _about_one(operation):
            yield Trouble(operation.id, f"{operation.name} cannot be asked for a part.")


def _about_one(operation: Operation) -> bool:
    """True for what belongs to one thing: it is as large as that thing."""
    return any(parameter.location == "path" for parameter in operation.parameters)
