"""Doctrine's mapping attributes and annotations: columns, relations, indexes.

Names that are not written follow the strategy of Symfony's recipe, "underscore".
Source: https://www.doctrine-project.org/projects/doctrine-orm/en/current/reference/attributes-reference.html,
https://www.doctrine-project.org/projects/doctrine-dbal/en/current/reference/types.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, Link, Literally, Name
from backend_architect.survey.grammars.php.text import field_of, plain_type
from backend_architect.survey.idioms.php.annotations import Annotation, annotations_of, module_of

_TYPES = {
    "string": "varchar({n})", "ascii_string": "varchar({n})", "text": "text", "integer": "integer",
    "int": "integer", "smallint": "smallint", "bigint": "bigint", "boolean": "boolean",
    "bool": "boolean", "decimal": "numeric({p}, {s})", "float": "double precision",
    "date": "date", "datetime": "timestamp", "datetimetz": "timestamptz", "time": "time",
    "json": "json", "json_array": "json", "jsonb": "jsonb", "array": "text",
    "simple_array": "text", "object": "text", "guid": "uuid", "uuid": "uuid", "ulid": "uuid",
    "uuid_binary": "uuid", "binary": "bytea", "blob": "bytea", "dateinterval": "varchar(255)",
}  # fmt: skip
_OF_PHP = {
    "string": "string", "int": "integer", "bool": "boolean", "float": "float", "array": "json",
    "DateTimeInterface": "datetime", "DateTimeImmutable": "datetime", "DateTime": "datetime",
    "DateInterval": "dateinterval", "Uuid": "uuid", "UuidInterface": "uuid", "Ulid": "ulid",
}  # fmt: skip
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def underscore(name: str) -> str:
    """`BlogPost` is "blog_post", `userID` is "user_id"."""
    return _HUMP.sub("_", name).lower()


def mapped(node: Node, source: Source) -> dict[str, Annotation]:
    """The mapping annotations above a class or property by their name; of several the first."""
    found: dict[str, Annotation] = {}
    for each in annotations_of(node, source):
        module = module_of(each.written, source)
        if each.written.startswith(("ORM\\", "Orm\\")) or "Doctrine\\ORM\\Mapping" in module:
            found.setdefault(each.name, each)
    return found


def column_of(entity: str, name: str, node: Node, said: dict[str, Annotation]) -> Field | None:
    """The column a property maps, None for one that maps none."""
    column = said.get("Column")
    if column is None:
        return None
    key = "Id" in said
    return Field(
        lines=column.lines, entity=entity, name=name,
        column=column.text("name").strip("`\"") or underscore(name),
        type=_type(column, node), nullable=column.text("nullable") == "true" and not key,
        primary=key, unique=column.text("unique") == "true",
        identity="GeneratedValue" in said and _counts(said["GeneratedValue"]),
    )  # fmt: skip


def _counts(generated: Annotation) -> bool:
    return generated.text("strategy", "") in ("", "AUTO", "IDENTITY", "SEQUENCE")


def _type(column: Annotation, node: Node) -> str:
    said = column.said.get("type")
    written = said.text if isinstance(said, Literally) else ""
    if isinstance(said, Name):
        owner, _, last = said.dotted.rpartition(".")
        written = owner.rpartition("\\")[2].removesuffix("Type") if last == "NAME" else last
    if not written:
        php = _php_type(node)
        written = _OF_PHP.get(php.rpartition("\\")[2], "string")
    known = written.lower().removesuffix("_immutable").removesuffix("_mutable")
    length, precision, scale = (column.text(k) for k in ("length", "precision", "scale"))
    return _TYPES.get(known, known).format(n=length or 255, p=precision or 10, s=scale or 0)


def _php_type(node: Node) -> str:
    kind = field_of(node, "type")
    if kind is None:
        return ""
    return plain_type(kind) or node_text(kind).lstrip("?")


def relation_of(entity: str, name: str, node: Node, said: dict[str, Annotation]) -> Iterator[Fact]:
    """The foreign key of an owning relation, or the table between two entities."""
    kind = next((k for k in ("ManyToOne", "OneToOne", "ManyToMany") if k in said), "")
    if not kind or "mappedBy" in said[kind].said:
        return
    target = _target(said[kind], node)
    if not target:
        return
    if kind == "ManyToMany":
        yield _between(entity, name, target, said)
        return
    join = said.get("JoinColumn")
    key = "Id" in said
    wanted = join.text("nullable") if join is not None else ""
    yield Field(
        lines=said[kind].lines, entity=entity, name=name, type="",
        column=(join.text("name", "").strip("`\"") if join is not None else "")
        or f"{underscore(name)}_id",
        nullable=wanted != "false" and not key, primary=key, references=target,
        unique=kind == "OneToOne", on_delete=_on_delete(join),
    )  # fmt: skip


def _target(relation: Annotation, node: Node) -> str:
    """The entity at the other end: as written, else the type of the property."""
    said = relation.said.get("targetEntity") or relation.said.get("")
    if isinstance(said, Name):
        return said.dotted.removesuffix(".class")
    if isinstance(said, Literally):
        return said.text.rpartition("\\")[2]
    return plain_type(field_of(node, "type"))


def _on_delete(join: Annotation | None) -> OnDelete:
    said = join.text("onDelete").lower() if join is not None else ""
    known = ("cascade", "set null", "restrict", "set default")
    return cast("OnDelete", said) if said in known else "no action"


def _between(entity: str, name: str, target: str, said: dict[str, Annotation]) -> Link:
    own, other = underscore(entity.rpartition(".")[2]), underscore(target.rpartition("\\")[2])
    table = said["JoinTable"].text("name", "") if "JoinTable" in said else ""
    ends = (f"{own}_id", f"{other}_id" if own != other else f"{other}_target")
    if own == other:
        ends = (f"{own}_source", f"{own}_target")
    return Link(
        lines=said["ManyToMany"].lines, entity=entity, name=name, target=target,
        table=table.strip("`\"") or f"{own}_{other}", columns=ends,
    )  # fmt: skip


def groups_of(entity: str, annotations: tuple[Annotation, ...]) -> Iterator[Grouped]:
    """Indexes and unique constraints above a class."""
    for each in annotations:
        columns = each.list("columns", "fields")
        if each.name in ("Index", "UniqueConstraint") and columns:
            kind = "unique" if each.name == "UniqueConstraint" else "index"
            yield Grouped(
                lines=each.lines, entity=entity, name=each.text("name"), columns=columns,
                kind="unique" if kind == "unique" else "index",
            )  # fmt: skip
