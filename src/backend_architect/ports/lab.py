"""A private PostgreSQL that designs are tried on.

One `Cluster` is made for one purpose and thrown away. Whoever talks to its databases is a guest
without privileges who owns what it creates: strangers' SQL is run here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from backend_architect.model.element import Noun


class Availability(Noun, frozen=True, kw_only=True):
    """Whether trials can run, on which server versions ("16.14"), and why not."""

    versions: tuple[str, ...] = ()
    source: str = ""
    reason: str = ""


class CatalogColumn(Noun, frozen=True, kw_only=True, order=True):
    """A column as `pg_catalog` has it; `type` as `format_type` prints it."""

    table: str
    name: str
    type: str
    nullable: bool
    default: str = ""
    identity: bool = False


class CatalogConstraint(Noun, frozen=True, kw_only=True, order=True):
    """A constraint; `kind` is "primary", "unique", "foreign", "check" or "exclude".

    `definition` is what `pg_get_constraintdef` prints.
    """

    table: str
    name: str
    kind: str
    columns: tuple[str, ...]
    definition: str
    ref_table: str = ""
    ref_columns: tuple[str, ...] = ()
    on_delete: str = ""
    validated: bool = True


class CatalogIndex(Noun, frozen=True, kw_only=True, order=True):
    """An index that no constraint brought along. A descending column has "-" before its name, an
    expression stands as PostgreSQL prints it."""

    table: str
    name: str
    columns: tuple[str, ...]
    unique: bool
    method: str
    where: str = ""
    include: tuple[str, ...] = ()
    valid: bool = True
    definition: str = ""


class Catalog(Noun, frozen=True, kw_only=True):
    """Everything a guest created, normalised and sorted: two equal catalogs, two equal schemas.

    Tables are named without the schema "public". `others` has one line for each view, sequence,
    type, function, trigger, policy and comment, with its definition.
    """

    tables: tuple[str, ...]
    columns: tuple[CatalogColumn, ...]
    constraints: tuple[CatalogConstraint, ...]
    indexes: tuple[CatalogIndex, ...]
    others: tuple[str, ...] = ()


class ColumnStatistics(Noun, frozen=True, kw_only=True):
    """What the planner shall believe of a column. `distinct` as in `pg_stats.n_distinct`: a count,
    or a negative share of all rows."""

    column: str
    distinct: float = -1.0
    null_fraction: float = 0.0
    average_width: int = 8


class SqlRefused(Exception):
    """PostgreSQL refused a statement. `sqlstate` is its code, `message` its first line."""

    def __init__(self, sqlstate: str, message: str) -> None:
        super().__init__(f"{sqlstate}: {message}")
        self.sqlstate = sqlstate
        self.message = message


class Session(Protocol):
    """One connection of the guest. Statements outside `begin` commit by themselves."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement, or a script of several if `values` is empty. Raises `SqlRefused`."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one query. Raises `SqlRefused`."""

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Load rows by COPY. Raises `SqlRefused`."""


class Database(Session, Protocol):
    """A database of the cluster, with one session of its own."""

    def session(self) -> AbstractContextManager[Session]:
        """A further connection, for trials of concurrency."""

    def catalog(self) -> Catalog:
        """What has been created, normalised."""

    def pretend(
        self, table: str, rows: int, columns: Sequence[ColumnStatistics], *, row_width: int
    ) -> None:
        """Make the planner believe that the empty `table` has that many rows.

        Its file and those of its indexes are stretched to the page count as sparse files and the
        statistics are injected (PostgreSQL 18). Only EXPLAIN is meaningful afterwards.
        Raises `Unavailable` on a version that cannot.
        """

    def explain(self, sql: str, values: Sequence[Any] = ()) -> Mapping[str, Any]:
        """The plan of one query, as the "Plan" object of `EXPLAIN (FORMAT JSON)`; never runs it.
        Raises `SqlRefused`."""

    def row_checksums(self) -> dict[str, tuple[int, str]]:
        """For each table its number of rows and a checksum over them, whatever their order."""


class Cluster(Protocol):
    """A running server."""

    version: str

    def database(self) -> AbstractContextManager[Database]:
        """A fresh database, dropped at the end."""


class Lab(Protocol):
    """Where clusters come from."""

    def availability(self) -> Availability:
        """What can be had here; starts nothing."""

    def cluster(self, major: int = 18) -> AbstractContextManager[Cluster]:
        """A private server of this major version, gone afterwards, also after a crash of ours.

        Raises `Unavailable` where none can be had.
        """
