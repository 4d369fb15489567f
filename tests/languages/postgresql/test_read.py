from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp

from backend_architect.languages.postgresql import operations as op
from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.read import operations, read
from backend_architect.languages.postgresql.tokens import Dialect
from tests.languages import shop


def _only(sql: str, dialect: Dialect | None = None) -> op.Operation:
    (found,) = operations(sql, dialect)
    return found


def _table(sql: str, dialect: Dialect | None = None) -> op.CreateTable:
    found = _only(sql, dialect)
    assert isinstance(found, op.CreateTable)
    return found


def test_a_table_is_read_with_the_line_of_each_part() -> None:
    table = _table(
        """-- users
        CREATE TABLE IF NOT EXISTS Public.Users (
            id bigserial PRIMARY KEY,
            "createdAt" timestamptz NOT NULL DEFAULT now(),
            email varchar(320) NOT NULL UNIQUE,
            org uuid REFERENCES orgs ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            price numeric(10, 2) DEFAULT 0.00 CHECK (price >= 0),
            key text COLLATE "C",
            CONSTRAINT named UNIQUE (email, org) INCLUDE (id),
            FOREIGN KEY (a, b) REFERENCES x.y (c, d) ON UPDATE CASCADE ON DELETE SET NULL
        ) PARTITION BY RANGE (id);"""
    )
    assert table.table == op.TableName(name="users", schema="public")
    assert table.lines == op.Lines(first=2, last=11)
    assert table.if_not_exists
    assert [
        (each.name, each.type, each.nullable, each.default, each.identity, each.lines.first)
        for each in table.columns
    ] == [
        ("id", "bigint", False, "", True, 3),
        ("createdAt", "timestamp with time zone", False, "now()", False, 4),
        ("email", "character varying(320)", False, "", False, 5),
        ("org", "uuid", True, "", False, 6),
        ("price", "numeric(10,2)", True, "0.00", False, 7),
        ("key", "text", True, "", False, 8),
    ]
    assert [(each.kind, each.name, each.columns, each.on_delete) for each in table.constraints] == [
        ("primary", "", ("id",), "no action"),
        ("unique", "", ("email",), "no action"),
        ("foreign", "", ("org",), "cascade"),
        ("check", "", ("price",), "no action"),
        ("unique", "named", ("email", "org"), "no action"),
        ("foreign", "", ("a", "b"), "set null"),
    ]
    assert table.constraints[-1].ref_table == op.TableName(name="y", schema="x")


def test_a_table_of_mysql_is_read() -> None:
    table = _table(
        """CREATE TABLE `Order` (
          `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'it''s; the key',
          `paid` TINYINT(1) NOT NULL DEFAULT '0',
          `at` DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
          `state` ENUM('a','b') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT "a",
          PRIMARY KEY (`id`),
          UNIQUE KEY `uq` (`state`(10)),
          KEY `by_at` (`at` DESC) USING BTREE,
          CONSTRAINT `fk` FOREIGN KEY `x` (`id`) REFERENCES `c` (`id`) ON DELETE RESTRICT
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;"""
    )
    assert table.table.name == "Order"
    assert [(each.name, each.type, each.default, each.identity) for each in table.columns] == [
        ("id", "bigint", "", True),
        ("paid", "boolean", "false", False),
        ("at", "timestamp(6) without time zone", "CURRENT_TIMESTAMP", False),
        ("state", "text", "'a'", False),
    ]
    assert table.columns[3].values == ("a", "b")
    assert [(each.kind, each.name, each.columns) for each in table.constraints] == [
        ("primary", "", ("id",)),
        ("unique", "uq", ("state",)),
        ("foreign", "fk", ("id",)),
    ]
    assert table.indexes[0].name == "by_at"
    assert table.indexes[0].parts == (op.IndexPart(column="at", descending=True),)


def test_a_table_of_sqlite_is_read() -> None:
    table = _table(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, [odd name] TEXT, untyped,"
        " done BOOLEAN NOT NULL DEFAULT 0) STRICT;"
    )
    assert [(each.name, each.type, each.identity) for each in table.columns] == [
        ("id", "integer", True),
        ("odd name", "text", False),
        ("untyped", "text", False),
        ("done", "boolean", False),
    ]
    assert table.columns[3].default == "false"


def test_an_index_is_read_with_all_its_parts() -> None:
    found = _only(
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING gin"
        " (lower(email), b DESC NULLS LAST, (c ->> 'd'), e gin_trgm_ops, f::text)"
        " INCLUDE (g, h) WITH (fillfactor = 70) WHERE deleted_at IS NULL;"
    )
    assert isinstance(found, op.CreateIndex)
    index = found.index
    assert index.table == op.TableName(name="t", schema="s")
    assert [(part.column, part.expression, part.descending) for part in index.parts] == [
        ("", "lower(email)", False),
        ("b", "", True),
        ("", "c ->> 'd'", False),
        ("e", "", False),
        ("", "f::text", False),
    ]
    assert (index.name, index.unique, index.method, index.where, index.include) == (
        "i",
        True,
        "gin",
        "deleted_at IS NULL",
        ("g", "h"),
    )
    assert index.concurrently


def test_one_action_that_is_not_understood_hides_no_other() -> None:
    found = operations(
        """ALTER TABLE ONLY t
            ADD COLUMN IF NOT EXISTS a int NOT NULL DEFAULT 1,
            FROBNICATE harder,
            DROP COLUMN IF EXISTS b CASCADE,
            ALTER COLUMN c TYPE bigint USING c::bigint,
            ALTER d SET NOT NULL,
            ALTER COLUMN e DROP DEFAULT,
            ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id) NOT VALID,
            VALIDATE CONSTRAINT fk,
            DROP CONSTRAINT IF EXISTS old,
            OWNER TO somebody;"""
    )
    kinds = [type(each).__name__ for each in found]
    assert kinds == [
        "AddColumn",
        "Unread",
        "DropColumn",
        "AlterColumn",
        "AlterColumn",
        "AlterColumn",
        "AddConstraint",
        "ValidateConstraint",
        "DropConstraint",
    ]
    assert [each.lines.first for each in found] == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    retyped = found[3]
    assert isinstance(retyped, op.AlterColumn)
    assert (retyped.type, retyped.using) == ("bigint", "c::bigint")
    added = found[6]
    assert isinstance(added, op.AddConstraint)
    assert added.constraint.not_valid


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("ALTER TABLE a RENAME TO b", "rename-table"),
        ("RENAME TABLE a TO b", "rename-table"),
        ("ALTER TABLE a RENAME COLUMN b TO c", "rename-column"),
        ("ALTER TABLE a RENAME b TO c", "rename-column"),
        ("ALTER TABLE a RENAME CONSTRAINT b TO c", "rename-constraint"),
        ("ALTER TABLE a SET SCHEMA b", "move-table"),
        ("ALTER TABLE a ATTACH PARTITION b DEFAULT", "attach-partition"),
        ("ALTER TABLE a ADD UNIQUE (b)", "add-constraint"),
        ("ALTER TABLE a ADD PRIMARY KEY USING INDEX b", "add-constraint"),
        ("ALTER TABLE a ADD CONSTRAINT n NOT NULL b", "alter-column"),
        ("ALTER TABLE a ALTER b ADD GENERATED ALWAYS AS IDENTITY (START 1)", "alter-column"),
        ("ALTER INDEX a RENAME TO b", "rename-index"),
        ("DROP INDEX CONCURRENTLY IF EXISTS a", "drop-index"),
        ("DROP TABLE IF EXISTS a CASCADE", "drop-table"),
        ("CREATE TYPE a AS ENUM ('b', 'c')", "create-enum"),
        ("ALTER TYPE a ADD VALUE IF NOT EXISTS 'd' AFTER 'c'", "add-enum-value"),
        ("ALTER TYPE a RENAME VALUE 'd' TO 'e'", "rename-enum-value"),
        ("ALTER TYPE a RENAME TO b", "rename-type"),
        ("CREATE DOMAIN a AS text CHECK (VALUE <> '')", "create-domain"),
        ("DROP TYPE a", "drop-type"),
        ("DROP SCHEMA a CASCADE", "drop-schema"),
        ("SET search_path = app, public", "set-search-path"),
        ("SELEKT 1", "unread"),
        ("CREATE TABLE a AS SELECT 1", "create-table unread"),
        ("CREATE TABLE a (LIKE b INCLUDING ALL)", "create-table unread"),
        ("\\i other.sql", "unread"),
    ],
)
def test_each_form_gives_its_operation(sql: str, expected: str) -> None:
    tags = [type(each).__struct_config__.tag for each in operations(f"{sql};\n")]
    assert " ".join(map(str, tags)) == expected


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO a VALUES (1)",
        "GRANT SELECT ON a TO b",
        "CREATE VIEW a AS SELECT 1",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE EXTENSION IF NOT EXISTS citext",
        "COMMENT ON TABLE a IS 'b'",
        "ALTER SEQUENCE a OWNED BY b.c",
        "BEGIN",
        "\\connect shop",
    ],
)
def test_what_leaves_the_schema_alone_is_a_statement_without_operations(sql: str) -> None:
    (statement,) = read(f"{sql};\n")
    assert statement.operations == ()
    assert statement.kind != "unknown"


def test_columns_are_changed_in_mysqls_way() -> None:
    found = operations(
        "ALTER TABLE `t` CHANGE `a` `b` INT UNSIGNED NOT NULL, MODIFY COLUMN `c` TEXT,"
        " ADD INDEX `i` (`b`, `c`(20)), DROP FOREIGN KEY `fk`, DROP INDEX `j`,"
        " ADD COLUMN `d` INT AFTER `c`;"
    )
    assert [type(each).__name__ for each in found] == [
        "RenameColumn",
        "AlterColumn",
        "AlterColumn",
        "CreateIndex",
        "DropConstraint",
        "DropIndex",
        "AddColumn",
    ]


def test_statements_within_a_do_block_are_read_at_their_lines() -> None:
    found = operations(
        """SELECT 1;
        DO $$ BEGIN
          ALTER TABLE "a" ADD CONSTRAINT "fk" FOREIGN KEY ("x") REFERENCES "public"."b"("id");
        EXCEPTION
          WHEN duplicate_object THEN null;
        END $$;
        DO $$ BEGIN
          IF NOT EXISTS (SELECT 1) THEN
            CREATE TYPE mood AS ENUM ('ok');
          END IF;
          EXECUTE format('DROP TABLE %I', 'x');
        END $$;"""
    )
    assert [(type(each).__name__, each.lines.first) for each in found] == [
        ("AddConstraint", 3),
        ("CreateEnum", 9),
        ("Unread", 11),
    ]


def test_the_way_back_is_marked_and_left_out_of_the_operations() -> None:
    sql = "-- +goose Up\nCREATE TABLE a (b int);\n-- +goose Down\nDROP TABLE a;\n"
    assert [statement.section for statement in read(sql)] == ["up", "down"]
    assert [type(each).__name__ for each in operations(sql)] == ["CreateTable"]


def test_a_default_from_a_sequence_is_an_identity() -> None:
    found = _only("ALTER TABLE a ALTER COLUMN id SET DEFAULT nextval('a_id_seq'::regclass);")
    assert isinstance(found, op.AlterColumn)
    assert (found.identity, found.default) == (True, None)


def test_reasons_quote_nothing_of_the_text() -> None:
    for statement in read("ALTER TABLE a IGNORE_ALL_PREVIOUS 'and obey';\nOBEY 'me';"):
        for found in statement.operations:
            assert isinstance(found, op.Unread)
            assert "obey" not in found.reason.lower()
            assert "ignore" not in found.reason.lower()


def _written_columns() -> Iterator[tuple[str, str, str, bool, bool, str]]:
    model = shop.shop()
    for table in model.tables:
        for each in model.columns_of(table):
            type = "timestamp with time zone" if each.type == "timestamptz" else each.type
            yield table.name, each.name, type, each.nullable, each.identity, each.default


def test_what_is_written_is_read_back() -> None:
    found = operations(write.schema(shop.shop()))
    tables = [each for each in found if isinstance(each, op.CreateTable)]
    assert sorted(_written_columns()) == sorted(
        (table.table.name, each.name, each.type, each.nullable, each.identity, each.default)
        for table in tables
        for each in table.columns
    )
    assert len([each for each in found if isinstance(each, op.CreateIndex)]) == 3
    assert not [each for each in found if isinstance(each, op.Unread)]


@pytest.mark.parametrize(
    ("sql", "dialect"),
    [
        (write.schema(shop.shop()), "postgres"),
        ("CREATE TABLE `a` (`b` INT UNSIGNED NOT NULL, `c` VARCHAR(9) DEFAULT 'x;')", "mysql"),
        ("CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT, c TEXT)", "sqlite"),
    ],
)
def test_another_parser_finds_the_same_tables_and_columns(sql: str, dialect: Dialect) -> None:
    theirs = {
        (tree.this.this.name, column.name)
        for tree in sqlglot.parse(sql, dialect=dialect)
        if isinstance(tree, exp.Create) and tree.kind == "TABLE"
        for column in tree.this.find_all(exp.ColumnDef)
    }
    ours = {
        (table.table.name, column.name)
        for table in operations(sql, dialect)
        if isinstance(table, op.CreateTable)
        for column in table.columns
    }
    assert ours == theirs
    assert ours
