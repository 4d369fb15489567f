"""Column types of .NET's types, in PostgreSQL's words.

Source: https://www.npgsql.org/doc/types/basic.html, https://www.npgsql.org/efcore/mapping/general.html
"""

from __future__ import annotations

_TYPES = {
    "int": "integer", "Int32": "integer", "uint": "bigint", "long": "bigint", "Int64": "bigint",
    "ulong": "numeric(20,0)", "short": "smallint", "ushort": "integer", "byte": "smallint",
    "sbyte": "smallint", "bool": "boolean", "Boolean": "boolean", "double": "double precision",
    "float": "real", "decimal": "numeric", "Guid": "uuid", "DateTime": "timestamp with time zone",
    "DateTimeOffset": "timestamp with time zone", "DateOnly": "date",
    "TimeOnly": "time without time zone", "TimeSpan": "interval", "byte[]": "bytea",
    "char": "character(1)", "JsonDocument": "jsonb", "JsonElement": "jsonb", "Instant":
    "timestamp with time zone", "LocalDate": "date", "string[]": "text[]", "int[]": "integer[]",
    "Vector": "vector",
}  # fmt: skip
#: Types of keys that the database counts up.
COUNTED = ("int", "long", "short", "Int32", "Int64")


def column_type(type: str, length: str = "") -> str:
    """The column type of a .NET type, "" for one that is none of the known."""
    plain = type.removesuffix("?").rpartition(".")[2] or type
    if plain in ("string", "String"):
        return f"character varying({length})" if length.isdigit() else "text"
    return _TYPES.get(plain, "")
