"""What the lab reads back, and what the planner can be made to believe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend_architect.adapters.postgres import PostgresLab
from backend_architect.adapters.postgres.cluster import PostgresCluster
from backend_architect.errors import Misused
from backend_architect.ports.lab import CatalogIndex, ColumnStatistics, Database, SqlRefused

EVERYTHING = """
create schema sales;
create type mood as enum ('glad', 'sad');
create domain amount as numeric(10, 2) default 0 not null check (value >= 0);
create type pair as (a int, b text);
create type span as range (subtype = float8);
create sequence numbers start 5;
create table customers (id bigint generated always as identity primary key,
  email text not null unique, mood mood, total amount,
  shout text generated always as (upper(email)) stored);
create table sales.orders (id serial primary key,
  customer bigint not null references customers on delete cascade, note text collate "C",
  placed timestamptz default now(), check (note <> ''));
create index orders_by on sales.orders (customer, placed desc) include (note) where id > 0;
create index customers_lower on customers (lower(email));
create table events (at date not null, what jsonb) partition by range (at);
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
create unlogged table scratch (a int) with (fillfactor = 70);
create view glad as select id from customers where mood = 'glad';
create materialized view totals as select sum(total) from customers;
create function twice(a int) returns int language sql immutable as $$ select a * 2; $$;
create function touch() returns trigger language plpgsql as $$ begin
  return new; end $$;
create aggregate total_of (int) (sfunc = int4pl, stype = int);
create trigger touch before update on customers for each row execute function touch();
alter table customers enable row level security;
create policy own on customers for select to current_user using (id > 0);
create statistics s on email, mood from customers;
create rule r as on delete to scratch do instead nothing;
grant select on customers to public;
comment on column customers.email is 'where\\nto write';
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> PostgresLab:
    return PostgresLab(system=[], cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def cluster(lab: PostgresLab) -> Iterator[PostgresCluster]:
    with lab.cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        yield cluster


@pytest.fixture
def database(cluster: PostgresCluster) -> Iterator[Database]:
    with cluster.database() as database:
        yield database


def test_both_versions_read_the_same_catalog(lab: PostgresLab, database: Database) -> None:
    database.execute(EVERYTHING)
    with lab.cluster(16) as older, older.database() as other:
        other.execute(EVERYTHING)
        assert other.catalog() == database.catalog()


def test_everything_that_is_no_table_has_one_line(database: Database) -> None:
    database.execute(EVERYTHING)
    others = database.catalog().others
    kinds = {line.split()[0] for line in others}
    assert kinds == {
        "collation", "comment", "function", "grant", "materialized", "policy", "rule", "schema",
        "sequence", "statistics", "table", "trigger", "type", "view",
    }  # fmt: skip
    assert not [line for line in others if "\n" in line]
    assert not [line for line in others if "guest_" in line]


def test_schemas_are_named_unless_public(database: Database) -> None:
    database.execute(EVERYTHING)
    catalog = database.catalog()
    assert catalog.tables == ("customers", "events", "events_2026", "sales.orders", "scratch")
    foreign = next(one for one in catalog.constraints if one.kind == "foreign")
    assert (foreign.table, foreign.columns) == ("sales.orders", ("customer",))
    assert (foreign.ref_table, foreign.ref_columns) == ("customers", ("id",))
    assert foreign.on_delete == "cascade"


def test_an_index_keeps_order_condition_and_companions(database: Database) -> None:
    database.execute(EVERYTHING)
    indexes = {index.name: index for index in database.catalog().indexes}
    assert set(indexes) == {"orders_by", "customers_lower"}
    found = indexes["orders_by"]
    assert found == CatalogIndex(
        table="sales.orders",
        name="orders_by",
        columns=("customer", "-placed"),
        unique=False,
        method="btree",
        where="(id > 0)",
        include=("note",),
        definition=found.definition,
    )
    assert indexes["customers_lower"].columns == ("lower(email)",)


def test_the_way_back_restores_the_catalog(database: Database) -> None:
    database.execute("create table t (a int)")
    before = database.catalog()
    database.execute("begin; alter table t add b text not null default 'x'")
    assert database.catalog() != before
    database.execute("rollback")
    assert database.catalog() == before


def test_what_is_read_does_not_depend_on_a_strangers_settings(database: Database) -> None:
    database.execute("create table t (a timestamptz, b float8 default 1.5)")
    database.execute("insert into t values ('2026-01-01 00:00Z', 0.1)")
    plain = database.catalog(), database.row_checksums()
    database.execute("""
        set search_path = ''; set datestyle = 'German'; set timezone = 'Asia/Tokyo';
        set extra_float_digits = -10; set quote_all_identifiers = on
    """)
    assert (database.catalog(), database.row_checksums()) == plain
    assert database.rows("show quote_all_identifiers") == [("on",)]
    assert database.rows("show search_path") == [('""',)]


def test_a_checksum_sees_each_of_two_equal_rows(database: Database) -> None:
    database.execute('create table "Odd one" ("each row" int, t text)')
    sums = set()
    for _ in range(3):
        database.copy("Odd one", ["each row", "t"], [(1, None)])
        sums.add(database.row_checksums()["Odd one"])
    assert len(sums) == 3


def test_json_is_copied(database: Database) -> None:
    database.execute("create table t (a jsonb, b int[])")
    database.copy("t", ["a", "b"], [({"k": [1]}, [1, 2])])
    assert database.rows("select a, b from t") == [({"k": [1]}, [1, 2])]


def test_a_rewrite_shows_in_the_locks_of_the_session(database: Database) -> None:
    database.execute("create table t (a int)")
    database.execute("begin; alter table t alter a type bigint")
    locks = database.rows(
        "select mode from pg_locks where pid = pg_backend_pid() and relation = 't'::regclass"
    )
    assert ("AccessExclusiveLock",) in locks


ROWS = 100_000_000
STATISTICS = [
    ColumnStatistics(column="id"),
    ColumnStatistics(column="customer", distinct=1_000_000),
]


def nodes(plan: Any) -> list[str]:
    return [plan["Node Type"], *(name for below in plan.get("Plans", []) for name in nodes(below))]


def test_a_real_index_on_an_empty_table_is_chosen_at_production_scale(
    cluster: PostgresCluster, database: Database
) -> None:
    query = "select * from orders where customer = 7"
    database.execute("create table orders (id bigint primary key, customer bigint not null)")
    database.pretend("orders", ROWS, STATISTICS, row_width=80)
    without = database.explain(query)
    assert "Seq Scan" in nodes(without)
    database.execute("drop table orders")
    database.execute("""create table orders (id bigint primary key, customer bigint not null);
                        create index on orders (customer)""")
    database.pretend("orders", ROWS, STATISTICS, row_width=80)
    indexed = database.explain(query)
    assert {"Index Scan", "Bitmap Index Scan"} & set(nodes(indexed))
    assert indexed["Total Cost"] * 1000 < without["Total Cost"]
    assert indexed["Plan Rows"] == pytest.approx(100, rel=0.1)
    assert disk_bytes(cluster.server.ground.data / "base") < 200 << 20


def disk_bytes(folder: Path) -> int:
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))


def test_a_query_with_unknown_values_gets_its_generic_plan(database: Database) -> None:
    database.execute("create table orders (id bigint primary key, customer bigint not null)")
    database.pretend("orders", ROWS, STATISTICS, row_width=80)
    plan = database.explain("select * from orders where id = $1 and customer <> $2")
    assert "Index Scan" in nodes(plan)
    assert database.explain("select '$1'")["Node Type"] == "Result"
    assert "Index Scan" in nodes(database.explain("select * from orders where id = %s", (5,)))


def test_a_partitioned_table_shares_its_rows(database: Database) -> None:
    database.execute("""
        create table events (at int not null, what text) partition by range (at);
        create table events_1 partition of events for values from (0) to (10);
        create table events_2 partition of events for values from (10) to (20);
        create index on events (at)
    """)
    database.pretend("events", 1000, [ColumnStatistics(column="at", distinct=20)], row_width=40)
    assert database.explain("select * from events")["Plan Rows"] == pytest.approx(1000, rel=0.2)


def test_pretending_again_takes_the_new_size(database: Database) -> None:
    database.execute("create table t (id bigint)")
    for rows in (ROWS, 1000):
        database.pretend("t", rows, [ColumnStatistics(column="id")], row_width=80)
        assert database.explain("select * from t")["Plan Rows"] == pytest.approx(rows, rel=0.1)


def test_an_impossible_size_is_misused(database: Database) -> None:
    database.execute("create table t (id bigint)")
    with pytest.raises(Misused):
        database.pretend("t", 10**15, [], row_width=80)


def test_pretending_about_a_missing_table_is_refused(database: Database) -> None:
    with pytest.raises(SqlRefused) as refused:
        database.pretend("missing", 10, [], row_width=80)
    assert refused.value.sqlstate == "42P01"
