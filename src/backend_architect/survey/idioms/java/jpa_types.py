"""Column types of JPA attributes, as Hibernate makes them on PostgreSQL.

(https://docs.jboss.org/hibernate/orm/current/userguide/html_single/Hibernate_User_Guide.html#basic)
"""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.languages.postgresql.types import canonical
from backend_architect.survey.detector import node_text
from backend_architect.survey.idioms.java.annotations import flag, named, text

_TYPES = {
    "Long": "bigint", "long": "bigint", "Integer": "integer", "int": "integer",
    "Short": "smallint", "short": "smallint", "Byte": "smallint", "byte": "smallint",
    "Boolean": "boolean", "boolean": "boolean", "Double": "double precision",
    "double": "double precision", "Float": "real", "float": "real", "Character": "character(1)",
    "char": "character(1)", "BigInteger": "numeric(38,0)", "UUID": "uuid", "LocalDate": "date",
    "LocalTime": "time without time zone", "LocalDateTime": "timestamp without time zone",
    "Instant": "timestamp with time zone", "OffsetDateTime": "timestamp with time zone",
    "ZonedDateTime": "timestamp with time zone", "OffsetTime": "time with time zone",
    "Timestamp": "timestamp without time zone", "Time": "time without time zone",
    "Calendar": "timestamp without time zone", "Year": "integer", "Duration": "numeric(21,0)",
    "Blob": "bytea", "Clob": "text", "URL": "character varying(255)", "JsonNode": "jsonb",
    "Currency": "character varying(3)", "Locale": "character varying(255)",
    "ZoneId": "character varying(255)", "TimeZone": "character varying(255)",
    "YearMonth": "date", "DayOfWeek": "smallint", "Month": "smallint",
}  # fmt: skip
PRIMITIVES = frozenset(("long", "int", "short", "byte", "boolean", "double", "float", "char"))
INTEGERS = frozenset(("bigint", "integer", "smallint"))
_TEMPORAL = {
    "DATE": "date", "TIME": "time without time zone", "TIMESTAMP": "timestamp without time zone",
}  # fmt: skip
_DEFINITION = re.compile(
    r"\s+(?:not\s+null|null|default|unique|primary|collate|check|generated|comment|character\s+set)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_DEFAULT = re.compile(r"\bdefault\s+('(?:[^']|'')*'|[\w.]+(?:\([^)]*\))?)", re.IGNORECASE)


def definition_type(definition: str) -> str:
    """The type of a `columnDefinition`, without what follows it."""
    return canonical(_DEFINITION.sub("", definition.strip())).name


def definition_default(definition: str) -> str:
    """The default of a `columnDefinition`, "" if it has none."""
    found = _DEFAULT.search(definition)
    return found[1] if found else ""


def column_type(type: str, *, array: bool, found: dict[str, Node], enums: frozenset[str]) -> str:
    """The column type of an attribute, "" for a class that is none of the known basic types.

    `found` are its annotations, `enums` the names of the file's own enums.
    """
    column = found.get("Column")
    definition = text(column, "columnDefinition")
    if definition:
        return definition_type(definition)
    if _is_json(found):
        return "jsonb"
    if "Enumerated" in found or type in enums:
        ordinal = named(found.get("Enumerated"), "value") != "STRING"
        return "smallint" if ordinal else f"character varying({_length(found) or 255})"
    if array:
        return "bytea" if type in ("byte", "Byte") else ""
    return _basic(type, found)


def _basic(type: str, found: dict[str, Node]) -> str:
    column = found.get("Column")
    if type == "String":
        return "text" if "Lob" in found else f"character varying({_length(found) or 255})"
    if type == "BigDecimal":
        precision = text(column, "precision") or "38"
        return f"numeric({precision},{text(column, 'scale') or '2'})"
    if type == "Date":
        return _TEMPORAL[named(found.get("Temporal"), "value") or "TIMESTAMP"]
    if "Convert" in found and type not in _TYPES:
        return "character varying(255)"
    return _TYPES.get(type, "")


def _length(found: dict[str, Node]) -> str:
    """The length of a text: the column's, else what bean validation bounds it to."""
    own = text(found.get("Column"), "length")
    bound = text(found.get("Size"), "max") or text(found.get("Length"), "max")
    return own if own.isdigit() else bound


def _is_json(found: dict[str, Node]) -> bool:
    said = " ".join(node_text(found[name]) for name in ("Type", "JdbcTypeCode") if name in found)
    return "json" in said.lower()


def nullable(type: str, found: dict[str, Node]) -> bool:
    """Whether the column may be empty, by the mapping and by bean validation."""
    if type in PRIMITIVES or {"NotNull", "NotBlank", "NotEmpty", "NonNull"} & found.keys():
        return False
    defined = text(found.get("Column"), "columnDefinition").lower()
    optional = flag(found.get("Basic"), "optional", default=True) and "not null" not in defined
    return optional and flag(found.get("Column"), "nullable", default=True)
