"""A running server, and the databases guests get on it.

Each database belongs to a guest of its own, of the same name, who may log in to nothing else. So
a stranger's `alter role ... set` or `drop database` cannot reach another trial. The databases are
made and dropped by the `keeper`: no superuser, and it enters only its own database. Guests
therefore need no right to create databases, and there is no fixed number of them.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql

from backend_architect.adapters.postgres.database import PostgresDatabase
from backend_architect.adapters.postgres.deadline import Deadline
from backend_architect.adapters.postgres.guest import Guest
from backend_architect.adapters.postgres.limits import Limits
from backend_architect.adapters.postgres.server import Server
from backend_architect.adapters.postgres.session import PostgresSession
from backend_architect.adapters.postgres.template import KEEPER, KEEPERS_DATABASE
from backend_architect.errors import Unavailable
from backend_architect.ports.lab import Database, Session

_PATIENCE_SECONDS = 30
_LOOK_EVERY_SECONDS = 0.02
_MOST_SESSIONS = 16
_KEEPER_SECONDS = 60.0
# The server's own timeout comes first, since it leaves the session alive.
_HEAD_START_SECONDS = 1.0

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresCluster:
    """A server with its keeper. `version` is as in "18.4"."""

    def __init__(
        self, server: Server, keeper: Connection, guest: Guest, limits: Limits, version: str
    ) -> None:
        self.version = version
        self.server = server
        self._keeper = keeper
        self._guest = guest
        self._limits = limits
        self._numbers = itertools.count(1)

    def database(self) -> AbstractContextManager[Database]:
        """A fresh database of a fresh guest, both dropped at the end.

        Raises `Unavailable` on entering where the server has stopped.
        """
        return self._database()

    @contextmanager
    def _database(self) -> Iterator[Database]:
        name = f"guest_{next(self._numbers)}"
        try:
            self._create(name)
        except psycopg.Error as error:
            raise self._lost(error) from error
        try:
            with self._connected(name) as connection:
                yield PostgresDatabase(
                    connection,
                    self.server,
                    self._deadline(connection),
                    answer_bytes=self._limits.answer_bytes,
                    guest=self._guest,
                    connect=lambda: self._session(name),
                )
        finally:
            self._drop(name)

    @contextmanager
    def _session(self, name: str) -> Iterator[Session]:
        with self._connected(name) as connection:
            room = self._limits.answer_bytes
            yield PostgresSession(
                connection, self.server, self._deadline(connection), answer_bytes=room
            )

    @contextmanager
    def _connected(self, name: str) -> Iterator[Connection]:
        try:
            connection = connect(self.server, name, name, self._limits.statement_seconds)
        except psycopg.Error as error:
            raise self._lost(error) from error
        try:
            yield connection
        finally:
            connection.close()

    def _lost(self, error: psycopg.Error) -> Unavailable:
        said = self.server.why_stopped() or (str(error).splitlines() or [""])[0]
        return Unavailable(
            f"The private PostgreSQL gives no further session: {said}.",
            hint="What was to be tried on it is not proven; try again with wider limits.",
        )

    def _deadline(self, connection: Connection) -> Deadline:
        backend = connection.info.backend_pid
        seconds = self._limits.statement_seconds + _HEAD_START_SECONDS
        return Deadline(seconds, lambda: self._end_backend(backend), self.server.ask_to_end)

    def _end_backend(self, backend: int) -> None:
        with suppress(psycopg.Error):
            self._keeper.execute("select pg_terminate_backend(%s)", (backend,))

    def _create(self, name: str) -> None:
        self._keep("create role {} login connection limit {}", name, _MOST_SESSIONS)
        self._keep("grant {} to current_user", name)
        self._keep("create database {} owner {}", name, name)

    def _drop(self, name: str) -> None:
        """Whatever cannot be dropped goes away with the server."""
        with suppress(psycopg.Error):
            # The guest owns it and may have made it a template, which cannot be dropped.
            self._keep("alter database {} is_template false", name)
            self._keep("drop database {} with (force)", name)
            self._keep("drop role {}", name)

    def _keep(self, command: str, *words: str | int) -> None:
        parts = [sql.Identifier(word) if isinstance(word, str) else word for word in words]
        self._keeper.execute(sql.SQL(command).format(*parts))


@contextmanager
def serving(
    server: Server, guest: Guest, limits: Limits, version: str
) -> Iterator[PostgresCluster]:
    """The cluster, once its server answers. Raises `Unavailable` if it does not."""
    keeper = _first_connection(server)
    try:
        yield PostgresCluster(server, keeper, guest, limits, version)
    finally:
        keeper.close()


def _first_connection(server: Server) -> Connection:
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return connect(server, KEEPER, KEEPERS_DATABASE, _KEEPER_SECONDS)
        except psycopg.OperationalError as error:
            if server.why_stopped() or server.has_ended() or time.monotonic() > end:
                reason = server.last_words() or str(error)
                raise Unavailable(f"The private PostgreSQL does not answer: {reason}") from error
        time.sleep(_LOOK_EVERY_SECONDS)


def connect(server: Server, user: str, database: str, statement_seconds: float) -> Connection:
    """A connection by the socket in the server's folder; our environment has no say in it.

    Raises `psycopg.OperationalError`.
    """
    return psycopg.connect(
        host=str(server.ground.folder),
        port=5432,
        user=user,
        dbname=database,
        autocommit=True,
        client_encoding="UTF8",
        sslmode="disable",
        gssencmode="disable",
        target_session_attrs="any",
        options=f"-c statement_timeout={int(statement_seconds * 1000)}",
    )
