"""Routes taken on a real PostgreSQL, on tables with rows: there, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend_architect.adapters.postgres import PostgresLab
from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.names import identifier, table_name
from backend_architect.migrate.planner import migrate
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table
from backend_architect.model.route import Phase
from backend_architect.ports.lab import Catalog, Cluster, Database
from tests.migrate.cases import cases, given, name
from tests.promises import proves

CASES = [case for case in cases("moves") if any(p.steps for p in migrate(*given(case)).phases)]
_VALUES = {
    "bigint": "{number}", "integer": "{number}", "numeric": "{number}", "uuid": "gen_random_uuid()",
    "timestamp": "now()", "date": "now()",
}  # fmt: skip


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with PostgresLab().cluster() as cluster:
        yield cluster


def _value(column: Column, number: str) -> str:
    word = column.type.split("(")[0].split(" ")[0]
    return _VALUES.get(word, "'{column}@' || {number}").format(column=column.name, number=number)


def _seed(database: Database, given: Model) -> None:
    """Three rows in every table, each referring to the row of its own number."""
    ordered, late = write.dependency_order(given, given.tables)
    for table in () if late else ordered:
        columns = given.columns_of(table)
        names = ", ".join(identifier(column.name) for column in columns)
        values = ", ".join(_value(column, "n") for column in columns)
        database.execute(
            f"INSERT INTO {table_name(table)} ({names})"
            f" SELECT {values} FROM generate_series(1, 3) AS n"
        )


def _decide(database: Database, wanted: Model) -> None:
    """What the steps without SQL ask of people: values for columns nobody can derive."""
    catalog = database.catalog()
    there = {(column.table, column.name) for column in catalog.columns}
    for column in wanted.columns:
        table = table_name(wanted.get(column.table, Table))
        if not column.nullable and (table, column.name) in there:
            database.execute(
                f"UPDATE {table} SET {identifier(column.name)} = {_value(column, '1')}"
                f" WHERE {identifier(column.name)} IS NULL"
            )


def _up(database: Database, phase: Phase) -> None:
    for step in phase.steps:
        if step.up:
            database.execute(step.up)


def _down(database: Database, phase: Phase) -> None:
    for step in reversed(phase.steps):
        if step.down:
            database.execute(step.down)


def _rows(database: Database, wanted: Model) -> dict[str, list[Any]]:
    return {
        table.id: database.rows(
            f"SELECT to_jsonb(t)::text FROM {table_name(table)} AS t ORDER BY 1"
        )
        for table in wanted.tables
    }


def _fresh(cluster: Cluster, wanted: Model) -> Catalog:
    with cluster.database() as database:
        _make(database, wanted)
        return database.catalog()


def _make(database: Database, wanted: Model) -> None:
    database.execute("CREATE SCHEMA IF NOT EXISTS sales")
    if script := write.schema(wanted):
        database.execute(script)


def _asked(database: Database, text: str) -> list[Any]:
    return [database.rows(line)[0][0] for line in text.splitlines() if line.startswith("SELECT")]


@proves("S2-18")
@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_route_leads_to_the_designed_schema_and_back(case: Path, cluster: Cluster) -> None:
    as_is, to_be = given(case)
    route = migrate(as_is, to_be)
    with cluster.database() as database:
        _make(database, as_is)
        _seed(database, as_is)
        start, rows = database.catalog(), _rows(database, as_is)
        for phase in route.phases:
            if phase.kind == "contract":
                _decide(database, to_be)
            assert set(_asked(database, phase.precondition)) <= {0}
            _up(database, phase)
            assert set(_asked(database, phase.check)) <= {True}
        assert database.catalog() == _fresh(cluster, to_be)
        for phase in reversed(route.phases):
            _down(database, phase)
            if phase.kind == "contract":
                _decide(database, as_is)
        assert database.catalog() == start
        if all(step.reversible for step in route.steps()):
            assert _rows(database, as_is) == rows
