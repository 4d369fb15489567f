"""The snapshot that Entity Framework Core keeps beside its migrations: the schema they leave.

Recognises: `modelBuilder.Entity("T", b => ...)` with properties (name, type, length, required,
generated), keys, indexes, `ToTable`, relations with their keys and what happens on delete, types
below others (one table), owned types.
Versions seen: EF Core 2 to 9.
Not recognised: views, functions, owned types in JSON, SQL that migrations run themselves.
Documentation: https://learn.microsoft.com/en-us/ef/core/managing-schemas/migrations/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep
from backend_architect.survey.grammars.csharp.text import (
    called,
    called_name,
    text_of,
    type_arguments,
    values,
)
from backend_architect.survey.idioms.csharp.ef_types import COUNTED, column_type
from backend_architect.survey.idioms.csharp.endpoints import walk

_ON_DELETE: dict[str, OnDelete] = {
    "Cascade": "cascade", "SetNull": "set null", "Restrict": "restrict", "ClientSetNull":
    "no action", "NoAction": "no action",
}  # fmt: skip


@dataclass
class _Type:
    """What the snapshot says of one type: its table, or the type whose table it shares."""

    lines: tuple[int, int]
    table: str = ""
    shares: str = ""
    key: tuple[str, ...] = ()
    fields: list[Field] = field(default_factory=list)
    groups: list[Grouped] = field(default_factory=list)
    foreign: list[tuple[Grouped, str]] = field(default_factory=list)


@detector(language="csharp", paths=("*Snapshot.cs",), query="(class_declaration) @class")
def ef_snapshot(match: Match) -> Iterator[Fact]:
    """One step for each table."""
    declared = match.nodes("class")[0]
    if b"ModelSnapshot" not in match.source.data:
        return
    types: dict[str, _Type] = {}
    for node in walk(declared):
        if node.type == "invocation_expression" and called_name(node) == "Entity":
            _entity(types, node)
    tables: dict[str, list[_Type]] = {}
    for each in types.values():
        table = _table(types, each)
        if table:
            tables.setdefault(table, []).append(each)
    for table, parts in sorted(tables.items()):
        yield _step(types, table, parts)


def _entity(types: dict[str, _Type], call: Node) -> None:
    texts, block = _texts(call), _block(call)
    if not texts or block is None:
        return
    known = types.setdefault(texts[0], _Type(node_lines(call)))
    _read(types, known, texts[0], block)


def _texts(call: Node) -> list[str]:
    literals = ("string_literal", "verbatim_string_literal", "raw_string_literal")
    return [text_of(value) for value in values(call) if value.type in literals]


def _block(call: Node) -> Node | None:
    last = next((v for v in values(call) if v.type == "lambda_expression"), None)
    return last.child_by_field_name("body") if last is not None else None


def _read(types: dict[str, _Type], known: _Type, name: str, block: Node) -> None:
    """The statements of a block: each is a chain of calls on the type's builder."""
    for statement in block.named_children:
        if statement.type == "expression_statement":
            chain = _chain(statement.named_children[0])
            if chain:
                _statement(types, known, name, chain)


def _chain(node: Node) -> list[Node]:
    """The calls of a chain, the first first."""
    found: list[Node] = []
    at: Node | None = node
    while at is not None and at.type == "invocation_expression":
        found.append(at)
        at = called(at)[0]
    return found[::-1]


def _statement(types: dict[str, _Type], known: _Type, name: str, chain: list[Node]) -> None:
    first, texts = called_name(chain[0]), _texts(chain[0])
    further = {called_name(call): call for call in chain[1:]}
    if first == "Property" and texts:
        known.fields.append(_field(chain[0], texts[0], further))
    elif first == "HasKey":
        known.key = tuple(texts)
    elif first == "HasIndex":
        known.groups.append(_index(chain[0], texts, further))
    elif first == "ToTable":
        known.table = texts[0] if texts else ""
    elif first == "HasBaseType" and texts:
        known.shares = texts[0]
    elif first in ("HasOne", "WithOwner"):
        _reference(known, chain, further)
    elif first in ("OwnsOne", "OwnsMany") and texts:
        _owned(types, name, chain[0], texts)


def _owned(types: dict[str, _Type], name: str, call: Node, texts: list[str]) -> None:
    """An owned type: it says its table itself, mostly that of its owner."""
    block = _block(call)
    own = f"{name}.{'.'.join(texts)}"
    if block is not None:
        known = types.setdefault(own, _Type(node_lines(call)))
        _read(types, known, own, block)
        in_owner = called_name(call) == "OwnsOne" and known.table == _table(types, types[name])
        if in_owner:
            keys = set(known.key)
            known.fields = [each for each in known.fields if each.name not in keys]
            known.foreign = []


def _field(call: Node, name: str, further: dict[str, Node]) -> Field:
    kind = type_arguments(called(call)[1])
    type = node_text(kind[0]) if kind else ""
    length = node_text(values(further["HasMaxLength"])[0]) if "HasMaxLength" in further else ""
    column = _texts(further["HasColumnName"]) if "HasColumnName" in further else []
    loose = type.endswith(("?", "[]")) or type == "string"
    return Field(
        lines=node_lines(call),
        entity="",
        name=name,
        column=column[0] if column else name,
        type=column_type(type, length) or "text",
        nullable=loose and "IsRequired" not in further,
        identity=type in COUNTED and "ValueGeneratedOnAdd" in further,
    )


def _index(call: Node, texts: list[str], further: dict[str, Node]) -> Grouped:
    unique = "IsUnique" in further
    return Grouped(
        lines=node_lines(call), entity="", kind="unique" if unique else "index",
        columns=tuple(texts), unique=unique,
    )  # fmt: skip


def _reference(known: _Type, chain: list[Node], further: dict[str, Node]) -> None:
    """`HasOne("T", "Nav").WithMany().HasForeignKey("NavId").OnDelete(...)`."""
    key = _texts(further["HasForeignKey"]) if "HasForeignKey" in further else []
    target = _texts(chain[0])
    if "WithOne" in further and len(key) > 1:
        key = key[1:]  # the first says which of the two types has the key
    said = node_text(further["OnDelete"]) if "OnDelete" in further else ""
    act = next((act for word, act in _ON_DELETE.items() if f".{word})" in said), None)
    if key and target:
        group = Grouped(
            lines=node_lines(chain[0]), entity="", kind="foreign", columns=tuple(key),
            on_delete=act or "no action",
        )  # fmt: skip
        known.foreign.append((group, target[0]))


# ---------------------------------------------------------------- tables


def _table(types: dict[str, _Type], each: _Type) -> str:
    """The table of a type, or of the type it is below."""
    seen = 0
    while not each.table and each.shares in types and seen < 20:
        each, seen = types[each.shares], seen + 1
    return each.table


def _step(types: dict[str, _Type], table: str, parts: list[_Type]) -> SchemaStep:
    first = next((part for part in parts if part.table and part.key), parts[0])
    columns: dict[str, Field] = {}
    names: dict[str, str] = {}
    for part in sorted(parts, key=lambda each: each is not first):
        for column in part.fields:
            names.setdefault(column.name, column.column)
            columns.setdefault(column.column, _keyed(column, first, part))
    groups = [_renamed(group, names, table) for part in parts for group in part.groups]
    for part in parts:
        for group, target in part.foreign:
            found = _table(types, types[target]) if target in types else ""
            if found:
                keys = _key_columns(types, types[target])
                groups.append(_renamed(group, names, table, found, keys))
    return SchemaStep(
        lines=first.lines,
        sequence="snapshot",
        tool="ef-core",
        act="create-table",
        table=table,
        columns=tuple(columns.values()),
        groups=tuple(groups),
    )


def _keyed(column: Field, first: _Type, part: _Type) -> Field:
    """The column as part of the primary key, if it is; those of types below may be empty."""
    primary = column.name in first.key
    return Field(
        lines=column.lines, entity="", name=column.name, column=column.column, type=column.type,
        nullable=(column.nullable or bool(part.shares)) and not primary, primary=primary,
        identity=column.identity and primary,
    )  # fmt: skip


def _key_columns(types: dict[str, _Type], target: _Type) -> tuple[str, ...]:
    """The columns of a type's primary key, or of the type's that it is below."""
    seen = 0
    while not target.key and target.shares in types and seen < 20:
        target, seen = types[target.shares], seen + 1
    columns = {each.name: each.column for each in target.fields}
    return tuple(columns.get(name, name) for name in target.key)


def _renamed(
    group: Grouped,
    names: dict[str, str],
    table: str,
    target: str = "",
    keys: tuple[str, ...] = (),
) -> Grouped:
    return Grouped(
        lines=group.lines,
        entity=table,
        kind=group.kind,
        columns=tuple(names.get(column, column) for column in group.columns),
        unique=group.unique,
        references=target,
        ref_columns=keys,
        on_delete=group.on_delete,
    )
