"""Types of Diesel's schemas and of Rust's structs in PostgreSQL's words."""

from __future__ import annotations

import re

_DIESEL = {
    "Int2": "smallint", "SmallInt": "smallint", "Int4": "integer", "Integer": "integer",
    "Int8": "bigint", "BigInt": "bigint", "Serial": "integer", "BigSerial": "bigint",
    "Float4": "real", "Float": "real", "Float8": "double precision", "Double": "double precision",
    "Numeric": "numeric", "Decimal": "numeric", "Bool": "boolean", "Text": "text",
    "Varchar": "character varying", "VarChar": "character varying", "Bpchar": "character",
    "Char": "character", "Citext": "citext", "Bytea": "bytea", "Binary": "bytea", "Blob": "bytea",
    "Uuid": "uuid", "Json": "json", "Jsonb": "jsonb", "Date": "date", "Time": "time",
    "Timestamp": "timestamp", "Datetime": "timestamp", "Timestamptz": "timestamptz",
    "TimestamptzSqlite": "timestamptz", "Interval": "interval", "Inet": "inet",
    "Tinyint": "smallint", "TinyInt": "smallint", "Longtext": "text", "Mediumtext": "text",
}  # fmt: skip
_RUST = {
    "i8": "smallint", "i16": "smallint", "u8": "smallint", "i32": "integer", "u16": "integer",
    "u32": "bigint", "i64": "bigint", "u64": "bigint", "f32": "real", "f64": "double precision",
    "bool": "boolean", "String": "character varying", "Uuid": "uuid", "Decimal": "numeric",
    "BigDecimal": "numeric", "Json": "json", "JsonValue": "json", "Value": "json", "Date": "date",
    "NaiveDate": "date", "Time": "time", "NaiveTime": "time", "DateTime": "timestamp",
    "NaiveDateTime": "timestamp", "PrimitiveDateTime": "timestamp",
    "DateTimeUtc": "timestamptz", "DateTimeWithTimeZone": "timestamptz",
    "TimeDateTimeWithTimeZone": "timestamptz", "OffsetDateTime": "timestamptz",
    "ChronoDateTimeUtc": "timestamptz", "DateTimeLocal": "timestamptz",
}  # fmt: skip
#: `column_type` of SeaORM, by its first word.
_SEA = {
    "Text": "text", "String": "character varying", "Char": "character", "Json": "json",
    "JsonBinary": "jsonb", "Uuid": "uuid", "Decimal": "numeric", "Double": "double precision",
    "Float": "real", "Integer": "integer", "BigInteger": "bigint", "SmallInteger": "smallint",
    "TinyInteger": "smallint", "Boolean": "boolean", "Timestamp": "timestamp",
    "TimestampWithTimeZone": "timestamptz", "Date": "date", "Time": "time", "Binary": "bytea",
    "VarBinary": "bytea", "Blob": "bytea", "DateTime": "timestamp", "Interval": "interval",
}  # fmt: skip


def diesel_type(written: str) -> tuple[str, bool]:
    """The type of a column of `table!`, and whether it may be null."""
    inner = re.fullmatch(r"Nullable<(.*)>", written)
    if inner is not None:
        return diesel_type(inner[1])[0], True
    array = re.fullmatch(r"Array<(.*)>", written)
    if array is not None:
        return f"{diesel_type(array[1])[0]}[]", False
    last = written.rpartition("::")[2]
    return _DIESEL.get(last, last.lower()), False


def rust_type(name: str) -> str:
    """The type a field of this Rust type is stored as; "text" for an own type."""
    return _RUST.get(name.rpartition(".")[2], "text")


def sea_orm_type(written: str) -> str:
    """The type that `column_type` says, "" for one that is not known."""
    return _SEA.get(re.split(r"[^A-Za-z]", written)[0], "")
