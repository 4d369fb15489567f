"""What rules ask of stored data: which server a table is on, how a column is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend_architect.measures.naming import words
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Query, Store, Table

#: Words of folders and files whose code serves nobody who waits.
_RARE = frozenset(
    {"seed", "seeds", "seeder", "seeders", "populate", "script", "scripts", "test", "tests", "spec",
     "fixture", "fixtures", "migration", "migrations", "command", "commands", "example", "examples",
     "demo", "benchmark", "benchmarks", "cli", "tools", "import", "export", "random", "faker",
     "dummy"}
)  # fmt: skip


def runs_rarely(query: Query) -> bool:
    """True for a query in a seed, test, migration or script, which no endpoint leads to."""
    paths = " ".join(each.path for each in query.evidence)
    return not query.operation and bool(_RARE & set(words(paths)))


def sql_tables(model: Model) -> Iterator[Table]:
    """The tables of SQL stores."""
    for table in model.tables:
        if model.get(table.store, Store).kind == "sql":
            yield table


def server_of(model: Model, table: Table) -> str:
    """The technology of the table's store, in lower case; "unknown" where nobody says."""
    return model.get(table.store, Store).technology.lower() or "unknown"


def is_postgres(model: Model, table: Table) -> bool:
    """True where the survey knows that the table is on PostgreSQL."""
    return server_of(model, table).startswith("postgres")


def listed(names: Iterable[str], most: int = 4) -> str:
    """`a`, `b`, `c` and 3 more."""
    every = [f"`{name}`" for name in names]
    more = [f"{len(every) - most} more"] if len(every) > most else []
    return " and ".join([", ".join(every[:most]), *more])


def column_names(model: Model, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of columns, "-" before a descending one kept."""
    return tuple(
        "-" * id.startswith("-") + model.get(id.removeprefix("-"), Column).name for id in ids
    )
