"""SQLAlchemy's types in PostgreSQL's words.

From SQLAlchemy's documentation of its type system and of the PostgreSQL dialect, SQLAlchemy-Utils,
fastapi-users and pgvector. A native `Enum` is a type of its own in PostgreSQL; its values are
nobody's business here, so it is said as "text".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.python.nodes import plain_type
from backend_architect.survey.idioms.python.calls import arguments, callee, dotted, last, literal

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES: dict[str, str] = {
    "integer": "integer", "int": "integer", "biginteger": "bigint", "bigint": "bigint",
    "smallinteger": "smallint", "smallint": "smallint", "text": "text", "unicodetext": "text",
    "boolean": "boolean", "bool": "boolean", "date": "date", "interval": "interval",
    "float": "double precision", "double": "double precision",
    "double_precision": "double precision", "real": "real", "largebinary": "bytea",
    "binary": "bytea", "blob": "bytea", "bytea": "bytea", "varbinary": "bytea",
    "pickletype": "bytea", "json": "json", "jsonb": "jsonb", "uuid": "uuid", "guid": "uuid",
    "uuidtype": "uuid", "inet": "inet", "cidr": "cidr", "macaddr": "macaddr",
    "tsvector": "tsvector", "tsvectortype": "tsvector", "hstore": "hstore", "money": "money",
    "citext": "citext", "enum": "text", "choicetype": "character varying(255)",
    "emailtype": "character varying(255)", "urltype": "text", "passwordtype": "bytea",
    "arrowtype": "timestamp without time zone", "currencytype": "character varying(3)",
    "phonenumbertype": "character varying(20)", "jsontype": "json", "ltreetype": "ltree",
    "scalarlisttype": "text", "ipaddresstype": "character varying(50)", "bit": "bit",
    "timestampaware": "timestamp with time zone", "utcdatetime": "timestamp with time zone",
    "tzdatetime": "timestamp with time zone", "tinyint": "smallint", "mediumtext": "text",
    "longtext": "text", "int4range": "int4range", "int8range": "int8range",
    "numrange": "numrange", "daterange": "daterange", "tsrange": "tsrange",
    "tstzrange": "tstzrange", "oid": "oid", "regclass": "regclass", "autostring":
    "character varying", "chatype": "character(1)",
}  # fmt: skip
#: Types with a length.
_SIZED = {"string": "character varying", "varchar": "character varying", "unicode":
          "character varying", "nvarchar": "character varying", "char": "character",
          "nchar": "character", "vector": "vector", "halfvec": "halfvec"}  # fmt: skip
#: Python's types, as `Mapped[...]` and SQLModel's annotations name them.
_ANNOTATED = {
    "int": "integer", "str": "character varying", "bool": "boolean", "float": "double precision",
    "Decimal": "numeric", "datetime": "timestamp without time zone", "date": "date",
    "time": "time without time zone", "timedelta": "interval", "UUID": "uuid", "UUID4": "uuid",
    "bytes": "bytea", "dict": "json", "Dict": "json", "EmailStr": "character varying",
    "AnyUrl": "character varying", "HttpUrl": "character varying", "AwareDatetime":
    "timestamp with time zone", "Literal": "character varying", "uuid_pkg": "uuid",
    "IPv4Address": "character varying", "PositiveInt": "integer",
}  # fmt: skip


def postgres_type(node: Node) -> str:
    """The type that a node such as `String(50)` or `postgresql.JSONB` says, "" if unknown."""
    if node.type != "call":
        return _plain(last(dotted(node)))
    function = node.child_by_field_name("function")
    if function is not None and function.type == "attribute":
        method, around = last(node_text(function)), function.child_by_field_name("object")
        if method == "as_mutable":
            return _first(node)
        if method == "with_variant" and around is not None:
            return postgres_type(around)
    return _called(last(callee(node)).lower(), node)


def _first(node: Node) -> str:
    positional = arguments(node).positional
    return postgres_type(positional[0]) if positional else ""


def _called(name: str, node: Node) -> str:
    given = arguments(node)
    if name in _SIZED:
        return _sized(_SIZED[name], given.get("length", 0) or given.get("dim"))
    if name in ("numeric", "decimal"):
        figures = [given.get("precision", 0), given.get("scale", 1)]
        known = [node_text(each) for each in figures if each is not None and each.type == "integer"]
        return f"numeric({','.join([*known, '0'][:2])})" if known else "numeric"
    if name in ("datetime", "timestamp", "time"):
        aware = given.is_true("timezone") or (
            given.positional[:1] and (given.positional[0].type == "true")
        )
        kind = "time" if name == "time" else "timestamp"
        return f"{kind} {'with' if aware else 'without'} time zone"
    if name in ("array", "list"):
        element = _first(node)
        return f"{element}[]" if element else ""
    if name in ("json", "uuid") or name not in ("encryptedtype", "stringencryptedtype", "variant"):
        return _plain(name)
    return "character varying"


def _sized(name: str, length: Node | None) -> str:
    size = node_text(length) if length is not None else ""
    return f"{name}({size})" if size.isdigit() else name


def _plain(name: str) -> str:
    lower = name.lower()
    if lower in ("datetime", "timestamp", "time"):
        return f"{'time' if lower == 'time' else 'timestamp'} without time zone"
    if lower in ("numeric", "decimal"):
        return "numeric"
    return _SIZED.get(lower) or _TYPES.get(lower, "")


def annotated_type(written: str) -> str:
    """The type of `Mapped[written]`, "" if it is none of Python's own."""
    plain = plain_type(written)
    outer, _, inner = plain.partition("[")
    if last(outer) in ("list", "List") and inner:
        element = annotated_type(inner.removesuffix("]"))
        return f"{element}[]" if element else ""
    return _ANNOTATED.get(last(outer), "")


def may_be_none(written: str) -> bool:
    """True for `Optional[...]` and `... | None`."""
    return bool(re.search(r"\bOptional\[|\|\s*None\b|\bNone\s*\||Union\[.*\bNone\b", written))


def sql_default(node: Node | None) -> str:
    """A `server_default` as SQL: `func.now()` is now(), `text("...")` its text, "" if unknown."""
    if node is None:
        return ""
    if node.type == "string":
        return "'" + literal(node).replace("'", "''") + "'"
    name = callee(node)
    if last(name) in ("text", "literal_column"):
        return arguments(node).text("text", 0)
    if last(name) in ("true", "false", "null"):
        return last(name)
    if ".func." in f".{name}" and not arguments(node).positional:
        return "CURRENT_TIMESTAMP" if last(name) == "current_timestamp" else f"{last(name)}()"
    return ""
