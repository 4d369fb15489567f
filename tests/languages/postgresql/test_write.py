from pathlib import Path

import pytest

from backend_architect.errors import Misused
from backend_architect.languages.postgresql import write
from backend_architect.model.data import Column, ForeignKey, Index, Key, Table
from tests.languages import shop

GOLDEN = Path(__file__).parent / "shop.sql"


def test_a_whole_schema_is_written_in_dependency_order() -> None:
    assert write.schema(shop.shop()) == GOLDEN.read_text()


def test_tables_come_after_those_they_refer_to() -> None:
    model = shop.model(
        shop.table("a", "b_id bigint"),
        shop.table("b", "c_id bigint"),
        shop.table("c"),
        shop.refers("a", "b_id", "b"),
        shop.refers("b", "c_id", "c"),
    )
    ordered, late = write.dependency_order(model, model.tables)
    assert [table.name for table in ordered] == ["c", "b", "a"]
    assert late == ()


def test_a_table_that_refers_to_itself_needs_no_second_statement() -> None:
    model = shop.model(shop.table("a", "parent_id bigint?"), shop.refers("a", "parent_id", "a"))
    assert "ALTER TABLE" not in write.schema(model)


def test_a_circle_is_closed_by_a_later_statement() -> None:
    text = write.schema(shop.shop())
    assert text.count("ALTER TABLE") == 1
    assert text.index('CREATE TABLE "order" (') < text.index("ALTER TABLE customer ADD CONSTRAINT")


def test_tables_outside_the_choice_are_taken_to_be_there() -> None:
    model = shop.shop()
    text = write.schema(model, [model.get("db/order_item", Table)])
    assert text.count("CREATE TABLE") == 1
    assert 'REFERENCES "order" (id)' in text


def test_nothing_to_write_is_an_empty_text() -> None:
    assert write.schema(shop.model()) == ""


def test_a_schema_of_its_own_is_made_and_named_everywhere() -> None:
    model = shop.model(
        shop.table("a", schema="Sales"),
        Index(id="i", name="", origin=shop.NEW, table="db/Sales.a", columns=("db/Sales.a/id",)),
    )
    text = write.schema(model)
    assert text.startswith('CREATE SCHEMA IF NOT EXISTS "Sales";\n')
    assert 'CREATE TABLE "Sales".a (' in text
    assert 'CREATE INDEX a_id_idx ON "Sales".a (id);' in text
    assert write.drop_index(model, model.indexes[0]) == 'DROP INDEX "Sales".a_id_idx;'


def test_indexes_can_be_made_while_writers_go_on() -> None:
    model = shop.shop()
    index = model.indexes_of("db/order")[0]
    assert write.create_index(model, index, concurrently=True) == (
        "CREATE INDEX CONCURRENTLY order_customer_id_placed_at_idx"
        ' ON "order" (customer_id, placed_at DESC);'
    )
    assert write.drop_index(model, index, concurrently=True) == (
        "DROP INDEX CONCURRENTLY order_customer_id_placed_at_idx;"
    )


def test_statements_about_columns() -> None:
    model = shop.shop()
    column = model.get("db/customer/createdAt", Column)
    assert write.add_column(model, column) == (
        'ALTER TABLE customer ADD COLUMN "createdAt"'
        " timestamp with time zone DEFAULT now() NOT NULL;"
    )
    assert write.drop_column(model, column) == 'ALTER TABLE customer DROP COLUMN "createdAt";'
    assert write.set_nullable(model, column) == (
        'ALTER TABLE customer ALTER COLUMN "createdAt" SET NOT NULL;'
    )
    assert write.set_default(model, column) == (
        'ALTER TABLE customer ALTER COLUMN "createdAt" SET DEFAULT now();'
    )
    assert write.alter_type(model, column, using='"createdAt"::timestamptz') == (
        'ALTER TABLE customer ALTER COLUMN "createdAt" TYPE timestamp with time zone'
        ' USING "createdAt"::timestamptz;'
    )


def test_a_constraint_can_be_added_now_and_validated_later() -> None:
    model = shop.shop()
    key = model.get("db/order#fk(customer_id)", ForeignKey)
    assert write.add_foreign_key(model, key, not_valid=True) == (
        'ALTER TABLE "order" ADD CONSTRAINT order_customer_id_fkey FOREIGN KEY (customer_id)'
        " REFERENCES customer (id) ON DELETE CASCADE NOT VALID;"
    )
    assert write.validate_constraint(model, key) == (
        'ALTER TABLE "order" VALIDATE CONSTRAINT order_customer_id_fkey;'
    )
    assert write.drop_constraint(model, key) == (
        'ALTER TABLE "order" DROP CONSTRAINT order_customer_id_fkey;'
    )


def test_a_key_can_adopt_an_index() -> None:
    model = shop.shop()
    key = model.get("db/customer#unique(email)", Key)
    assert write.add_key_using_index(model, key, "tmp") == (
        "ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE USING INDEX tmp;"
    )


@pytest.mark.parametrize("type", ["text); DROP TABLE x; --", "text, evil text", "'"])
def test_a_hostile_type_is_refused_with_its_place(type: str) -> None:
    model = shop.model(shop.table("a", f"b {type}"))
    with pytest.raises(Misused, match="type of db/a/b"):
        write.schema(model)


def test_a_table_without_columns_is_still_a_statement() -> None:
    table = Table(id="db/a", name="a", origin=shop.NEW, store="db")
    assert write.create_table(shop.model(table), table) == "CREATE TABLE a ();"
