"""Rows made up for a table satisfy what its checks ask for, as PostgreSQL judges."""

from __future__ import annotations

import pytest

from backend_architect.languages.postgresql.write import create_table
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.data import Check, Column, Key, Store, Table
from backend_architect.model.element import Decided
from backend_architect.ports.lab import Lab
from backend_architect.verify.rows import Recipe, fill

_NEW = Decided(decision="d")
_TABLE = "s/db/carts"


def _column(name: str, type: str, position: int, *, nullable: bool = False) -> Column:
    return Column(
        id=f"{_TABLE}/{name}",
        name=name,
        origin=_NEW,
        table=_TABLE,
        position=position,
        type=type,
        nullable=nullable,
    )


def _carts(expression: str) -> Model:
    return compose(
        Head(system="s"),
        [
            Store(id="s/db", name="db", origin=_NEW, technology="postgresql"),
            Table(id=_TABLE, name="carts", origin=_NEW, store="s/db"),
            _column("id", "bigint", 1),
            _column("owner", "bigint", 2, nullable=True),
            _column("token", "text", 3, nullable=True),
            _column("status", "text", 4),
            Key(id=f"{_TABLE}/pk", name="", origin=_NEW, table=_TABLE, columns=(f"{_TABLE}/id",)),
            Check(id=f"{_TABLE}/c", name="", origin=_NEW, table=_TABLE, expression=expression),
        ],
    )


@pytest.mark.parametrize(
    "expression",
    [
        "num_nonnulls(owner, token) = 1",
        "owner is null or token is null",
        "(owner is null) <> (token is null)",
        "status in ('open', 'ordered')",
        "owner is not null or token is not null",
    ],
)
def test_rows_satisfy_a_check_over_one_or_several_columns(lab: Lab, expression: str) -> None:
    model = _carts(expression)
    with lab.cluster() as cluster, cluster.database() as database:
        database.execute(create_table(model, model.tables[0]))
        filling = fill(database, model, model.tables, 7, ())
        assert filling.empty == {}
        assert database.rows("select count(*) from carts") == [(7,)]


def test_a_column_that_is_needed_is_not_made_null(lab: Lab) -> None:
    model = _carts("num_nonnulls(owner, token) = 1")
    with lab.cluster() as cluster, cluster.database() as database:
        for name in ("owner", "token"):
            keep = frozenset({f"{_TABLE}/{name}"})
            recipe = Recipe(database, model, model.tables[0], keep=keep)
            row = dict(zip((c.name for c in recipe.columns), recipe.row(1), strict=True))
            assert row[name] is not None


def test_a_table_whose_check_nothing_satisfies_stays_empty_with_the_reason(
    lab: Lab,
) -> None:
    model = _carts("status <> status")
    with lab.cluster() as cluster, cluster.database() as database:
        database.execute(create_table(model, model.tables[0]))
        filling = fill(database, model, model.tables, 3, ())
        assert filling.filled == {}
        assert "violates check constraint" in filling.empty[_TABLE]
