"""Canonical names of types, as PostgreSQL's `format_type` prints them.

Aliases follow the table "Data Types" of the PostgreSQL manual. MySQL's types are mapped as
sensible migrations do (unsigned ones to the next larger, except that an unsigned BIGINT stays
`bigint`, for it is mostly a key), SQLite's by their names. A type nobody knows here (an enum, an
extension's) is kept as it is.
"""

from __future__ import annotations

import re

from backend_architect.languages.postgresql.tokens import Dialect
from backend_architect.model.element import Noun


class TypeName(Noun, frozen=True, kw_only=True):
    """A canonical type; `identity` when the type brings its own numbers (serial), `values` those
    of MySQL's ENUM."""

    name: str
    identity: bool = False
    values: tuple[str, ...] = ()


_ALIASES = {
    "int": "integer", "int4": "integer", "int2": "smallint", "int8": "bigint",
    "float8": "double precision", "float4": "real", "double": "double precision",
    "bool": "boolean", "decimal": "numeric", "dec": "numeric", "varchar": "character varying",
    "char": "character", "bpchar": "character", "nchar": "character",
    "nvarchar": "character varying", "varchar2": "character varying",
    "national character varying": "character varying", "national character": "character",
    "national char": "character", "char varying": "character varying",
    "varbit": "bit varying", "timestamptz": "timestamp with time zone",
    "timetz": "time with time zone", "timestamp": "timestamp without time zone",
    "time": "time without time zone", "datetime": "timestamp without time zone",
    "datetime2": "timestamp without time zone", "smalldatetime": "timestamp without time zone",
    "tinytext": "text", "mediumtext": "text", "longtext": "text", "clob": "text", "string": "text",
    "ntext": "text", "blob": "bytea", "tinyblob": "bytea", "mediumblob": "bytea",
    "longblob": "bytea", "binary": "bytea", "varbinary": "bytea",
    "tinyint": "smallint", "mediumint": "integer", "year": "smallint",
    "unsigned big int": "bigint", "number": "numeric", "set": "text",
}  # fmt: skip
_SERIALS = {
    "serial": "integer", "serial4": "integer", "bigserial": "bigint", "serial8": "bigint",
    "smallserial": "smallint", "serial2": "smallint",
}  # fmt: skip
_IN_MYSQL = {
    "timestamp": "timestamp with time zone", "float": "real", "real": "double precision",
    "json": "jsonb",
}  # fmt: skip
_UNSIGNED = {"tinyint": "smallint", "smallint": "integer", "mediumint": "integer",
             "int": "bigint", "integer": "bigint"}  # fmt: skip
#: Types whose numbers in brackets say something to PostgreSQL.
_SIZED = frozenset(
    {"character varying", "character", "numeric", "bit", "bit varying", "interval"}
    | {f"{kind} {zone} time zone" for kind in ("time", "timestamp") for zone in ("with", "without")}
)
_UNSIZED = frozenset(
    {"integer", "smallint", "bigint", "boolean", "text", "bytea", "real", "double precision",
     "date", "uuid", "json", "jsonb"}
)  # fmt: skip
_SHAPE = re.compile(
    r"(?P<name>[^()\[\]]+?)\s*(?:\(\s*(?P<size>[^()]*)\)\s*(?P<rest>[^\[\]]*?))?\s*"
    r"(?P<array>(?:\s*\[\s*\d*\s*\])*|\s+array(?:\s*\[\s*\d*\s*\])?)\Z",
    re.IGNORECASE | re.DOTALL,
)
_STRING = re.compile(r"'((?:[^']|'')*)'")
_PREFIX = re.compile(r"pg_catalog\s*\.\s*", re.IGNORECASE)
_QUALIFIERS = re.compile(r"\b(?:un)?signed\b|\bzerofill\b", re.IGNORECASE)
_QUOTED_OWN = re.compile(r'(?:pg_catalog\.)?"(int[248]|bool|bpchar|varchar|text|uuid)"\Z')


def canonical(text: str, dialect: Dialect = "postgres") -> TypeName:
    """The canonical name of a type written in SQL of that dialect.

    >>> canonical("int8").name, canonical("varchar(20)").name, canonical("serial").identity
    ('bigint', 'character varying(20)', True)
    """
    plain = _PREFIX.sub("", " ".join(_QUOTED_OWN.sub(r"\1", text.strip()).split()))
    match = _SHAPE.match(plain)
    if match is None or '"' in match["name"]:
        return TypeName(name=plain)
    words, array = f"{match['name']} {match['rest'] or ''}", match["array"].lower()
    unsigned = re.search(r"\bunsigned\b", words, re.IGNORECASE) and "big int" not in words.lower()
    name = " ".join(_QUALIFIERS.sub("", words).split() if unsigned else words.split())
    known = _known(name, (match["size"] or "").strip(), dialect, unsigned=bool(unsigned))
    return TypeName(
        name=known.name + ("[]" * (array.count("[") or 1) if array.strip() else ""),
        identity=known.identity,
        values=known.values,
    )


def _known(name: str, size: str, dialect: Dialect, *, unsigned: bool) -> TypeName:
    word = name.lower()
    if word in _SERIALS:
        return TypeName(name=_SERIALS[word], identity=True)
    if word == "enum":
        values = tuple(value.replace("''", "'") for value in _STRING.findall(size))
        return TypeName(name="text", values=values)
    if (word in ("tinyint", "bit") and size == "1" and dialect != "postgres") or (
        word == "bit" and not size and dialect == "mysql"
    ):
        return TypeName(name="boolean")
    if word.startswith("_") and word[1:] in _ALIASES:
        return TypeName(name=f"{_ALIASES[word[1:]]}[]")
    if word == "float":
        return TypeName(name=_float(size, dialect))
    return TypeName(name=_sized(_standard(word, name, dialect, unsigned=unsigned), size))


def _standard(word: str, name: str, dialect: Dialect, *, unsigned: bool) -> str:
    if unsigned and word in _UNSIGNED:
        return _UNSIGNED[word]
    if dialect == "mysql" and word in _IN_MYSQL:
        return _IN_MYSQL[word]
    if word in _ALIASES:
        return _ALIASES[word]
    known = word in _SIZED or word in _UNSIZED or word.split()[0] == "interval"
    return word if known or dialect == "postgres" else name


def _float(size: str, dialect: Dialect) -> str:
    if size.isdigit():
        return "real" if int(size) <= 24 else "double precision"
    return "real" if dialect == "mysql" else "double precision"


def _sized(name: str, size: str) -> str:
    if name == "numeric" and size.isdigit():
        return f"numeric({size},0)"
    if name in ("character", "bit"):
        return f"{name}({size or 1})"
    if not size or name in _UNSIZED or size.lower() == "max":
        return name
    compact = re.sub(r"\s*,\s*", ",", size)
    for kind in ("time ", "timestamp "):
        if name.startswith(kind):
            return f"{kind.strip()}({compact}) {name.removeprefix(kind)}"
    return f"{name}({compact})"


_TRUTH = {"0": "false", "1": "true", "'0'": "false", "'1'": "true", "b'0'": "false",
          "b'1'": "true"}  # fmt: skip
_NOW = re.compile(
    r"(?:current_timestamp|now|localtimestamp)\s*(?:\(\s*\d*\s*\))?\Z"
    r"|\(?\s*(?:datetime|strftime|unixepoch)\s*\([^()]*'now'[^()]*\)\s*\)?\Z",
    re.IGNORECASE,
)
_UUID = re.compile(r"\(?\s*uuid\s*\(\s*\)\s*\)?\Z", re.IGNORECASE)


def canonical_default(text: str, type: str, dialect: Dialect) -> str:
    """A default in PostgreSQL's words; that of a PostgreSQL text is left as it is."""
    if dialect == "postgres":
        return text
    if type == "boolean":
        return _TRUTH.get(text.lower(), text)
    if _NOW.match(text) and type.startswith(("timestamp", "date")):
        return "CURRENT_TIMESTAMP"
    return "gen_random_uuid()" if _UUID.match(text) else text
