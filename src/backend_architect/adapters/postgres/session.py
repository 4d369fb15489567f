"""One connection of a guest, through psycopg only: psql would run a shell for `\\!`."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from psycopg import pq, sql
from psycopg.types.json import JsonbDumper

from backend_architect.adapters.postgres import refusal
from backend_architect.adapters.postgres.deadline import Deadline
from backend_architect.adapters.postgres.script import read_to_the_end, run_script
from backend_architect.adapters.postgres.server import Server
from backend_architect.ports.lab import SqlRefused

_STOPS = {
    "disk": (refusal.DISK_FULL, "the server was stopped: it took more disk than it may"),
    "lifetime": (refusal.STOPPED, "the server was stopped: it ran longer than it may"),
}


class PostgresSession:
    """A connection under a deadline. Values stand as `%s` in the SQL (`%%` is then a percent)."""

    def __init__(
        self,
        connection: psycopg.Connection[tuple[Any, ...]],
        server: Server,
        deadline: Deadline,
        *,
        answer_bytes: int,
    ) -> None:
        self._connection = connection
        self._server = server
        self._deadline = deadline
        self._answer_bytes = answer_bytes
        connection.prepare_threshold = None
        connection.adapters.register_dumper(dict, JsonbDumper)

    @property
    def in_transaction(self) -> bool:
        """Whether `begin` has been said, and neither `commit` nor `rollback` since."""
        return self._connection.info.transaction_status != pq.TransactionStatus.IDLE

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement, or a script of several if `values` is empty. Raises `SqlRefused`."""
        if values:
            self.execute_one(sql, values)
            return
        text = _text(sql)
        with self._answered():
            run_script(self._connection.pgconn, text)

    def execute_one(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run exactly one statement: a second one after it is refused. Raises `SqlRefused`."""
        text = _text(sql)
        with self._answered(), self._connection.cursor() as cursor:
            # Asking for binary answers is what makes the driver use the extended protocol.
            cursor.execute(text, values or None, binary=True)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one query. Raises `SqlRefused`, also for an answer of too many bytes."""
        text = _text(sql)
        with self._answered():
            return self._read(text, values)

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Load rows by COPY into `table` ("name", or "schema.name"). Raises `SqlRefused`."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        command = sql.SQL("copy {} ({}) from stdin").format(identifier(table), names)
        with self._answered(), self._connection.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)

    def _read(self, query: bytes, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        kept: list[tuple[Any, ...]] = []
        room = self._answer_bytes
        with self._connection.cursor() as cursor, closing(_stream(cursor, query, values)) as rows:
            for row in rows:
                kept.append(row)
                room -= _row_bytes(row)
                if room < 0:
                    raise SqlRefused(refusal.TOO_MUCH, "the answer is larger than may be read")
        return kept

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """Under the deadline, and with every refusal as `SqlRefused`."""
        try:
            with self._deadline.kept():
                try:
                    yield
                finally:
                    self._settle()
        except psycopg.Error as error:
            raise self._explained(refusal.from_error(error)) from error
        except SqlRefused as refused:
            raise self._explained(refused) from None

    def _settle(self) -> None:
        """Read what the driver left unread, a COPY it would not speak; else the wire is stuck."""
        if self._connection.info.transaction_status == pq.TransactionStatus.ACTIVE:
            read_to_the_end(self._connection.pgconn)

    def _explained(self, refused: SqlRefused) -> SqlRefused:
        if self._connection.info.status == pq.ConnStatus.OK:
            return refused
        self._connection.close()
        if why := _STOPS.get(self._server.why_stopped()):
            return SqlRefused(*why)
        if self._deadline.passed:
            return SqlRefused(refusal.STOPPED, f"stopped after {self._deadline.seconds:g} s")
        return refused


def identifier(table: str) -> sql.Identifier:
    """A table's name in SQL; without a schema it is in "public"."""
    schema, dot, name = table.partition(".")
    return sql.Identifier(schema, name) if dot else sql.Identifier("public", table)


def _stream(
    cursor: psycopg.Cursor[tuple[Any, ...]], query: bytes, values: Sequence[Any]
) -> Generator[tuple[Any, ...], None, None]:
    """One row after the other; the extended protocol used here takes one statement only."""
    yield from cursor.stream(query, values or None)


def _text(statement: str) -> bytes:
    """UTF-8, without the zero byte at which libpq would silently end the statement."""
    try:
        text = statement.encode()
    except UnicodeEncodeError:
        raise SqlRefused(refusal.NOT_TEXT, "the statement is not valid text") from None
    if b"\0" in text:
        raise SqlRefused(refusal.NOT_TEXT, "the statement holds a zero byte")
    return text


def _row_bytes(row: tuple[Any, ...]) -> int:
    """Roughly what a row takes: 60 bytes for each value, and its text."""
    return sum(60 + (len(value) if isinstance(value, str | bytes) else 0) for value in row)
