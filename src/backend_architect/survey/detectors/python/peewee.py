"""Peewee: models.

Recognises: classes with Peewee's fields or that extend `Model` or a base of the project in a file
that imports Peewee; the implicit `id`, `column_name`, foreign keys (column `<name>_id`, indexed),
`unique`, `index`, `primary_key`, `CompositeKey`, `Meta` with `table_name`, `db_table`, `schema` and
`indexes`. A table is called as its class in lower case, as Peewee does unless it is told otherwise.
Versions seen: 2.x and 3.x.
Not recognised: `legacy_table_names = False` (another file's), `table_function`, defaults in Python
(Peewee keeps none in the database), through models of many-to-many fields.
Documentation: https://docs.peewee-orm.com/en/latest/peewee/models.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Entity, Fact, Field, Grouped
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
    callee,
    dotted,
    elements,
    expression,
    last,
    literal,
    texts,
)
from backend_architect.survey.idioms.python.routes import imports

if TYPE_CHECKING:
    from tree_sitter import Node

#: As Peewee's `PostgresqlDatabase` makes them (`field_types` and each field's `field_type`).
_TYPES = {
    "AutoField": "integer", "BigAutoField": "bigint", "PrimaryKeyField": "integer",
    "IdentityField": "integer", "IntegerField": "integer", "BigIntegerField": "bigint",
    "SmallIntegerField": "smallint", "FloatField": "real", "DoubleField": "double precision",
    "TextField": "text", "BlobField": "bytea", "BitField": "bigint", "BigBitField": "bytea",
    "UUIDField": "uuid", "BinaryUUIDField": "bytea", "DateTimeField": "timestamp without time zone",
    "DateField": "date", "TimeField": "time without time zone", "TimestampField": "integer",
    "IPField": "bigint", "BooleanField": "boolean", "BareField": "text", "JSONField": "json",
    "BinaryJSONField": "jsonb", "DateTimeTZField": "timestamp with time zone", "TSVectorField":
    "tsvector", "HStoreField": "hstore", "IntervalField": "interval",
}  # fmt: skip
_OWN_KEYS = ("AutoField", "BigAutoField", "PrimaryKeyField", "IdentityField")
_BASES = ("Model", "peewee.Model", "pw.Model", "db_wrapper.Model", "flask_db.Model")


@detector(
    language="python",
    anchors=("peewee", "playhouse"),
    query="(class_definition superclasses: (argument_list)) @class",
)
def peewee(match: Match) -> Iterator[Fact]:
    """The entity of a model, its fields and groups."""
    class_ = match.node("class")
    if class_ is None or not imports(match.source.data, "peewee", "playhouse"):
        return
    fields = list(fields_of(class_))
    if not is_outermost(class_) or not (fields or _extends(class_)):
        return
    name, meta = field_text(class_, "name"), meta_of(class_)
    yield _entity(class_, name, meta, abstract=not fields)
    if not fields:
        return
    composite = _composite(meta)
    made = [_field(name, *each) for each in fields if each[3] != "ManyToManyField"]
    if not composite and not any(field.primary for field in made) and not _keyless(meta):
        yield Field(lines=node_lines(class_), entity=name, name="id", column="id", type="integer",
                    primary=True, identity=True)  # fmt: skip
    yield from made
    if meta is not None and composite:
        yield Grouped(lines=node_lines(meta), entity=name, kind="primary", columns=composite)
    yield from _indexes(name, meta)


def _extends(class_: Node) -> bool:
    return any(base in _BASES or last(base).endswith("Model") for base in class_bases(class_))


def _entity(class_: Node, name: str, meta: Node | None, *, abstract: bool) -> Entity:
    written = None
    if meta is not None:
        written = attribute_of(meta, "table_name") or attribute_of(meta, "db_table")
    schema = attribute_of(meta, "schema") if meta is not None else None
    return Entity(
        lines=node_lines(class_), name=name, mapper="peewee", bases=class_bases(class_),
        table=None if written is None else expression(written), abstract=abstract,
        derived="" if abstract else re.sub(r"\W+", "_", name.lower()), schema=literal(schema),
    )  # fmt: skip


def _field(entity: str, node: Node, name: str, value: Node, made: str) -> Field:
    given, foreign = arguments(value), made in ("ForeignKeyField", "DeferredForeignKey")
    written = given.text("column_name") or given.text("db_column")
    column = written or (f"{name}_id" if foreign and not name.endswith("_id") else name)
    primary = given.is_true("primary_key") or made in _OWN_KEYS
    return Field(
        lines=node_lines(node), entity=entity, name=name, column=column,
        type="" if foreign else _type(made, given), nullable=given.is_true("null"),
        primary=primary, unique=given.is_true("unique"), identity=made in _OWN_KEYS,
        indexed=given.is_true("index") or (foreign and not primary),
        references=_target(entity, given) if foreign else "", on_delete=on_delete_of(given),
        derived=not written,
    )  # fmt: skip


def _type(made: str, given: Arguments) -> str:
    if made in ("CharField", "FixedCharField"):
        kind = "character varying" if made == "CharField" else "character"
        return sized(kind, given, 0, "255")
    if made == "DecimalField":
        return decimal(given, "numeric(10,5)")
    return _TYPES.get(made, "text")


def _target(entity: str, given: Arguments) -> str:
    """The model a foreign key leads to; `"self"` is the model itself."""
    model = given.get("model", 0)
    name = dotted(model) or literal(model)
    return entity if name == "self" else name


def _composite(meta: Node | None) -> tuple[str, ...]:
    """The fields of `primary_key = CompositeKey("a", "b")`."""
    key = attribute_of(meta, "primary_key") if meta is not None else None
    if key is None or last(callee(key)) != "CompositeKey":
        return ()
    return tuple(literal(each) for each in arguments(key).positional)


def _keyless(meta: Node | None) -> bool:
    key = attribute_of(meta, "primary_key") if meta is not None else None
    return key is not None and key.type == "false"


def _indexes(entity: str, meta: Node | None) -> Iterator[Grouped]:
    """`indexes = ((("a", "b"), True),)`: the fields, and whether they are unique together."""
    listed = attribute_of(meta, "indexes") if meta is not None else None
    for each in elements(listed):
        parts = elements(each)
        if len(parts) == 2 and texts(parts[0]):
            yield Grouped(lines=node_lines(each), entity=entity, kind="index",
                          columns=texts(parts[0]), unique=parts[1].type == "true")  # fmt: skip
