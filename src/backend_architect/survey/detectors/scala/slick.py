"""Slick's tables: columns, keys, indexes.

Recognises: classes that extend `Table[T](tag, "name")`, with a schema too; `column[T]("name", ...)`
with `O.PrimaryKey`, `O.AutoInc`, `O.Unique`, `O.Length`, `O.SqlType`; `primaryKey`, `foreignKey`,
`index`. Types are those of PostgreSQL.
Versions seen: Slick 2 to 3.5.
Not recognised: columns of traits that tables mix in, mapped types of our own (taken for texts).
Documentation: https://scala-slick.org/doc/stable/schemas.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.languages.postgresql.types import canonical
from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field, Grouped, Literally
from backend_architect.survey.grammars.scala.text import (
    arguments_of,
    arguments_of_type,
    base_arguments,
    bases_of,
    called_of,
    dotted,
    expression,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.scala.units import UNITS, unit_own_name, unit_value

_TYPES = {
    "Int": "integer", "Long": "bigint", "Short": "smallint", "Byte": "smallint",
    "Boolean": "boolean", "Double": "double precision", "Float": "real",
    "BigDecimal": "numeric(21,2)", "UUID": "uuid", "LocalDate": "date", "Date": "date",
    "Timestamp": "timestamp without time zone", "LocalDateTime": "timestamp without time zone",
    "Instant": "timestamp with time zone", "OffsetDateTime": "timestamp with time zone",
    "ZonedDateTime": "timestamp with time zone", "LocalTime": "time without time zone",
    "String": "text", "Char": "character(1)", "Blob": "bytea",
    "DateTime": "timestamp without time zone",
    "JsValue": "jsonb", "Json": "jsonb",
}  # fmt: skip
_ACTIONS: dict[str, OnDelete] = {
    "Cascade": "cascade", "SetNull": "set null", "Restrict": "restrict",
    "SetDefault": "set default",
}  # fmt: skip


@detector(
    language="scala",
    anchors=("Table[",),
    query="(class_definition extend: (extends_clause)) @table",
)
def slick(match: Match) -> Iterator[Fact]:
    """Say the table of a class, and its columns."""
    declared = match.nodes("table")[0]
    if b"Table[" not in match.source.data:
        return
    bases = [plain_type(base).rpartition(".")[2] for base in bases_of(declared)]
    said = [expression(each) for each in base_arguments(declared)]
    texts = [each.text for each in said if isinstance(each, Literally)]
    if not any(base.endswith("Table") for base in bases) or not texts:
        return
    name = qualified(declared)
    body = declared.child_by_field_name("body")
    yield Entity(
        lines=(node_lines(declared)[0], node_lines(declared)[0]),
        scope=name,
        name=name,
        mapper="slick",
        table=Literally(text=texts[-1]),
    )
    for member in body.named_children if body is not None else ():
        value = unit_value(member) if member.type in UNITS else None
        if value is not None:
            yield from _member(member, value, name)


def _member(member: Node, value: Node, entity: str) -> Iterator[Fact]:
    column = _call(value, "column")
    if column is not None:
        yield _column(member, column, entity)
        return
    for word in ("primaryKey", "foreignKey", "index"):
        call = _call(value, word)
        if call is not None:
            yield from _group(member, call, word, entity)


def _call(value: Node, name: str) -> Node | None:
    """The call of this name, or the first list of its arguments where it has several; also below
    what is done to it (`column[Int]("x").?`)."""
    node: Node | None = value
    while node is not None:
        if node.type == "call_expression":
            function = node.child_by_field_name("function")
            if function is not None and function.type == "call_expression":
                node = function
                continue
            called = called_of(node)
            if dotted(called).rpartition(".")[2] == name:
                return node
            node = called
        elif node.type == "field_expression":
            node = node.child_by_field_name("value")
        else:
            return None
    return None


def _column(member: Node, call: Node, entity: str) -> Field:
    given = arguments_of(call)
    said = expression(given[0]) if given else None
    name = unit_own_name(member)
    options = " ".join(node_text(each) for each in given[1:])
    type, nullable = _type(call, given)
    return Field(
        lines=node_lines(member),
        scope=entity,
        entity=entity,
        name=name,
        column=said.text if isinstance(said, Literally) else name,
        type=type,
        nullable=nullable,
        primary="PrimaryKey" in options,
        unique="Unique" in options,
        identity="AutoInc" in options,
    )


def _type(call: Node, given: list[Node]) -> tuple[str, bool]:
    """The column's type, and whether it may be empty (an Option)."""
    function = call.child_by_field_name("function")
    types = arguments_of_type(function)
    kind = types[0] if types else None
    nullable = plain_type(kind) == "Option"
    inner = arguments_of_type(kind)
    if nullable and inner:
        kind = inner[0]
    for option in given[1:]:
        name = dotted(called_of(option)).rpartition(".")[2]
        text = [expression(each) for each in arguments_of(option)]
        first = text[0].text if text and isinstance(text[0], Literally) else ""
        if name in ("SqlType", "DBType") and first:
            return canonical(first).name, nullable
        if name == "Length" and first.isdigit():
            return f"character varying({first})", nullable
    plain = plain_type(kind).rpartition(".")[2]
    if plain == "Array":
        return "bytea", nullable
    return _TYPES.get(plain, "text"), nullable


def _group(member: Node, call: Node, word: str, entity: str) -> Iterator[Fact]:
    given = arguments_of(call)
    said = expression(given[0]) if given else None
    name = said.text if isinstance(said, Literally) else ""
    columns = tuple(_names(given[1])) if len(given) > 1 else ()
    whole = node_text(member)
    if not columns:
        return
    if word == "foreignKey":
        yield from _foreign(member, given, columns, name, entity)
    else:
        unique = word == "index" and "unique = true" in whole
        yield Grouped(
            lines=node_lines(member), scope=entity, entity=entity,
            kind="primary" if word == "primaryKey" else "unique" if unique else "index",
            columns=columns, name=name,
        )  # fmt: skip


def _names(node: Node) -> Iterator[str]:
    """The columns of a key: one name, or several in brackets."""
    if node.type == "identifier":
        yield node_text(node)
    for child in node.named_children if node.type == "tuple_expression" else ():
        yield from _names(child)


def _foreign(
    member: Node, given: list[Node], columns: tuple[str, ...], name: str, entity: str
) -> Iterator[Fact]:
    """A foreign key to the table of `TableQuery[Customers]`; a query held in a value names none."""
    target = given[2] if len(given) > 2 else None
    types = [plain_type(each) for each in arguments_of_type(target)] if target is not None else []
    written = node_text(member)
    named = (a for word, a in _ACTIONS.items() if f"Action.{word}" in written)
    action: OnDelete = next(named, "no action")
    references = types[0] if types else ""
    if references:
        yield Grouped(
            lines=node_lines(member), scope=entity, entity=entity, kind="foreign",
            columns=columns, name=name, references=references,
            on_delete=action if "onDelete" in written else "no action",
        )  # fmt: skip
