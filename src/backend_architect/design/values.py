"""What values of a column look like in JSON: their schema and an example."""

from __future__ import annotations

from backend_architect.measures.naming import singular, words
from backend_architect.model.data import Column
from backend_architect.model.element import Json

#: JSON Schema for a column's type, by the first word of PostgreSQL's name for it.
_JSON_TYPES: dict[str, dict[str, Json]] = {
    "smallint": {"type": "integer"},
    "integer": {"type": "integer"},
    "bigint": {"type": "integer", "format": "int64"},
    "numeric": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    "real": {"type": "number"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "uuid": {"type": "string", "format": "uuid"},
    "timestamp": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "jsonb": {},
    "json": {},
}

#: What a column of this name may hold; columns of other names show a value of their type.
_NAMED: dict[str, Json] = {
    "quantity": 2,
    "version": 3,
    "currency": "EUR",
    "title": "A morning in Lisbon",
    "description": "Seven bakeries before nine.",
    "subject": "110248495921238986420",
    "kind": "login",
    "target": "link",
    "visibility": "public",
    "user_agent": "Firefox on Linux",
    "opens": 17,
    "status": "open",
    "email": "ada@example.org",
    "name": "Ada",
    "url": "https://example.org/",
    "provider": "google",
}

_EXAMPLES: dict[str, Json] = {
    "smallint": 2,
    "integer": 42,
    "bigint": 42,
    "numeric": "19.90",
    "real": 1.5,
    "double": 1.5,
    "boolean": True,
    "uuid": "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f",
    "timestamp": "2026-01-31T12:00:00Z",
    "date": "2026-01-31",
    "jsonb": {},
    "json": {},
}

#: Points in time that come later than others, by a part of the column's name.
_TIMES: dict[str, str] = {
    "updated": "2026-01-31T12:05:00Z",
    "last": "2026-01-31T12:05:00Z",
    "expires": "2026-03-02T12:05:00Z",
    "until": "2026-01-31T12:20:00Z",
}


def json_schema_of(type: str, *, nullable: bool = False) -> dict[str, Json]:
    """The JSON Schema of values of a PostgreSQL type."""
    schema = dict(_JSON_TYPES.get(type.split("(")[0].split(" ")[0], {"type": "string"}))
    if nullable and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    return schema


def example_of(type: str) -> Json:
    """A value of a PostgreSQL type as it stands in JSON."""
    return _EXAMPLES.get(type.split("(")[0].split(" ")[0], "text")


def example_of_column(column: Column) -> Json:
    """A value of a column: by its name where that says what it holds, else by its type. Keys and
    what refers to them show the same value."""
    name = "_".join(words(column.name))
    if name in _NAMED:
        return _NAMED[name]
    if name == "id" or name.endswith("_id"):
        table = singular(column.table.rpartition("/")[2])
        return _key(table if name == "id" else name.removesuffix("_id"), column.type)
    if column.type.startswith("timestamp"):
        return next((at for part, at in _TIMES.items() if part in name), example_of(column.type))
    return example_of(column.type)


def _key(noun: str, type: str) -> Json:
    """A key of a row of this noun."""
    number = 100 + sum(map(ord, noun)) % 900
    example = example_of(type)
    if isinstance(example, int) and type != "smallint":
        return number
    if type == "uuid" and isinstance(example, str):
        return f"{example[:-3]}{number}"
    return f"{noun[:3]}_{number}" if example == "text" else example
