"""Prisma's scalar and native types, and its defaults, in PostgreSQL's words.

From Prisma's schema reference (the PostgreSQL connector's defaults) and the native types of its
connectors. Enums are said as "text": their values are nobody's business here.
"""

from __future__ import annotations

import re

from backend_architect.survey.idioms.javascript.prisma_schema import Attribute, SchemaField, text_of

SCALARS = {
    "String": "text",
    "Boolean": "boolean",
    "Int": "integer",
    "BigInt": "bigint",
    "Float": "double precision",
    "Decimal": "numeric(65,30)",
    "DateTime": "timestamp(3) without time zone",
    "Json": "jsonb",
    "Bytes": "bytea",
}
_NATIVE = {
    "Text": "text", "TinyText": "text", "MediumText": "text", "LongText": "text", "Uuid": "uuid",
    "UniqueIdentifier": "uuid", "Xml": "xml", "Inet": "inet", "Citext": "citext",
    "Boolean": "boolean", "Integer": "integer", "Int": "integer", "UnsignedInt": "bigint",
    "MediumInt": "integer", "SmallInt": "smallint", "TinyInt": "smallint",
    "UnsignedSmallInt": "integer", "UnsignedTinyInt": "smallint", "UnsignedBigInt": "numeric(20,0)",
    "BigInt": "bigint", "Int2": "smallint", "Int4": "integer", "Int8": "bigint", "Oid": "oid",
    "DoublePrecision": "double precision", "Double": "double precision", "Real": "real",
    "Float": "double precision", "Float4": "real", "Float8": "double precision", "Money": "money",
    "Date": "date", "Json": "json", "JsonB": "jsonb", "ByteA": "bytea", "Blob": "bytea",
    "LongBlob": "bytea", "MediumBlob": "bytea", "TinyBlob": "bytea", "String": "text",
    "Year": "smallint", "NText": "text",
}  # fmt: skip
_SIZED = {
    "Char": "character", "NChar": "character", "VarChar": "character varying",
    "NVarChar": "character varying", "Bit": "bit", "VarBit": "bit varying", "Decimal": "numeric",
    "Binary": "bytea", "VarBinary": "bytea",
}  # fmt: skip
_TIMES = {
    "Timestamp": ("timestamp", "without"), "Timestamptz": ("timestamp", "with"),
    "DateTime": ("timestamp", "without"), "DateTime2": ("timestamp", "without"),
    "DateTimeOffset": ("timestamp", "with"), "Time": ("time", "without"),
    "Timetz": ("time", "with"),
}  # fmt: skip
_UNSUPPORTED = re.compile(r'Unsupported\("([^"]*)"\)')
_CALL = re.compile(r"(\w+)\((.*)\)\Z", re.DOTALL)


def postgres_type(field: SchemaField, enums: frozenset[str]) -> str:
    """The column type of a scalar field; "" for a relation or an unknown type."""
    native = next((each for each in field.attributes if each.name.startswith("db.")), None)
    unsupported = _UNSUPPORTED.match(field.type)
    type = SCALARS.get(field.type, "text" if field.type in enums else "")
    if native is not None:
        type = _native(native) or type
    elif unsupported is not None:
        type = unsupported.group(1)
    return f"{type}[]" if type and field.many else type


def _native(attribute: Attribute) -> str:
    name = attribute.name.removeprefix("db.")
    size = ",".join(value.strip() for value in attribute.values)
    if name in _TIMES:
        word, zone = _TIMES[name]
        return f"{word}{f'({size})' if size else ''} {zone} time zone"
    if name in _SIZED:
        word = _SIZED[name]
        return f"{word}({size})" if size.replace(",", "").isdigit() and word != "bytea" else word
    return _NATIVE.get(name, "")


def default_of(field: SchemaField) -> tuple[str, bool]:
    """The default as SQL ("" where the client or nobody makes it), and whether it counts up."""
    attribute = field.attribute("default")
    value = attribute.get("value", 0) if attribute is not None else ""
    call = _CALL.match(value)
    if call is not None:
        name, inside = call.groups()
        if name == "now":
            return "CURRENT_TIMESTAMP", False
        return (text_of(inside) if name == "dbgenerated" else ""), name in (
            "autoincrement",
            "sequence",
        )
    if not value or value.startswith(("[", "{")):
        return "", False
    if value.startswith('"'):
        return _quoted(text_of(value)), False
    plain = re.fullmatch(r"-?[\d.]+|true|false", value) is not None
    return (value if plain else _quoted(value)), False


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if len(text) <= 100 else ""
