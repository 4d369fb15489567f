"""Fluent: models and their fields.

Recognises: `static let schema` or `static var schema: String { "users" }`, `@ID`, `@Field`,
`@OptionalField`, `@Enum`, `@OptionalEnum`, `@Boolean`, `@Parent`, `@OptionalParent`, `@Timestamp`,
`space` as a schema; keys as texts, `.id`, `.string("x")` or constants of the same file.
Versions seen: 4.
Not recognised: `@Group` and `@CompositeID` (their fields are not said); `@Siblings` and
`@Children`, which make no column.
Documentation: https://docs.vapor.codes/fluent/model/
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field
from backend_architect.survey.grammars.swift.text import (
    computed_of,
    expression,
    plain_type,
    property_name,
    qualified,
    type_of,
    value_of,
)
from backend_architect.survey.idioms.swift.fluent import column_type, key_of
from backend_architect.survey.idioms.swift.sources import is_test

_FIELDS = frozenset(
    ("Field", "OptionalField", "Enum", "OptionalEnum", "Boolean", "OptionalBoolean", "Timestamp",
     "Parent", "OptionalParent", "ID")
)  # fmt: skip


@detector(
    language="swift",
    anchors=("schema",),
    query='(class_declaration declaration_kind: ["class" "struct"] body: (class_body) @body)'
    " @model",
)
def fluent_models(match: Match) -> Iterator[Fact]:
    """An entity with its columns."""
    model, body = match.nodes("model")[0], match.nodes("body")[0]
    properties = [each for each in body.named_children if each.type == "property_declaration"]
    named = {property_name(each): each for each in properties if "static" in node_text(each)[:60]}
    schema = _made(named["schema"]) if "schema" in named else None
    if schema is None or is_test(match.source.path):
        return
    name = qualified(model)
    space = _made(named["space"]) if "space" in named else None
    yield Entity(
        lines=node_lines(model),
        name=name,
        mapper="fluent",
        table=expression(schema),
        schema=key_of(space) if space is not None else "",
    )
    for each in properties:
        yield from _column(name, each)


def _made(declared: Node) -> Node | None:
    """What a property is made with, or the one expression it gives."""
    return value_of(declared) or computed_of(declared)


def _wrapper(declared: Node) -> tuple[str, list[Node]]:
    """The name of a property's wrapper and the nodes of its arguments."""
    modifiers = next((c for c in declared.named_children if c.type == "modifiers"), None)
    for each in modifiers.named_children if modifiers is not None else ():
        kind = each.named_children[0] if each.type == "attribute" and each.named_children else None
        if kind is not None and plain_type(kind) in _FIELDS:
            return plain_type(kind), list(each.named_children[1:])
    return "", []


def _column(entity: str, declared: Node) -> Iterator[Field]:
    wrapper, given = _wrapper(declared)
    name = property_name(declared)
    if not wrapper or not name:
        return
    key = _argument(given, "key") or _argument(given, "custom") or ("id" if wrapper == "ID" else "")
    if not key:
        return
    kind = type_of(declared)
    held = kind.child_by_field_name("name") if kind is not None else None
    optional = held is not None and held.type == "optional_type"
    parent = wrapper in ("Parent", "OptionalParent")
    yield Field(
        lines=node_lines(declared),
        entity=entity,
        name=name,
        column=key,
        type="" if parent else _type(wrapper, held),
        nullable=wrapper != "ID" and (optional or wrapper.startswith("Optional")),
        primary=wrapper == "ID",
        identity=wrapper == "ID" and plain_type(kind) in ("Int", "Int32", "Int64"),
        references=plain_type(kind) if parent else "",
    )


def _type(wrapper: str, kind: Node | None) -> str:
    if wrapper == "Timestamp":
        return "timestamptz"
    if kind is None:
        return "uuid" if wrapper == "ID" else "text"
    written = node_text(kind).rstrip("?")
    if written.startswith("["):
        return "jsonb" if ":" in written else f"{column_type(plain_type(kind))}[]"
    return column_type(plain_type(kind))


def _argument(given: list[Node], label: str) -> str:
    """The key after a label: the label and its value are neighbours."""
    for before, value in pairwise(given):
        if before.type == "simple_identifier" and node_text(before) == label:
            return key_of(value)
    return ""
