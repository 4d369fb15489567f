"""A database of a private server, as its guest sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql

from backend_architect.adapters.postgres import planner
from backend_architect.adapters.postgres.catalog import read_catalog
from backend_architect.adapters.postgres.deadline import Deadline
from backend_architect.adapters.postgres.guest import Guest
from backend_architect.adapters.postgres.server import Server
from backend_architect.adapters.postgres.session import PostgresSession, identifier
from backend_architect.errors import Unavailable
from backend_architect.ports.lab import Catalog, ColumnStatistics, Session, SqlRefused

_PLANNABLE_SINCE = 18
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_PARAMETER = re.compile(r"\$\d")
_PREPARED = "lab_plan"

# Strangers' SQL may have set any of these; what is read for comparison must not depend on them.
_PLAIN = {
    "search_path": "public",
    "quote_all_identifiers": "off",
    "extra_float_digits": "1",
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "timezone": "UTC",
    "bytea_output": "hex",
    "row_security": "off",
}

_TABLES = """
select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end,
       n.nspname::text, c.relname::text, c.relkind = 'r'
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and c.relkind in ('r', 'p') and not c.relispartition order by 1
"""

# The sum of 60 bits of each row's hash: whatever the order, and equal rows do not cancel out.
# `format` asks the output function; a cast to text could be the stranger's own.
_CHECKSUM = sql.SQL(
    "select count(*), coalesce(sum(('x' || left(encode(sha256(convert_to("
    "format('%s', {alias}.*), 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)::text "
    "from {only} {table} as {alias}"
)


class PostgresDatabase(PostgresSession):
    """One database with a session of its own, and further sessions on request."""

    def __init__(
        self,
        connection: psycopg.Connection[tuple[Any, ...]],
        server: Server,
        deadline: Deadline,
        *,
        answer_bytes: int,
        guest: Guest,
        connect: Callable[[], AbstractContextManager[Session]],
    ) -> None:
        super().__init__(connection, server, deadline, answer_bytes=answer_bytes)
        self._guest = guest
        self._connect = connect

    def session(self) -> AbstractContextManager[Session]:
        """A further connection of the same guest."""
        return self._connect()

    def catalog(self) -> Catalog:
        """What has been created, as this session sees it. Raises `SqlRefused`."""
        with self._set(_PLAIN):
            return read_catalog(self)

    def pretend(
        self, table: str, rows: int, columns: Sequence[ColumnStatistics], *, row_width: int
    ) -> None:
        """See the port. `row_width` is the average bytes of a row's columns.

        Raises `SqlRefused`, `Misused` for an impossible size, `Unavailable` before version 18.
        """
        if self._connection.info.server_version < _PLANNABLE_SINCE * 10000:
            raise Unavailable(
                "Query plans at production scale need PostgreSQL 18, which takes statistics.",
                hint="Schemas, migrations and locks are still tried on this version.",
            )
        with self._set(_PLAIN):
            oid = self.rows("select %s::regclass::oid::bigint", (_quoted(self, table),))[0][0]
            data = self._server.ground.data
            planner.pretend(self, data, self._guest, oid, rows, columns, row_width)

    def explain(self, sql: str, values: Sequence[Any] = ()) -> Mapping[str, Any]:
        """The plan of one query, not run; with `$1` in it and no values, the generic plan.

        Raises `SqlRefused`. An immutable function in it is run by the planner: as the guest.
        """
        if not values and _PARAMETER.search(_LITERAL.sub("", sql)):
            answer = self._generic(sql)
        else:
            answer = self.rows(f"explain (format json) {sql}", values)
        plan: Mapping[str, Any] = answer[0][0][0]["Plan"]
        return plan

    def _generic(self, query: str) -> list[tuple[Any, ...]]:
        """The plan that is made without knowing any value."""
        self.execute_one(f"prepare {_PREPARED} as {query}")
        try:
            types = "select parameter_types from pg_catalog.pg_prepared_statements where name = %s"
            unknown = ", ".join("null" for _ in self.rows(types, (_PREPARED,))[0][0])
            with self._set({"plan_cache_mode": "force_generic_plan"}):
                return self.rows(f"explain (format json) execute {_PREPARED}({unknown})")
        finally:
            with suppress(SqlRefused):
                self.execute_one(f"deallocate {_PREPARED}")

    def row_checksums(self) -> dict[str, tuple[int, str]]:
        """For each table (a partitioned one as a whole) its number of rows and their checksum.

        Raises `SqlRefused`, also for a table whose row security binds its owner.
        """
        with self._set(_PLAIN):
            tables = self.rows(_TABLES)
            return {name: self._checksum(*rest) for name, *rest in tables}

    def _checksum(self, schema: str, table: str, ordinary: bool) -> tuple[int, str]:  # noqa: FBT001
        query = _CHECKSUM.format(
            only=sql.SQL("only" if ordinary else ""),
            table=sql.Identifier(schema, table),
            alias=sql.Identifier("each row"),
        )
        count, total = self.rows(query.as_string(self._connection))[0]
        return count, total

    @contextmanager
    def _set(self, settings: Mapping[str, str]) -> Iterator[None]:
        """With these settings, and afterwards with those from before."""
        read = "select name, setting from pg_catalog.pg_settings where lower(name) = any (%s)"
        before = dict(self.rows(read, (list(settings),)))
        self._set_config(settings)
        try:
            yield
        finally:
            # In a failed transaction this is refused, but then its end takes the settings back.
            with suppress(SqlRefused):
                self._set_config(before)

    def _set_config(self, settings: Mapping[str, str]) -> None:
        calls = ", ".join("pg_catalog.set_config(%s, %s, false)" for _ in settings)
        self.rows(f"select {calls}", [word for pair in settings.items() for word in pair])


def _quoted(session: PostgresDatabase, table: str) -> str:
    return identifier(table).as_string(session._connection)  # noqa: SLF001 - our own class
