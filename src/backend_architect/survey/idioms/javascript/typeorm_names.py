"""The names and column types TypeORM derives (its default naming strategy, PostgreSQL driver)."""

from __future__ import annotations

import re

#: A column type as written -> PostgreSQL's word. Enums are said as "text".
TYPES = {
    "int": "integer", "int4": "integer", "integer": "integer", "int2": "smallint",
    "smallint": "smallint", "tinyint": "smallint", "mediumint": "integer", "int8": "bigint",
    "bigint": "bigint", "float": "double precision", "float8": "double precision",
    "double": "double precision", "double precision": "double precision", "real": "real",
    "float4": "real", "money": "money", "text": "text", "tinytext": "text", "mediumtext": "text",
    "longtext": "text", "clob": "text", "citext": "citext", "hstore": "hstore", "bytea": "bytea",
    "blob": "bytea", "longblob": "bytea", "mediumblob": "bytea", "varbinary": "bytea",
    "boolean": "boolean", "bool": "boolean", "date": "date", "interval": "interval",
    "json": "json", "jsonb": "jsonb", "uuid": "uuid", "xml": "xml", "inet": "inet", "cidr": "cidr",
    "macaddr": "macaddr", "point": "point", "line": "line", "polygon": "polygon",
    "tsvector": "tsvector", "tsquery": "tsquery", "geometry": "geometry", "geography": "geography",
    "ltree": "ltree", "enum": "text", "simple-enum": "text", "simple-array": "text",
    "simple-json": "text", "set": "text", "year": "smallint", "int4range": "int4range",
    "tsrange": "tsrange", "tstzrange": "tstzrange", "daterange": "daterange",
}  # fmt: skip
_SIZED = {
    "varchar": "character varying", "character varying": "character varying",
    "nvarchar": "character varying", "varchar2": "character varying",
    "string": "character varying", "char": "character", "character": "character",
    "nchar": "character", "bit": "bit", "varbit": "bit varying", "bit varying": "bit varying",
}  # fmt: skip
_EXACT = ("decimal", "numeric", "dec")
_TIMES = {
    "timestamp": ("timestamp", "without"), "datetime": ("timestamp", "without"),
    "datetime2": ("timestamp", "without"), "timestamp without time zone": ("timestamp", "without"),
    "timestamptz": ("timestamp", "with"), "timestamp with time zone": ("timestamp", "with"),
    "datetimeoffset": ("timestamp", "with"), "time": ("time", "without"),
    "time without time zone": ("time", "without"), "timetz": ("time", "with"),
    "time with time zone": ("time", "with"),
}  # fmt: skip
#: TypeScript's types as TypeORM reads them from the class.
_DECLARED = {
    "string": "character varying", "number": "integer", "boolean": "boolean",
    "Date": "timestamp without time zone", "Buffer": "bytea", "bigint": "bigint",
    "String": "character varying", "Number": "integer", "Boolean": "boolean",
}  # fmt: skip


def column_type(written: str, *, length: str = "", precision: str = "", scale: str = "") -> str:
    """A type as written in an option in PostgreSQL's words, "" for an unknown one."""
    name = written.lower().strip()
    sized = re.match(r"([\w ]+?)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)$", name)
    if sized is not None:
        name = sized.group(1)
        length, precision, scale = sized.group(2), sized.group(2), sized.group(3) or scale
    if name in _TIMES:
        word, zone = _TIMES[name]
        return f"{word}{f'({precision})' if precision.isdigit() else ''} {zone} time zone"
    if name in _SIZED:
        return f"{_SIZED[name]}({length})" if length.isdigit() else _SIZED[name]
    if name in _EXACT:
        return f"numeric({precision},{scale or '0'})" if precision.isdigit() else "numeric"
    return TYPES.get(name, "")


def declared_column(type: str, length: str = "") -> str:
    """The column type for a property without a type option: by its TypeScript type; a union or an
    enum of texts is a text."""
    parts = [part.strip() for part in type.split("|")]
    known = [part for part in parts if part not in ("null", "undefined", "")]
    word = _DECLARED.get(known[0], "character varying") if known else "character varying"
    return f"{word}({length})" if word == "character varying" and length.isdigit() else word


def snake_case(name: str) -> str:
    """`OrderItem` is "order_item", `HTTPLog` is "http_log"."""
    name = re.sub(r"([A-Z])([A-Z])([a-z])", r"\1_\2\3", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def camel_case(name: str) -> str:
    """`author_id` is "authorId"."""
    name = re.sub(r"[\s\-_](\w)", lambda match: match.group(1).upper(), name)
    return name[:1].lower() + name[1:]
