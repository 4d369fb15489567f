"""The lab's contract, on the fake and on the real thing alike."""

from collections.abc import Iterator

import pytest

from backend_architect.adapters.postgres import PostgresLab
from backend_architect.errors import Unavailable
from backend_architect.ports.lab import (
    Catalog,
    CatalogColumn,
    CatalogConstraint,
    Cluster,
    ColumnStatistics,
    Database,
    Lab,
    SqlRefused,
)
from tests.fakes.lab import EMPTY, FakeLab, Script

CREATE = "create table orders (id bigint primary key, note text not null default 'none')"
ORDERS = Catalog(
    tables=("orders",),
    columns=(
        CatalogColumn(table="orders", name="id", type="bigint", nullable=False),
        CatalogColumn(
            table="orders", name="note", type="text", nullable=False, default="'none'::text"
        ),
    ),
    constraints=(
        CatalogConstraint(
            table="orders",
            name="orders_pkey",
            kind="primary",
            columns=("id",),
            definition="PRIMARY KEY (id)",
        ),
    ),
    indexes=(),
)
BY_ID = "select note from orders where id = 1"
MISSING = "select * from missing"
SCRIPT = Script(
    refusals={MISSING: SqlRefused("42P01", 'relation "missing" does not exist')},
    answers={"select 1, 'a'": [(1, "a")]},
    catalogs={CREATE: ORDERS},
    plans={BY_ID: {"Node Type": "Index Scan", "Total Cost": 8.0}},
)


@pytest.fixture(scope="module", params=["fake", "postgres"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lab:
    if request.param == "fake":
        return FakeLab(SCRIPT)
    return PostgresLab(system=[], cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def cluster(lab: Lab) -> Iterator[Cluster]:
    with lab.cluster(18) as cluster:
        yield cluster


@pytest.fixture
def database(cluster: Cluster) -> Iterator[Database]:
    with cluster.database() as database:
        yield database


def test_a_lab_says_which_versions_it_has_and_from_where(lab: Lab) -> None:
    available = lab.availability()
    assert {version.partition(".")[0] for version in available.versions} == {"16", "18"}
    assert available.source
    assert not available.reason


def test_a_cluster_has_the_version_that_was_asked_for(cluster: Cluster) -> None:
    assert cluster.version.startswith("18.")


def test_a_version_that_is_not_here_is_unavailable_with_a_hint(lab: Lab) -> None:
    with pytest.raises(Unavailable) as raised, lab.cluster(9):
        pass
    assert raised.value.exit_code == 4
    assert raised.value.hint


def test_a_fresh_database_is_empty(database: Database) -> None:
    assert database.catalog() == EMPTY
    assert database.row_checksums() == {}


def test_what_was_created_is_in_the_catalog(database: Database) -> None:
    database.execute(CREATE)
    assert database.catalog() == ORDERS


def test_databases_do_not_see_each_other(cluster: Cluster, database: Database) -> None:
    database.execute(CREATE)
    with cluster.database() as other:
        assert other.catalog() == EMPTY


def test_a_query_gives_rows(database: Database) -> None:
    assert database.rows("select 1, 'a'") == [(1, "a")]


def test_a_refusal_carries_the_code_and_the_session_lives_on(database: Database) -> None:
    with pytest.raises(SqlRefused) as refused:
        database.rows(MISSING)
    assert refused.value.sqlstate == "42P01"
    assert "missing" in refused.value.message
    assert database.rows("select 1, 'a'") == [(1, "a")]


def test_explain_gives_the_plan_and_refuses_as_the_query_would(database: Database) -> None:
    database.execute(CREATE)
    assert "Node Type" in database.explain(BY_ID)
    with pytest.raises(SqlRefused):
        database.explain(MISSING)


def test_checksums_do_not_depend_on_the_order_of_rows(cluster: Cluster) -> None:
    rows = [(1, "a"), (2, "b"), (3, "b")]
    sums = []
    for given in (rows, rows[::-1], [(1, "a"), (2, "b"), (3, "c")]):
        with cluster.database() as database:
            database.execute(CREATE)
            database.copy("orders", ["id", "note"], given)
            sums.append(database.row_checksums()["orders"])
    assert sums[0] == sums[1]
    assert sums[0] != sums[2]
    assert {count for count, _ in sums} == {3}


def test_a_further_session_writes_to_the_same_database(database: Database) -> None:
    database.execute(CREATE)
    with database.session() as session:
        session.copy("orders", ["id", "note"], [(1, "a")])
    assert database.row_checksums()["orders"][0] == 1


def test_an_old_server_cannot_pretend(lab: Lab) -> None:
    with lab.cluster(16) as cluster, cluster.database() as database:
        database.execute(CREATE)
        with pytest.raises(Unavailable) as raised:
            database.pretend("orders", 10, [ColumnStatistics(column="id")], row_width=40)
    assert raised.value.hint
