"""Classes that Entity Framework Core may map, with their columns by its conventions.

Recognises: classes with properties that can be set: keys called `Id` or after the class, `[Key]`,
`[PrimaryKey]`; types, `?`, `[Required]`, `[MaxLength]`, `[StringLength]`, `[Column]`,
`[NotMapped]`, `[Index]`, `[Table]`, `[ForeignKey]`; references by their key property or, without
one, by the key EF makes up. A class counts as mapped only where a context names it (`ef_context`)
or it has `[Table]`.
Versions seen: EF Core 2 to 9, EF 6.
Not recognised: fields without properties, converters, types of other libraries.
Documentation: https://learn.microsoft.com/en-us/ef/core/modeling/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, Source, detector, node_lines, node_text
from backend_architect.survey.facts import Collected, Entity, Fact, Field, Grouped, Literally
from backend_architect.survey.grammars.csharp.text import (
    bases_of,
    expression,
    inner_type,
    modifiers,
    own_name,
    plain_type,
    qualified,
    type_arguments,
)
from backend_architect.survey.idioms.csharp.attributes import attribute, attributes
from backend_architect.survey.idioms.csharp.ef_types import COUNTED, column_type

_COLLECTIONS = ("List", "ICollection", "IList", "HashSet", "ISet", "IEnumerable", "Collection",
                "IReadOnlyCollection", "IReadOnlyList", "ObservableCollection")  # fmt: skip
_SETS = re.compile(r"^[^{=]*\b(set|init)\b")


#: What a file of a mapped class holds, or the folder it lies in.
_ANCHORS = (
    "Id { get", "Id {get", "[Key]", "[Table(", "PrimaryKey(", ": Entity", ": BaseEntity",
    "AuditableEntity", "EntityBase", "IAggregateRoot", ": IEntity", "Entity<",
)  # fmt: skip
_FOLDERS = ("Entities", "Models", "Domain", "Entity", "Model")


class _Property(NamedTuple):
    name: str
    type: str
    nullable: bool
    node: Node


@detector(
    language="csharp",
    anchors=_ANCHORS,
    paths=tuple(f"*/{folder}/*.cs" for folder in _FOLDERS),
    query="[(class_declaration) (record_declaration)] @class",
)
def ef_entities(match: Match) -> Iterator[Fact]:
    """A class with its columns, references, lists and groups."""
    declared = match.nodes("class")[0]
    if not _may_be_mapped(match.source):
        return
    found = list(_properties(declared))
    if "static" in modifiers(declared) or own_name(declared).endswith("Controller"):
        return
    if not found and not list(bases_of(declared)):
        return
    name = qualified(declared)
    table = attribute(declared, "Table")
    schema = expression(table.named["Schema"]) if table and "Schema" in table.named else None
    yield Entity(
        lines=_head(declared),
        scope=name,
        name=name,
        mapper="ef-core",
        table=table.first() if table is not None else None,
        schema=schema.text if isinstance(schema, Literally) else "",
        subclasses="one-table",
    )
    yield from _groups(declared, name)
    yield from _columns(name, found)


def _may_be_mapped(source: Source) -> bool:
    """Most classes with properties are no rows: only the files looked at by themselves count."""
    folders = source.path.split("/")[1:-1]
    held = any(anchor.encode() in source.data for anchor in _ANCHORS)
    return held or any(folder in _FOLDERS for folder in folders)


def _head(declared: Node) -> tuple[int, int]:
    body = declared.child_by_field_name("body")
    first, last = node_lines(declared)
    return first, body.start_point.row + 1 if body is not None else last


def _properties(declared: Node) -> Iterator[_Property]:
    """The properties that can be read and set, which are all that EF maps by itself."""
    body = declared.child_by_field_name("body")
    for member in body.named_children if body is not None else ():
        kind, accessors = (
            member.child_by_field_name("type"),
            member.child_by_field_name("accessors"),
        )
        if member.type != "property_declaration" or kind is None or accessors is None:
            continue
        fixed = {"static", "const"} & modifiers(member) or attribute(member, "NotMapped")
        if _settable(accessors) and not fixed:
            yield _Property(own_name(member), _type(kind), kind.type == "nullable_type", member)


def _settable(accessors: Node) -> bool:
    return any(_SETS.search(node_text(each)) for each in accessors.named_children)


def _type(kind: Node) -> str:
    return node_text(kind).removesuffix("?")


def _kind_node(each: _Property) -> Node | None:
    return each.node.child_by_field_name("type")


def _columns(entity: str, found: list[_Property]) -> Iterator[Fact]:
    simple = {each.name: each for each in found if column_type(each.type)}
    others = [each for each in found if each.name not in simple]
    keys = _keys(entity, simple)
    referring = dict(_by_key(simple, others))
    taken = set(referring.values())
    for each in simple.values():
        yield _column(entity, each, keys, referring.get(each.name))
    for each in others:
        target = _listed(each)
        if target:
            yield Collected(
                lines=node_lines(each.node), entity=entity, name=each.name, target=target
            )
        elif each.name not in {one.name for one in taken} and _is_name(each.type):
            yield Field(
                lines=node_lines(each.node), entity=entity, name=each.name, column=each.name,
                type="", nullable=each.nullable, references=_last(each.type),
            )  # fmt: skip


def _is_name(type: str) -> bool:
    return bool(re.fullmatch(r"[\w.]+", type)) and _last(type)[:1].isupper()


def _last(type: str) -> str:
    return type.rpartition(".")[2]


def _listed(each: _Property) -> str:
    """The type of a list's elements, "" for what is no list."""
    kind = _kind_node(each)
    plain = plain_type(kind).rpartition(".")[2]
    if kind is not None and kind.type == "nullable_type":
        kind = kind.child_by_field_name("type")
    given = type_arguments(kind)
    return inner_type(given[0]).rpartition(".")[2] if plain in _COLLECTIONS and given else ""


def _keys(entity: str, simple: dict[str, _Property]) -> tuple[str, ...]:
    marked = tuple(name for name, each in simple.items() if attribute(each.node, "Key"))
    short = _last(entity).lower()
    by_name = (name for name in simple if name.lower() in ("id", f"{short}id"))
    return marked or tuple(sorted(by_name, key=lambda name: name.lower() != "id"))[:1]


def _by_key(
    simple: dict[str, _Property], others: list[_Property]
) -> Iterator[tuple[str, _Property]]:
    """Key properties with the reference each is for."""
    for each in others:
        said = attribute(each.node, "ForeignKey")
        named = said.first() if said is not None else None
        own = named.text if isinstance(named, Literally) else f"{each.name}Id"
        for name in (own, f"{_last(each.type)}Id"):
            if name in simple and not _listed(each) and _is_name(each.type):
                yield name, each
                break
    for name, each in simple.items():
        said = attribute(each.node, "ForeignKey")
        named = said.first() if said is not None else None
        wanted = named.text if isinstance(named, Literally) else ""
        yield from ((name, other) for other in others if other.name == wanted)


def _column(entity: str, each: _Property, keys: tuple[str, ...], refers: _Property | None) -> Field:
    column, given = attribute(each.node, "Column"), None
    if column is not None and column.given:
        given = expression(column.given[0])
    length = attribute(each.node, "MaxLength", "StringLength")
    limit = node_text(length.given[0]) if length is not None and length.given else ""
    return Field(
        lines=node_lines(each.node),
        entity=entity,
        name=each.name,
        column=given.text if isinstance(given, Literally) else each.name,
        type=column_type(each.type, limit),
        nullable=each.nullable and not attribute(each.node, "Required"),
        primary=each.name in keys,
        identity=each.name in keys and len(keys) == 1 and each.type in COUNTED,
        references=_last(refers.type) if refers is not None else "",
        derived=not isinstance(given, Literally),
    )


def _groups(declared: Node, entity: str) -> Iterator[Grouped]:
    """`[Index(nameof(A), nameof(B), IsUnique = true)]`, `[PrimaryKey(nameof(A), nameof(B))]`."""
    for each in attributes(declared):
        said = [expression(node) for node in each.given]
        columns = tuple(one.text for one in said if isinstance(one, Literally))
        if each.name == "Index" and columns:
            unique = "IsUnique" in each.named and node_text(each.named["IsUnique"]) == "true"
            yield Grouped(lines=node_lines(each.node), entity=entity, columns=columns,
                          kind="unique" if unique else "index", unique=unique)  # fmt: skip
        elif each.name == "PrimaryKey" and columns:
            yield Grouped(lines=node_lines(each.node), entity=entity, kind="primary",
                          columns=columns)  # fmt: skip
