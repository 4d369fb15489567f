"""Exposed: tables as objects, with columns, keys, indexes.

Recognises: objects and classes that extend `Table`, `IdTable`, `IntIdTable`, `LongIdTable`,
`UIntIdTable`, `ULongIdTable`, `UUIDTable`, `CompositeIdTable` or own ones that do; columns by
their functions, `nullable`, `autoIncrement`, `uniqueIndex`, `index`, `references`, `reference`,
`optReference`; `primaryKey = PrimaryKey(...)` and the older `.primaryKey()`; `index(...)` and
`uniqueIndex(...)` of several columns.
Versions seen: Exposed 0.17 to 1.
Not recognised: column functions of our own (gaps), types of other modules.
Documentation: https://www.jetbrains.com/help/exposed/working-with-tables.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field, Grouped, Literally, Name
from backend_architect.survey.grammars.kotlin.text import (
    base_call,
    bases_of,
    declared_variable,
    expression,
    named_arguments,
    plain_type,
    qualified,
    value_of,
)
from backend_architect.survey.idioms.kotlin.annotations import members, modifier
from backend_architect.survey.idioms.kotlin.calls import Call, call_of
from backend_architect.survey.idioms.kotlin.controllers import head

#: Tables that bring a key of their own: its type, and whether the store counts it up.
_KEYED = {
    "IntIdTable": ("integer", True), "LongIdTable": ("bigint", True),
    "UIntIdTable": ("integer", True), "ULongIdTable": ("bigint", True),
    "UUIDTable": ("uuid", False), "UuidTable": ("uuid", False),
}  # fmt: skip
_BASES = frozenset((*_KEYED, "Table", "IdTable", "CompositeIdTable"))
_TYPES = {
    "integer": "integer", "long": "bigint", "short": "smallint", "byte": "smallint",
    "uinteger": "bigint", "ulong": "bigint", "ushort": "integer", "ubyte": "smallint",
    "bool": "boolean", "text": "text", "mediumText": "text", "largeText": "text", "uuid": "uuid",
    "javaUUID": "uuid", "float": "real", "double": "double precision", "date": "date",
    "datetime": "timestamp without time zone", "timestamp": "timestamp without time zone",
    "timestampWithTimeZone": "timestamp with time zone", "time": "time without time zone",
    "duration": "bigint", "blob": "bytea", "json": "json", "jsonb": "jsonb",
    "enumeration": "integer", "customEnumeration": "text", "kotlinUuid": "uuid",
    "xTimestamp": "timestamp without time zone",
}  # fmt: skip
_SIZED = {
    "varchar": "character varying", "char": "character", "binary": "bytea",
    "enumerationByName": "character varying", "decimal": "numeric",
}  # fmt: skip
_REFERENCES = frozenset(("reference", "optReference"))


class _Column(NamedTuple):
    """The function that makes a column, and those that follow on it, from the inside out."""

    made: Call
    after: tuple[Call, ...]

    def says(self, *names: str) -> Call | None:
        """The call of one of these functions on the column."""
        return next((call for call in self.after if call.name in names), None)


@detector(
    language="kotlin",
    anchors=("Table(", "exposed"),
    query="[(object_declaration) (class_declaration)] @table",
)
def exposed(match: Match) -> Iterator[Fact]:
    """Say the table of an object, and its columns."""
    declared = match.nodes("table")[0]
    bases = [plain_type(base).rpartition(".")[2] for base in bases_of(declared)]
    data = match.source.data
    if b"exposed" not in data and (b"Table(" not in data or not _BASES & set(bases)):
        return
    base = next((each for each in bases if each.endswith("Table")), "")
    call = base_call(declared, base) if base else None
    if call is None:
        return
    name = qualified(declared)
    abstract = declared.type == "class_declaration" and (
        modifier(declared, "abstract") or modifier(declared, "open")
    )
    yield _entity(declared, name, base, call, abstract=abstract)
    if base in _KEYED:
        yield _key(declared, name, base, call)
    for member in members(declared, "property_declaration"):
        yield from _member(member, name)
    for block in members(declared, "anonymous_initializer"):
        yield from _initial(block, name)


def _entity(declared: Node, name: str, base: str, call: Node, *, abstract: bool) -> Entity:
    given = [value for key, value in named_arguments(call) if key in ("", "name")]
    said = expression(given[0]) if given else None
    simple = name.rpartition(".")[2]
    return Entity(
        lines=head(declared),
        scope=name,
        name=name,
        mapper="exposed",
        table=_plain(said) if isinstance(said, Literally) else None,
        derived="" if abstract and said is None else simple.removesuffix("Table") or simple,
        bases=(base,),
        abstract=abstract and not isinstance(said, Literally),
    )


def _plain(said: Literally) -> Literally:
    return Literally(text=said.text.strip('`"').rpartition(".")[2])


def _key(declared: Node, name: str, base: str, call: Node) -> Field:
    """The key that the base brings, called "id" unless its second value says else."""
    type, counted = _KEYED[base]
    given = named_arguments(call)
    named = [value for key, value in given if key == "columnName"]
    plain = [value for key, value in given if not key][1:2]
    said = expression((named or plain)[0]) if named or plain else None
    return Field(
        lines=head(declared),
        scope=name,
        entity=name,
        name="id",
        column=said.text if isinstance(said, Literally) else "id",
        type=type,
        primary=True,
        identity=counted,
    )


def _member(member: Node, entity: str) -> Iterator[Fact]:
    name = declared_variable(member)[0]
    value = value_of(member)
    if value is None:
        return
    if name == "primaryKey":
        call = call_of(value)
        columns = [node_text(v).rpartition(".")[2] for k, v in call.given if not k] if call else []
        yield Grouped(
            lines=node_lines(member), scope=entity, entity=entity, kind="primary",
            columns=tuple(columns),
        )  # fmt: skip
        return
    column = _column(value)
    if column is not None:
        yield _field(column, name, entity, member)


def _column(value: Node) -> _Column | None:
    """The chain of calls that makes a column; None for any other value."""
    after: list[Call] = []
    node: Node | None = value
    while node is not None:
        if node.type == "infix_expression":  # `integer("x") references Users.id`
            node = node.named_children[0]
            continue
        call = call_of(node)
        if call is None:
            return None
        if call.on is None:
            known = call.name in _TYPES or call.name in _SIZED or call.name in _REFERENCES
            return _Column(call, tuple(reversed(after))) if known else None
        after.append(call)
        node = call.on
    return None


def _field(column: _Column, name: str, entity: str, member: Node) -> Field:
    made = column.made
    said = [expression(value) for key, value in made.given if key in ("", "name")]
    written = said[0].text if said and isinstance(said[0], Literally) else name
    refers = column.says("references") or (made if made.name in _REFERENCES else None)
    target = _target(refers, made) or _infix_target(member)
    key = column.says("primaryKey", "entityId") is not None and name in ("id", entity)
    return Field(
        lines=node_lines(member),
        scope=entity,
        entity=entity,
        name=name,
        column=written.strip('`"'),
        type=_type(made),
        nullable=made.name == "optReference" or column.says("nullable") is not None,
        primary=key or column.says("primaryKey") is not None,
        unique=column.says("uniqueIndex") is not None,
        indexed=column.says("index") is not None,
        identity=column.says("autoIncrement") is not None,
        references=target,
        on_delete=_on_delete(refers),
    )


def _type(made: Call) -> str:
    if made.name in _REFERENCES:
        return ""
    if made.name in _TYPES:
        return _TYPES[made.name]
    sizes = [node_text(v) for k, v in made.given if v.type == "number_literal"]
    if made.name == "binary" or not sizes:
        return _SIZED[made.name]
    return f"{_SIZED[made.name]}({','.join(sizes)})"


def _target(refers: Call | None, made: Call) -> str:
    """The table referred to: `Users` or `Users.id`."""
    values = refers.values if refers is not None else []
    if refers is not None and refers is made:
        values = values[1:]
    said = expression(values[0]) if values else None
    if not isinstance(said, Name):
        return ""
    parts = said.dotted.split(".")
    return ".".join(parts[:-1]) if len(parts) > 1 and parts[-1][:1].islower() else said.dotted


def _infix_target(member: Node) -> str:
    value = member.named_children[-1]
    if value.type != "infix_expression" or len(value.named_children) < 3:
        return ""
    word, other = value.named_children[1], expression(value.named_children[2])
    if node_text(word) != "references" or not isinstance(other, Name):
        return ""
    return other.dotted.rpartition(".")[0] or other.dotted


def _on_delete(refers: Call | None) -> OnDelete:
    given = refers.value("onDelete") if refers is not None else None
    word = node_text(given).rpartition(".")[2] if given is not None else ""
    actions: dict[str, OnDelete] = {
        "CASCADE": "cascade", "SET_NULL": "set null", "RESTRICT": "restrict",
        "SET_DEFAULT": "set default",
    }  # fmt: skip
    return actions.get(word, "no action")


def _initial(block: Node, entity: str) -> Iterator[Fact]:
    """`init { uniqueIndex(a, b) }` and `index(true, a, b)`."""
    for node in (each for body in block.named_children for each in body.named_children):
        call = call_of(node)
        if call is None or call.on is not None or call.name not in ("index", "uniqueIndex"):
            continue
        said = [expression(value) for key, value in call.given if key in ("", "columns")]
        columns = tuple(e.dotted.rpartition(".")[2] for e in said if isinstance(e, Name))
        flags = [e.text for e in said if isinstance(e, Literally)]
        unique = call.name == "uniqueIndex" or "true" in flags
        if columns:
            yield Grouped(
                lines=node_lines(node), scope=entity, entity=entity,
                kind="unique" if unique else "index", columns=columns,
            )  # fmt: skip
