"""Tortoise ORM: models.

Recognises: classes with `fields.<...>Field`s in a file that imports Tortoise, the implicit `id`,
`source_field`, foreign keys and one-to-one fields (column `<name>_id`), many-to-many fields with
`through`, `unique`, `db_index` and `index`, `Meta` with `table`, `schema`, `abstract`,
`unique_together` and `indexes`. A table is called as its class in lower case.
Versions seen: 0.15 to 0.25.
Not recognised: `table_name_generator` of the set-up, fields of the project's own, defaults in
Python (Tortoise keeps none in the database).
Documentation: https://tortoise.github.io/models.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Entity, Fact, Field, Grouped, Link
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.active_records import (
    decimal,
    fields_of,
    is_outermost,
    meta_of,
    on_delete_of,
    sized,
)
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    attribute_of,
    elements,
    expression,
    last,
    literal,
    texts,
)
from backend_architect.survey.idioms.python.routes import imports

if TYPE_CHECKING:
    from tree_sitter import Node

#: The `SQL_TYPE`s of each field for PostgreSQL.
_TYPES = {
    "IntField": "integer", "BigIntField": "bigint", "SmallIntField": "smallint",
    "TextField": "text", "BooleanField": "boolean", "FloatField": "double precision",
    "DatetimeField": "timestamp with time zone", "DateField": "date", "TimeField":
    "time with time zone", "TimeDeltaField": "bigint", "UUIDField": "uuid", "BinaryField": "bytea",
    "JSONField": "jsonb", "IntEnumField": "smallint", "TSVectorField": "tsvector",
}  # fmt: skip
_FOREIGN = ("ForeignKeyField", "OneToOneField")
_NUMBERED = ("IntField", "BigIntField", "SmallIntField")


@detector(
    language="python",
    anchors=("tortoise",),
    query="(class_definition superclasses: (argument_list)) @class",
)
def tortoise(match: Match) -> Iterator[Fact]:
    """The entity of a model, its fields, groups and links."""
    class_ = match.node("class")
    if class_ is None or not imports(match.source.data, "tortoise"):
        return
    fields = list(fields_of(class_))
    named_model = any(last(base).endswith("Model") for base in class_bases(class_))
    if not is_outermost(class_) or not (fields or named_model):
        return
    name, meta = field_text(class_, "name"), meta_of(class_)
    abstract = not fields or _says(meta, "abstract") == "true"
    yield _entity(class_, name, meta, abstract=abstract)
    made = [_field(name, *each) for each in fields if each[3] != "ManyToManyField"]
    if not abstract and not any(field.primary for field in made):
        yield Field(lines=node_lines(class_), entity=name, name="id", column="id", type="integer",
                    primary=True, identity=True)  # fmt: skip
    yield from made
    for node, own, value, kind in fields:
        if kind == "ManyToManyField":
            yield _link(name, node, own, arguments(value))
    yield from _groups(name, meta)


def _says(meta: Node | None, name: str) -> str:
    """The kind of node `Meta` gives to a name, "" for none."""
    value = attribute_of(meta, name) if meta is not None else None
    return value.type if value is not None else ""


def _entity(class_: Node, name: str, meta: Node | None, *, abstract: bool) -> Entity:
    written = attribute_of(meta, "table") if meta is not None else None
    schema = attribute_of(meta, "schema") if meta is not None else None
    return Entity(
        lines=node_lines(class_), name=name, mapper="tortoise", bases=class_bases(class_),
        table=None if written is None else expression(written), abstract=abstract,
        derived="" if abstract else name.lower(), schema=literal(schema),
    )  # fmt: skip


def _field(entity: str, node: Node, name: str, value: Node, made: str) -> Field:
    given, foreign = arguments(value), made in _FOREIGN
    written = given.text("source_field")
    primary = given.is_true("primary_key") or given.is_true("pk")
    numbered = primary and made in _NUMBERED and not given.is_false("generated")
    return Field(
        lines=node_lines(node), entity=entity, name=name,
        column=written or (f"{name}_id" if foreign else name),
        type="" if foreign else _type(made, given), nullable=given.is_true("null"),
        primary=primary, unique=given.is_true("unique") or made == "OneToOneField",
        indexed=given.is_true("db_index") or given.is_true("index"), identity=numbered,
        references=_target(given) if foreign else "",
        on_delete=(on_delete_of(given) if given.get("on_delete") else "cascade")
        if foreign else "no action", derived=not written,
    )  # fmt: skip


def _type(made: str, given: Arguments) -> str:
    if made in ("CharField", "CharEnumField"):
        return sized("character varying", given, 0 if made == "CharField" else -1)
    if made == "DecimalField":
        return decimal(given, "numeric")
    return _TYPES.get(made, "text")


def _target(given: Arguments) -> str:
    """`"models.Tournament"` names an app and a model."""
    return last(given.text("to", 0) or given.text("model_name", 0))


def _link(entity: str, node: Node, name: str, given: Arguments) -> Link:
    """Without `through` the table is called after both models, `team_event`."""
    target = _target(given)
    backward, forward = given.text("backward_key"), given.text("forward_key")
    own = backward or f"{entity.lower()}_id"
    return Link(
        lines=node_lines(node), entity=entity, name=name, target=target,
        table=given.text("through") or f"{entity.lower()}_{{target}}",
        columns=(own, forward or f"{target.lower()}_id"),
    )  # fmt: skip


def _groups(entity: str, meta: Node | None) -> Iterator[Grouped]:
    unique = attribute_of(meta, "unique_together") if meta is not None else None
    for each in _listed(unique):
        yield Grouped(lines=node_lines(each), entity=entity, kind="unique", columns=texts(each))
    indexes = attribute_of(meta, "indexes") if meta is not None else None
    for each in _listed(indexes):
        yield Grouped(lines=node_lines(each), entity=entity, kind="index", columns=texts(each))


def _listed(node: Node | None) -> tuple[Node, ...]:
    """`(("a", "b"),)` lists groups, `("a", "b")` is one."""
    found = elements(node)
    if found and node is not None and all(each.type == "string" for each in found):
        return (node,)
    return tuple(each for each in found if texts(each))
