"""SQLModel: tables declared by annotated fields.

Recognises: classes with `table=True`, with the table's name SQLModel derives (the class's name in
lower case) or `__tablename__`; their fields by annotation and `Field(primary_key=, foreign_key=,
index=, unique=, nullable=, max_length=, sa_column=, sa_type=, ondelete=)`; classes without
`table=True` that extend `SQLModel` or another such class of the file hand their fields down.
Versions seen: 0.0.6 to 0.0.24.
Not recognised: `sa_column_args`, `sa_column_kwargs` but `server_default`.
Documentation: https://sqlmodel.tiangolo.com/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    attribute_of,
    callee,
    elements,
    enclosing,
    expression,
    last,
    pairs,
)
from backend_architect.survey.idioms.python.sqlalchemy import (
    GROUPS,
    annotated_column,
    column,
    group,
    on_delete,
    sure,
    type_doubt,
)
from backend_architect.survey.idioms.python.sqlalchemy_types import postgres_type, sql_default

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=("table=True", "table = True", "SQLModel)", "SQLModel,"),
    query="(class_definition superclasses: (argument_list)) @class",
)
def sqlmodel_models(match: Match) -> Iterator[Fact]:
    """The entity of a class, its fields and groups."""
    class_ = match.node("class")
    if class_ is None or b"down_revision" in match.source.data:
        return
    table = _is_table(class_)
    if not table and not _hands_down(class_, frozenset()):
        return
    name = field_text(class_, "name")
    written = attribute_of(class_, "__tablename__")
    yield Entity(
        lines=node_lines(class_), name=name, mapper="sqlmodel", abstract=not table,
        bases=class_bases(class_), table=None if written is None else expression(written),
        derived=name.lower() if table and written is None else "",
    )  # fmt: skip
    yield from _fields(class_, name)
    for each in elements(attribute_of(class_, "__table_args__")):
        if last(callee(each)) in GROUPS:
            yield from group(each, name)


def _is_table(class_: Node) -> bool:
    listed = class_.child_by_field_name("superclasses")
    return any(
        each.type == "keyword_argument" and field_text(each, "name") == "table"
        and field_text(each, "value") == "True"
        for each in (listed.named_children if listed is not None else ())
    )  # fmt: skip


def _hands_down(class_: Node, seen: frozenset[str]) -> bool:
    """True if the class extends `SQLModel`, directly or by classes of the file."""
    bases = class_bases(class_)
    if any(last(base) == "SQLModel" for base in bases):
        return True
    module = enclosing(class_, "module")
    for each in module.named_children if module is not None else ():
        name = field_text(each, "name") if each.type == "class_definition" else ""
        if name and name in bases and name not in seen:
            return _hands_down(each, seen | {name})
    return False


def _fields(class_: Node, entity: str) -> Iterator[Fact]:
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        inner = statement.named_children[0] if statement.named_children else statement
        written = field_text(inner, "type")
        if inner.type != "assignment" or not written or "ClassVar" in written:
            continue
        value, name = inner.child_by_field_name("right"), field_text(inner, "left")
        if last(callee(value)) == "Relationship" or name.startswith("model_config"):
            continue
        field = _field(inner, entity, name, written, value)
        if field.type or field.references or value is not None:
            yield sure(field)
            yield from type_doubt(field, inner)


def _field(inner: Node, entity: str, name: str, written: str, value: Node | None) -> Field:
    plain = annotated_column(inner, entity, name, written)
    if last(callee(value)) != "Field" or value is None:
        return plain
    given = arguments(value)
    made = given.get("sa_column")
    if made is not None and last(callee(made)) == "Column":
        return msgspec.structs.replace(column(made, entity, name, written), lines=plain.lines)
    typed = given.get("sa_type")
    type = (postgres_type(typed) if typed is not None else "") or plain.type
    length = given.get("max_length")
    if type == "character varying" and length is not None and node_text(length).isdigit():
        type = f"character varying({node_text(length)})"
    primary, target = given.is_true("primary_key"), given.text("foreign_key")
    extra = dict(pairs(given.get("sa_column_kwargs")))
    return msgspec.structs.replace(
        plain, type=type, primary=primary, unique=given.is_true("unique"),
        nullable=(plain.nullable and not primary) or given.is_true("nullable"),
        indexed=given.is_true("index"), references=target, references_table=bool(target),
        identity=primary and not target and bool(re.fullmatch("integer|bigint", type)),
        on_delete=on_delete(given), default=sql_default(extra.get("server_default")),
    )  # fmt: skip
