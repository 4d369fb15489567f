"""A query runs once for each element of a loop.

Why it matters
    A list of a hundred rows makes a hundred and one journeys to the database. Each is quick, all
    of them are not, and the number grows with the data.
How it is found
    A reading of a table stands in a loop, or in a function that is called from one. Seeds, tests,
    migrations and scripts are left out: they run rarely and for nobody who waits.
False alarm when
    The loop has few turns for good (a fixed list), or the rows come from a cache.
What to do
    Read all of them at once before the loop: by a join, by the mapper's eager loading, or by one
    query with all keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.model.data import Query
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import runs_rarely


@rule(severity="warning")
def n_plus_one(model: Model) -> Iterator[Trouble]:
    """Readings inside loops."""
    for query in model.queries:
        table = model.find(query.table)
        if query.looped and query.verb == "select" and table and not runs_rarely(query):
            yield Trouble(
                query.id,
                f"{table.name} is read{_where(query)} once for each turn of a loop.",
                {"operation": query.operation},
            )


def _where(query: Query) -> str:
    return f" in {query.function}" if query.function else ""
