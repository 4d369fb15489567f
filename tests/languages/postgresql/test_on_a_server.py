"""What is written is judged by a real server's catalog."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_architect.adapters.postgres import PostgresLab
from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.names import constraint_name, identifier, index_name
from backend_architect.languages.postgresql.types import canonical
from backend_architect.model.architecture import Model
from backend_architect.model.data import Index, Table
from backend_architect.ports.lab import Cluster, Database
from tests.languages import shop

HOSTILE = ["order", "createdAt", "größe", 'a"b; DROP TABLE c', "é" * 40, "x" * 70, "\t", "--", "$$"]
ALIASES = [
    "int8", "INT", "int2", "varchar(20)", "varchar", "char", "character(3)", "timestamptz",
    "timestamptz(3)", "timestamp", "timestamp (6) without time zone", "time", "timetz", "decimal",
    "decimal(10)", "NUMERIC( 10 , 2 )", "float8", "float", "float(24)", "float(25)", "bool",
    "text[]", "text ARRAY", "varchar(9)[]", "_int4", "pg_catalog.int4", 'pg_catalog."varchar"',
    "varbit(5)", "bit", "interval", "interval year to month", "uuid", "jsonb", "inet", "name",
    "serial", "bigserial", "smallserial", "national character varying(7)",
]  # fmt: skip


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cache: Path = tmp_path_factory.mktemp("cache")
    with PostgresLab(cache=cache).cluster() as cluster:
        yield cluster


@pytest.fixture
def database(cluster: Cluster) -> Iterator[Database]:
    with cluster.database() as database:
        yield database


def _names(model: Model) -> set[str]:
    constraints = (*model.keys, *model.foreign_keys, *model.checks)
    return {constraint_name(model, each) for each in constraints} | {
        index_name(model, each) for each in model.indexes
    }


def _catalog_names(database: Database) -> set[str]:
    catalog = database.catalog()
    return {each.name for each in catalog.constraints if each.kind != "not null"} | {
        each.name for each in catalog.indexes
    }


def test_the_catalog_holds_what_the_model_says(database: Database) -> None:
    model = shop.shop()
    database.execute(write.schema(model))
    catalog = database.catalog()
    assert set(catalog.tables) == {table.name for table in model.tables}
    assert {
        (each.table, each.name, each.type, each.nullable, each.identity) for each in catalog.columns
    } == {
        (
            model.get(each.table, Table).name,
            each.name,
            canonical(each.type).name,
            each.nullable,
            each.identity,
        )
        for each in model.columns
    }
    assert _catalog_names(database) == _names(model)
    descending = next(each for each in catalog.indexes if "placed_at_idx" in each.name)
    assert descending.columns in (("customer_id", "-placed_at"), ("status",))
    acts = {each.name: each.on_delete for each in catalog.constraints if each.kind == "foreign"}
    assert acts["order_item_product_id_fkey"] == "restrict"
    assert acts["customer_last_order_id_fkey"] == "set null"


def _unnamed(model: Model) -> str:
    text = re.sub(
        r"CONSTRAINT (?!product_sku_unique|order_status_known)\S+ ", "", write.schema(model)
    )
    text = re.sub(r"ADD CONSTRAINT \S+ ", "ADD ", text)
    return re.sub(r"INDEX \S+ ON", "INDEX ON", text)


def test_names_are_those_the_server_chooses_by_itself(database: Database) -> None:
    model = shop.shop()
    database.execute(_unnamed(model))
    assert _catalog_names(database) == _names(model)


def test_long_and_doubled_names_are_those_the_server_chooses(database: Database) -> None:
    long = "a_table_whose_name_is_quite_long_indeed_for_a_table"
    column = "and_a_column_that_is_no_shorter_than_that"
    model = shop.model(
        shop.table(long, f"{column} bigint", f"{column}_2 integer"),
        shop.table("größenangaben_der_überlangen_ärzteverzeichnisse", "übergrößenbezeichnung text"),
        shop.refers(long, column, long),
        shop.unique(long, column, f"{column}_2"),
        shop.index(long, column, f"{column}_2"),
        shop.index("größenangaben_der_überlangen_ärzteverzeichnisse", "übergrößenbezeichnung"),
        shop.check(long, f"{column} > {column}_2"),
    )
    database.execute(_unnamed(model))
    assert _catalog_names(database) == _names(model)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(database: Database, name: str) -> None:
    model = shop.model(shop.table(name, key=""), shop.table("t", f"{'c'} text"))
    database.execute(write.schema(model))
    (found,) = database.rows(
        f"SELECT relname FROM pg_class WHERE oid = '{_quoted(name)}'::regclass"
    )
    assert name.encode().startswith(str(found[0]).encode())
    assert set(database.catalog().tables) == {found[0], "t"}


def _quoted(name: str) -> str:
    return identifier(name).replace("'", "''")


def test_types_have_the_names_the_server_prints(database: Database) -> None:
    columns = ", ".join(f"c{number} {type}" for number, type in enumerate(ALIASES))
    database.execute(f"CREATE TABLE t ({columns})")
    printed = {each.name: each.type for each in database.catalog().columns}
    assert [canonical(type).name for type in ALIASES] == [
        printed[f"c{number}"] for number in range(len(ALIASES))
    ]


def test_every_single_statement_is_accepted(database: Database) -> None:
    model = shop.shop()
    database.execute(write.schema(model))
    order = model.get("db/order", Table)
    index = model.get(model.indexes_of(order)[0].id, Index)
    key, check = model.foreign_keys_of(order)[0], model.checks_of(order)[0]
    column = model.columns_of(order)[2]
    for statement in (
        write.drop_index(model, index, concurrently=True),
        write.create_index(model, index, concurrently=True),
        write.drop_constraint(model, key),
        write.add_foreign_key(model, key, not_valid=True),
        write.validate_constraint(model, key),
        write.drop_constraint(model, check),
        write.add_constraint(model, check, not_valid=True),
        write.validate_constraint(model, check),
        write.drop_column(model, column),
        write.add_column(model, column),
        write.alter_type(model, column, using="status::text"),
        write.set_default(model, column),
        write.set_nullable(model, column),
        write.rename_table(order, Table(id="o", name="Orders", origin=shop.NEW, store="db")),
    ):
        database.execute(statement)
