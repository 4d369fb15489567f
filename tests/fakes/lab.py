"""A lab without a server: it answers what the test wrote down, and keeps the rows of COPY."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from backend_architect.errors import Unavailable
from backend_architect.ports.lab import (
    Availability,
    Catalog,
    Cluster,
    ColumnStatistics,
    Database,
    Session,
    SqlRefused,
)

EMPTY = Catalog(tables=(), columns=(), constraints=(), indexes=())


@dataclass(frozen=True)
class Script:
    """What the server will say to which SQL, letter by letter; to anything else it says nothing."""

    refusals: Mapping[str, SqlRefused] = field(default_factory=dict)
    answers: Mapping[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    plans: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class FakeSession:
    def __init__(self, script: Script, loaded: dict[str, list[tuple[Any, ...]]]) -> None:
        self.ran: list[str] = []
        self._script = script
        self._loaded = loaded

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        self.ran.append(sql)
        if sql in self._script.refusals:
            raise self._script.refusals[sql]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        self.execute(sql, values)
        return list(self._script.answers.get(sql, []))

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self._loaded.setdefault(table, []).extend(tuple(row) for row in rows)


class FakeDatabase(FakeSession):
    def __init__(self, script: Script, major: int) -> None:
        super().__init__(script, {})
        self._major = major
        self._catalog = EMPTY

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        super().execute(sql, values)
        self._catalog = self._script.catalogs.get(sql, self._catalog)
        for table in self._catalog.tables:
            self._loaded.setdefault(table, [])

    @contextmanager
    def _session(self) -> Iterator[Session]:
        yield FakeSession(self._script, self._loaded)

    def session(self) -> AbstractContextManager[Session]:
        return self._session()

    def catalog(self) -> Catalog:
        return self._catalog

    def pretend(
        self, table: str, rows: int, columns: Sequence[ColumnStatistics], *, row_width: int
    ) -> None:
        if self._major < 18:
            raise Unavailable("This fake is too old to take statistics.", hint="Ask for 18.")

    def explain(self, sql: str, values: Sequence[Any] = ()) -> Mapping[str, Any]:
        if sql in self._script.refusals:
            raise self._script.refusals[sql]
        return self._script.plans[sql]

    def row_checksums(self) -> dict[str, tuple[int, str]]:
        return {table: (len(rows), _checksum(rows)) for table, rows in sorted(self._loaded.items())}


class FakeCluster:
    def __init__(self, script: Script, version: str) -> None:
        self.version = version
        self._script = script

    @contextmanager
    def _database(self) -> Iterator[Database]:
        yield FakeDatabase(self._script, int(self.version.partition(".")[0]))

    def database(self) -> AbstractContextManager[Database]:
        return self._database()


class FakeLab:
    """`versions` empty makes a machine without PostgreSQL."""

    def __init__(
        self, script: Script | None = None, *, versions: Sequence[str] = ("16.14", "18.4")
    ) -> None:
        self._script = script or Script()
        self._versions = tuple(versions)

    def availability(self) -> Availability:
        if not self._versions:
            return Availability(reason="This fake has no server.")
        return Availability(versions=self._versions, source="a fake")

    @contextmanager
    def _cluster(self, major: int) -> Iterator[Cluster]:
        fitting = [version for version in self._versions if version.startswith(f"{major}.")]
        if not fitting:
            raise Unavailable(f"PostgreSQL {major} is not here.", hint="Designing still works.")
        yield FakeCluster(self._script, fitting[-1])

    def cluster(self, major: int = 18) -> AbstractContextManager[Cluster]:
        return self._cluster(major)


def _checksum(rows: list[tuple[Any, ...]]) -> str:
    return hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
