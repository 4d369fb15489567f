import pytest

from backend_architect.languages.postgresql.tokens import Dialect
from backend_architect.languages.postgresql.types import canonical, canonical_default


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("int8", "bigint"),
        ("INT", "integer"),
        ("int2", "smallint"),
        ("varchar(20)", "character varying(20)"),
        ("VARCHAR", "character varying"),
        ("char", "character(1)"),
        ("character(3)", "character(3)"),
        ("timestamptz", "timestamp with time zone"),
        ("timestamptz(3)", "timestamp(3) with time zone"),
        ("timestamp (6) without time zone", "timestamp(6) without time zone"),
        ("time", "time without time zone"),
        ("timetz", "time with time zone"),
        ("decimal", "numeric"),
        ("decimal(10)", "numeric(10,0)"),
        ("NUMERIC( 10 , 2 )", "numeric(10,2)"),
        ("float8", "double precision"),
        ("float", "double precision"),
        ("float(24)", "real"),
        ("double  precision", "double precision"),
        ("bool", "boolean"),
        ("text[]", "text[]"),
        ("int[3][]", "integer[][]"),
        ("text ARRAY", "text[]"),
        ("varchar(9)[]", "character varying(9)[]"),
        ("_int4", "integer[]"),
        ("pg_catalog.int4", "integer"),
        ('pg_catalog."varchar"', "character varying"),
        ("varbit(5)", "bit varying(5)"),
        ("interval year to month", "interval year to month"),
        ("geometry(Point, 4326)", "geometry(Point,4326)"),
        ("CITEXT", "citext"),
        ("order_status", "order_status"),
        ('public."OrderStatus"', 'public."OrderStatus"'),
        ("DATETIME", "timestamp without time zone"),
        ("LONGTEXT", "text"),
    ],
)
def test_a_type_gets_the_name_postgresql_prints(written: str, name: str) -> None:
    found = canonical(written)
    assert found.name == name
    assert not found.identity


@pytest.mark.parametrize(
    ("written", "name"),
    [("serial", "integer"), ("BIGSERIAL", "bigint"), ("smallserial", "smallint")],
)
def test_serial_is_an_integer_that_counts_by_itself(written: str, name: str) -> None:
    assert canonical(written).name == name
    assert canonical(written).identity


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TINYINT(1)", "boolean"),
        ("TINYINT(4)", "smallint"),
        ("INT(11)", "integer"),
        ("INT UNSIGNED", "bigint"),
        ("int(10) unsigned", "bigint"),
        ("BIGINT(20) UNSIGNED", "bigint"),
        ("DECIMAL(10,2) UNSIGNED", "numeric(10,2)"),
        ("DATETIME(6)", "timestamp(6) without time zone"),
        ("TIMESTAMP", "timestamp with time zone"),
        ("DOUBLE", "double precision"),
        ("FLOAT", "real"),
        ("VARBINARY(16)", "bytea"),
        ("JSON", "jsonb"),
        ("YEAR(4)", "smallint"),
    ],
)
def test_a_type_of_mysql_gets_a_sensible_one(written: str, name: str) -> None:
    assert canonical(written, "mysql").name == name


def test_the_values_of_an_enum_are_kept() -> None:
    found = canonical("ENUM('new','it''s paid')", "mysql")
    assert (found.name, found.values) == ("text", ("new", "it's paid"))


@pytest.mark.parametrize(
    ("default", "type", "dialect", "written"),
    [
        ("'0'", "boolean", "mysql", "false"),
        ("1", "boolean", "sqlite", "true"),
        ("1", "integer", "mysql", "1"),
        ("CURRENT_TIMESTAMP(6)", "timestamp with time zone", "mysql", "CURRENT_TIMESTAMP"),
        ("(datetime('now'))", "timestamp without time zone", "sqlite", "CURRENT_TIMESTAMP"),
        ("(uuid())", "uuid", "mysql", "gen_random_uuid()"),
        ("now()", "timestamp with time zone", "postgres", "now()"),
    ],
)
def test_a_default_is_put_into_postgresqls_words(
    default: str, type: str, dialect: Dialect, written: str
) -> None:
    assert canonical_default(default, type, dialect) == written
