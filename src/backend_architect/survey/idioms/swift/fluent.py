"""Keys and types of Fluent in the words of a database."""

from __future__ import annotations

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Literally
from backend_architect.survey.grammars.swift.text import (
    call_arguments,
    callee_of,
    expression,
    inner,
)

_TYPES = {
    "string": "text", "int": "bigint", "int8": "smallint", "int16": "smallint", "int32": "integer",
    "int64": "bigint", "uint": "bigint", "uint8": "smallint", "uint16": "integer",
    "uint32": "bigint", "uint64": "bigint", "bool": "boolean", "float": "real",
    "double": "double precision", "uuid": "uuid", "date": "date", "datetime": "timestamptz",
    "time": "time", "data": "bytea", "json": "jsonb", "dictionary": "jsonb", "url": "text",
    "decimal": "numeric", "timestamp": "timestamptz",
}  # fmt: skip


def column_type(name: str) -> str:
    """The type of a column by the name of Swift's or Fluent's type; "text" for an own one."""
    last = name.lstrip(".").rpartition(".")[2].lower()
    if last == "date" and name[:1].isupper():
        return "timestamptz"
    return _TYPES.get(last, "text")


def key_of(node: Node) -> str:
    """The name of a column or table: a text, `.id`, `.string("x")`, `FieldKey("x")`."""
    node = inner(node)
    if node.type == "prefix_expression":
        return node_text(node).lstrip(".")
    said = expression(node)
    return said.text if isinstance(said, Literally) else ""


def data_type(node: Node) -> str:
    """`.string`, `.array(of: .int)`, `.enum(x)`, `.sql(raw: "x")`."""
    node = inner(node)
    written = node_text(node)
    if written.startswith(".array"):
        inside = call_arguments(node) if node.type == "call_expression" else []
        return f"{data_type(inside[0].value) if inside else 'text'}[]"
    name = callee_of(node) if node.type == "call_expression" else written
    return column_type(name or written.partition("(")[0])
