"""Sequelize's attributes: columns written as objects, in models and in migrations alike.

Types: https://sequelize.org/docs/v6/other-topics/other-data-types/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.detector import Match, node_lines, node_text
from backend_architect.survey.facts import Field, Grouped
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    field,
    is_true,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript.migrations import on_delete, text_of
from backend_architect.survey.idioms.javascript.queries import members
from backend_architect.survey.idioms.javascript.typeorm_names import column_type

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = {
    "TEXT": "text", "CITEXT": "citext", "INTEGER": "integer", "BIGINT": "bigint",
    "SMALLINT": "smallint", "TINYINT": "smallint", "MEDIUMINT": "integer", "FLOAT": "real",
    "REAL": "real", "DOUBLE": "double precision", "BOOLEAN": "boolean",
    "DATE": "timestamp with time zone", "NOW": "timestamp with time zone", "DATEONLY": "date",
    "TIME": "time without time zone", "UUID": "uuid", "UUIDV4": "uuid", "UUIDV1": "uuid",
    "JSON": "json", "JSONB": "jsonb", "JSONTYPE": "json", "BLOB": "bytea", "ENUM": "text",
    "HSTORE": "hstore", "INET": "inet", "CIDR": "cidr", "MACADDR": "macaddr",
    "GEOMETRY": "geometry", "GEOGRAPHY": "geography", "TSVECTOR": "tsvector", "NUMBER": "integer",
}  # fmt: skip
_UNSTORED = ("VIRTUAL",)
_UUIDS = ("UUIDV4", "UUIDV1")
_PREFIX = re.compile(r"^(?:unsigned|zerofill|binary)$", re.IGNORECASE)


class Attribute(NamedTuple):
    """A column with what else its attribute says."""

    column: Field
    groups: tuple[Grouped, ...]
    unique_key: str = ""


def type_of(node: Node | None) -> str | None:
    """A data type in PostgreSQL's words, "" for an unknown one; None for one that is no column."""
    if node is None:
        return ""
    node = plain(node)
    text = string(node)
    if text is not None:
        return column_type(text)
    called = node.type in ("call_expression", "new_expression")
    name = dotted(field(node, "function") or field(node, "constructor") if called else node)
    words = [word for word in name.split(".") if not _PREFIX.match(word)]
    word = words[-1] if words else ""
    if word in _UNSTORED:
        return None
    return _sized(word.upper(), arguments(node) if called else [])


def _sized(word: str, given: list[Node]) -> str:
    numbers = [node_text(each) for each in given if plain(each).type == "number"]
    if word == "STRING":
        return column_type("varchar", length=next(iter(numbers), "255"))
    if word == "CHAR":
        return column_type("char", length=next(iter(numbers), "255"))
    if word in ("DECIMAL", "NUMERIC"):
        precision, scale = (*numbers, "", "")[:2]
        return column_type("decimal", precision=precision, scale=scale)
    if word == "ARRAY" and given:
        inner = type_of(given[0])
        return f"{inner}[]" if inner else ""
    return _TYPES.get(word, "")


def attribute(match: Match, entity: str, name: str, node: Node) -> Attribute | None:
    """The column of one attribute, None for one that makes none."""
    options = members(node)
    type = type_of(options.get("type") if options else node)
    if type is None:
        return None
    own = text_of(match, options.get("field"))
    primary = is_true(options.get("primaryKey"))
    null = options.get("allowNull")
    column = Field(
        lines=node_lines(node), entity=entity, name=name, column=own or name, type=type,
        nullable=not primary and (null is None or is_true(null)), primary=primary,
        unique=is_true(options.get("unique")), identity=is_true(options.get("autoIncrement")),
        default=default(options.get("defaultValue")), derived=not own,
    )  # fmt: skip
    return Attribute(column, tuple(_reference(match, column, options)), _shared_key(options))


def _shared_key(options: dict[str, Node]) -> str:
    """`unique: "name"` makes one key of all columns that name it."""
    return string(options.get("unique")) or ""


def default(node: Node | None) -> str:
    """A constant default, or one that the database makes."""
    if node is None:
        return ""
    node = plain(node)
    text = string(node)
    if text is not None:
        return "'" + text.replace("'", "''") + "'"
    if node.type in ("number", "true", "false"):
        return node_text(node)
    if node.type == "call_expression":
        return _function(node)
    return {"NOW": "now()"}.get(dotted(node).rpartition(".")[2], "")


def _function(node: Node) -> str:
    """`sequelize.fn("now")` and `sequelize.literal("CURRENT_TIMESTAMP")`."""
    name = dotted(field(node, "function")).rpartition(".")[2]
    text = next((string(each) or "" for each in arguments(node)), "")
    if name == "fn" and text:
        return f"{text.lower()}()"
    return text if name == "literal" else ""


def _reference(match: Match, column: Field, options: dict[str, Node]) -> Iterator[Grouped]:
    if "references" not in options:
        return
    given = members(options["references"])
    model = given.get("model") or given.get("table")
    table = _table_referred(match, model) if model is not None else ""
    key = text_of(match, given.get("key"))
    if table:
        yield Grouped(
            lines=node_lines(options["references"]), entity=column.entity, kind="foreign",
            columns=(column.column,), references=table, ref_columns=(key,) if key else (),
            on_delete=on_delete(string(options.get("onDelete"))),
        )  # fmt: skip


def _table_referred(match: Match, model: Node) -> str:
    """A table's name or a model's."""
    text = text_of(match, model) or text_of(match, pairs(model).get("tableName"))
    return text or dotted(model)


def attributes(match: Match, entity: str, node: Node | None) -> list[Attribute]:
    """The columns of an object of attributes."""
    found = (attribute(match, entity, name, each) for name, each in members(node).items() if name)
    return [each for each in found if each is not None]


def together(entity: str, found: list[Attribute]) -> Iterator[Grouped]:
    """The groups that attributes make: references, and keys that several share by a name."""
    shared: dict[str, list[Field]] = {}
    for each in found:
        yield from each.groups
        if each.unique_key:
            shared.setdefault(each.unique_key, []).append(each.column)
    for name, columns in shared.items():
        yield Grouped(lines=columns[0].lines, entity=entity, kind="unique", name=name,
                      columns=tuple(column.column for column in columns))  # fmt: skip


def index(match: Match, entity: str, node: Node) -> Grouped | None:
    """`{ fields: [...], unique, name, using }`; None for one over expressions."""
    options = members(node)
    columns = names(match, options.get("fields"))
    if not columns or len(columns) != len(elements(options.get("fields"))):
        return None
    method = (string(options.get("using")) or "btree").lower()
    unique = is_true(options.get("unique")) or (string(options.get("type")) or "") == "UNIQUE"
    return Grouped(lines=node_lines(node), entity=entity, kind="index", columns=columns,
                   name=text_of(match, options.get("name")), method=method,
                   unique=unique)  # fmt: skip


def names(match: Match, node: Node | None) -> tuple[str, ...]:
    """Columns in an array: texts, or objects with a name."""
    found = []
    for each in elements(node):
        options = pairs(each)
        text = text_of(match, options.get("name") or options.get("attribute") or each)
        if text:
            descending = (string(options.get("order")) or "").upper() == "DESC"
            found.append(f"-{text}" if descending else text)
    return tuple(found)
