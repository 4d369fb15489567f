"""What one attribute of a class JPA maps means: columns, foreign keys, tables between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.facts import Entity, Fact, Field, Grouped, Link, Literally, Unresolved
from backend_architect.survey.idioms.java.annotations import (
    argument,
    elements,
    flag,
    named,
    text,
)
from backend_architect.survey.idioms.java.jpa_attributes import Attribute
from backend_architect.survey.idioms.java.jpa_naming import join_column, join_table, physical
from backend_architect.survey.idioms.java.jpa_types import (
    INTEGERS,
    column_type,
    definition_default,
    nullable,
)

_COLLECTIONS = frozenset(("List", "Set", "Collection", "Map", "SortedSet", "Iterable"))


class Mapped(NamedTuple):
    """The class around: its name, its table, whether all its columns are a key, and the enums
    declared in its file."""

    name: str
    table: str
    keyed: bool
    enums: frozenset[str]


def facts_of(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    """Everything one attribute says."""
    relation = attribute.relation
    if relation in ("ManyToOne", "OneToOne"):
        yield from _to_one(attribute, mapped)
    elif relation == "OneToMany":
        yield from _to_many(attribute, mapped)
    elif relation == "ManyToMany":
        yield from _many_to_many(attribute, mapped)
    elif relation == "ElementCollection":
        yield from _collection(attribute, mapped)
    elif {"Embedded", "EmbeddedId"} & attribute.found.keys():
        yield from _embedded(attribute, mapped)
    else:
        yield from _column(attribute, mapped)


# ---------------------------------------------------------------- columns


def _column(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    found, column = attribute.found, attribute.found.get("Column")
    type = column_type(attribute.type, array=attribute.array, found=found, enums=mapped.enums)
    if not type:
        yield _doubt(attribute, mapped)
        type = "text" if attribute.type in _COLLECTIONS else "smallint"
    primary = "Id" in found or mapped.keyed
    yield Field(
        lines=attribute.lines,
        scope=mapped.name,
        entity=mapped.name,
        name=attribute.name,
        column=physical(text(column, "name") or attribute.name),
        type=type,
        nullable=not primary and nullable(attribute.type, found),
        primary=primary,
        unique=flag(column, "unique", default=False) or "NaturalId" in found,
        identity=primary and "GeneratedValue" in found and type in INTEGERS,
        default=_default(found),
    )


def _default(found: dict[str, Node]) -> str:
    definition = text(found.get("Column"), "columnDefinition")
    return text(found.get("ColumnDefault"), "value") or definition_default(definition)


def _doubt(attribute: Attribute, mapped: Mapped) -> Unresolved:
    if attribute.type in _COLLECTIONS:
        reason = "A collection without a mapping that is known; taken for a text."
    else:
        reason = f"{attribute.type} is declared in another file; taken for an enum by its number."
    what = f"type of {mapped.name}.{attribute.name}"
    return Unresolved(lines=attribute.lines, scope=mapped.name, what=what, reason=reason)


def _embedded(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    """The columns that `@AttributeOverride` names; those without come through `bases`."""
    overrides = [
        *elements(attribute.found.get("AttributeOverride")),
        *elements(argument(attribute.found.get("AttributeOverrides"), "value")),
    ]
    for override in overrides:
        column = argument(override, "column")
        name = text(override, "name")
        yield Field(
            lines=attribute.lines,
            scope=mapped.name,
            entity=mapped.name,
            name=f"{attribute.name}.{name}",
            column=physical(text(column, "name") or name),
            type="character varying(255)",
            nullable=flag(column, "nullable", default=True),
        )
    if overrides:
        yield Unresolved(
            lines=attribute.lines,
            scope=mapped.name,
            what=f"columns of {mapped.name}.{attribute.name}",
            reason="Renamed here, declared in another class; their types are taken for texts.",
        )


# ---------------------------------------------------------------- relations


def _to_one(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    """A foreign key, unless the other side has it."""
    relation = attribute.found[attribute.relation]
    if argument(relation, "mappedBy") is not None:
        return
    joins = _joins(attribute)
    optional = flag(relation, "optional", default=True) and not (
        {"NotNull", "NonNull"} & attribute.found.keys()
    )
    primary = bool({"Id", "MapsId"} & attribute.found.keys()) or mapped.keyed
    single = len(joins) == 1
    columns = tuple(_join_name(join, attribute) for join in joins)
    for join, column in zip(joins, columns, strict=True):
        yield Field(
            lines=attribute.lines,
            scope=mapped.name,
            entity=mapped.name,
            name=attribute.name if single else column,
            column=column,
            type="",
            nullable=optional and not primary and flag(join, "nullable", default=True),
            primary=primary,
            unique=single and (attribute.relation == "OneToOne" or _unique(join)),
            references=_target(relation, attribute) if single else "",
            on_delete=_on_delete(attribute),
        )
    if not single:
        yield Grouped(
            lines=attribute.lines,
            scope=mapped.name,
            entity=mapped.name,
            kind="foreign",
            columns=columns,
            references=_target(relation, attribute),
            ref_columns=tuple(physical(text(j, "referencedColumnName")) for j in joins),
            on_delete=_on_delete(attribute),
        )


def _joins(attribute: Attribute) -> list[Node | None]:
    """The join columns that are given; one unnamed where none is."""
    several = elements(argument(attribute.found.get("JoinColumns"), "value"))
    lone = attribute.found.get("JoinColumn") or attribute.found.get("PrimaryKeyJoinColumn")
    return [*several] or [lone]


def _join_name(join: Node | None, attribute: Attribute) -> str:
    referenced = text(join, "referencedColumnName") or "id"
    return physical(text(join, "name")) or join_column(attribute.name, referenced)


def _unique(join: Node | None) -> bool:
    return flag(join, "unique", default=False)


def _target(relation: Node, attribute: Attribute) -> str:
    return named(relation, "targetEntity") or attribute.target


def _on_delete(attribute: Attribute) -> OnDelete:
    action = named(attribute.found.get("OnDelete"), "action")
    actions: dict[str, OnDelete] = {"CASCADE": "cascade", "SET_NULL": "set null"}
    return actions.get(action, "no action")


def _to_many(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    """A foreign key in the other table where this side names it, else a table between."""
    relation = attribute.found["OneToMany"]
    if argument(relation, "mappedBy") is not None:
        return
    join = attribute.found.get("JoinColumn")
    if join is None or "JoinTable" in attribute.found:
        yield _link(attribute, mapped, relation)
        return
    column = physical(text(join, "name")) or join_column(attribute.name)
    target = _target(relation, attribute)
    yield Field(
        lines=attribute.lines, scope=mapped.name, entity=target, name=column, column=column,
        type="", nullable=flag(join, "nullable", default=True), references=mapped.name,
        on_delete=_on_delete(attribute),
    )  # fmt: skip


def _many_to_many(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    relation = attribute.found["ManyToMany"]
    if argument(relation, "mappedBy") is None:
        yield _link(attribute, mapped, relation)


def _link(attribute: Attribute, mapped: Mapped, relation: Node) -> Link:
    table = attribute.found.get("JoinTable")
    own = elements(argument(table, "joinColumns"))
    other = elements(argument(table, "inverseJoinColumns"))
    simple = mapped.name.rpartition(".")[2]
    columns = (
        physical(text(own[0], "name")) if own else join_column(simple),
        physical(text(other[0], "name")) if other else join_column(attribute.name),
    )
    return Link(
        lines=attribute.lines,
        scope=mapped.name,
        entity=mapped.name,
        name=attribute.name,
        target=_target(relation, attribute),
        table=physical(text(table, "name")) or join_table(mapped.table, attribute.name),
        columns=columns,
    )


def _collection(attribute: Attribute, mapped: Mapped) -> Iterator[Fact]:
    """The table of a collection of values: the owner's key and the value."""
    table, name = attribute.found.get("CollectionTable"), f"{mapped.name}.{attribute.name}"
    joins = elements(argument(table, "joinColumns"))
    simple = mapped.name.rpartition(".")[2]
    owner = physical(text(joins[0], "name")) if joins else join_column(simple)
    type = column_type(attribute.element, array=False, found=attribute.found, enums=mapped.enums)
    written = physical(text(table, "name")) or join_table(simple, attribute.name)
    yield Entity(
        lines=attribute.lines,
        scope=mapped.name,
        name=name,
        mapper="jpa",
        table=Literally(text=written),
        bases=() if type else (attribute.element,),
    )
    yield Field(
        lines=attribute.lines, scope=mapped.name, entity=name, name=owner, column=owner, type="",
        references=mapped.name,
    )  # fmt: skip
    if type:
        column = physical(text(attribute.found.get("Column"), "name") or attribute.name)
        yield Field(
            lines=attribute.lines, scope=mapped.name, entity=name, name=attribute.name,
            column=column, type=type, nullable=True,
        )  # fmt: skip
