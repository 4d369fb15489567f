"""SeaORM: entities, their columns and what they belong to.

Recognises: structs that derive `DeriveEntityModel` with `table_name`, `schema_name`; columns with
`primary_key`, `auto_increment`, `column_name`, `column_type`, `unique`, `indexed`, `nullable`,
`default_value`; `Option`; `belongs_to` with `from` and `to` on the variants of `Relation`.
Versions seen: 0.5 to 2.0.
Not recognised: relations written by hand (`impl RelationTrait`), renaming rules of enums.
Documentation: https://www.sea-ql.org/SeaORM/docs/generate-entity/entity-structure/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field, Grouped, Literally
from backend_architect.survey.grammars.rust.text import (
    inner_type,
    own_name,
    plain_type,
    qualified,
    type_arguments,
)
from backend_architect.survey.idioms.rust.column_types import rust_type, sea_orm_type
from backend_architect.survey.idioms.rust.items import attributes_of, derives

_RELATED = ("HasOne", "HasMany", "BelongsTo", "HasManyThrough")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@detector(
    language="rust",
    anchors=("DeriveEntityModel", "DeriveRelation", "belongs_to"),
    query="(struct_item) @model\n(enum_item body: (enum_variant_list (enum_variant) @variant))",
)
def sea_orm_entities(match: Match) -> Iterator[Fact]:
    """An entity with its columns, or one of its relations."""
    model, variant = match.node("model"), match.node("variant")
    if model is not None and "DeriveEntityModel" in derives(model):
        yield from _entity(model)
    elif variant is not None:
        yield from _relation(variant)


def _settings(item: Node) -> tuple[dict[str, str], set[str]]:
    """The named values and the single words of all `#[sea_orm(...)]` of an item."""
    named: dict[str, str] = {}
    words: set[str] = set()
    for each in attributes_of(item):
        if each.name == "sea_orm":
            named |= {name: values[0] for name, values in each.named().items()}
            words |= set(each.words())
    return named, words


def _entity(model: Node) -> Iterator[Fact]:
    named, _ = _settings(model)
    name, body = qualified(model), model.child_by_field_name("body")
    if "table_name" not in named or body is None:
        return
    yield Entity(
        lines=(model.start_point.row + 1, node_lines(model)[1]),
        name=name,
        mapper="sea-orm",
        table=Literally(text=named["table_name"]),
        schema=named.get("schema_name", ""),
    )
    fields = [each for each in body.named_children if each.type == "field_declaration"]
    keys = []
    for each in fields:
        column = _column(name, each)
        if column is not None:
            keys.extend([column.name] if column.primary else [])
            yield column
    if len(keys) > 1:
        lines = node_lines(fields[0])
        yield Grouped(lines=lines, entity=name, kind="primary", columns=tuple(keys))


def _column(entity: str, declared: Node) -> Field | None:
    kind, (named, words) = declared.child_by_field_name("type"), _settings(declared)
    outer = plain_type(kind)
    if kind is None or outer.rpartition(".")[2] in _RELATED or "ignore" in words:
        return None
    field = own_name(declared)
    primary = "primary_key" in words
    held = type_arguments(kind)[0] if outer == "Option" and type_arguments(kind) else kind
    return Field(
        lines=node_lines(declared),
        entity=entity,
        name=field,
        column=named.get("column_name", field),
        type=sea_orm_type(named.get("column_type", "")) or _type(held),
        nullable=outer == "Option" or "nullable" in words,
        primary=primary,
        unique="unique" in words,
        indexed="indexed" in words,
        identity=primary and named.get("auto_increment") != "false" and _type(held) != "uuid",
    )


def _type(kind: Node) -> str:
    if node_text(kind).replace(" ", "") in ("Vec<u8>", "Bytes"):
        return "bytea"
    if plain_type(kind) == "Vec":
        return f"{rust_type(inner_type(kind))}[]"
    if plain_type(kind) == "DateTime" and type_arguments(kind):
        return "timestamptz"
    return rust_type(plain_type(kind))


def _relation(variant: Node) -> Iterator[Fact]:
    named, _ = _settings(variant)
    if not {"belongs_to", "from"} <= named.keys():
        return
    target = re.sub(r"\.Entity\Z", ".Model", named["belongs_to"].replace("::", "."))
    columns = tuple(_snake(each) for each in re.findall(r"Column::(\w+)", named["from"]))
    if columns:
        action = named.get("on_delete", "").lower()
        yield Grouped(
            lines=node_lines(variant),
            entity="Model",
            kind="foreign",
            columns=columns,
            references="Model" if target == "Entity" else target,
            ref_columns=tuple(_snake(e) for e in re.findall(r"Column::(\w+)", named.get("to", ""))),
            on_delete=_ON_DELETE.get(action, "no action"),
        )


_ON_DELETE: dict[str, OnDelete] = {
    "cascade": "cascade",
    "setnull": "set null",
    "restrict": "restrict",
}


def _snake(name: str) -> str:
    return _HUMP.sub("_", name).lower()
