"""The structs of a Go file that GORM maps: which they are, what their fields and relations are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.grammars.go.text import fields_of, receiver_of, result_of
from backend_architect.survey.idioms.go.gorm_fields import Kind, Tags, column_type, kind_of, tags_of

#: Methods of a struct that only GORM calls (https://gorm.io/docs/hooks.html).
HOOKS = frozenset(
    f"{when}{act}"
    for when in ("Before", "After")
    for act in ("Create", "Save", "Update", "Delete", "Find")
)
MODEL = "gorm.Model"
#: Names people give to the struct that all their models embed.
BASES = frozenset(
    ("base", "basemodel", "model", "entity", "baseentity", "timestamps", "timestamp", "audit",
     "auditable", "softdelete", "common", "basefields", "uuidmodel", "modelbase", "commonmodel",
     "commonfields", "idmodel", "uuidbase", "basegorm", "gormmodel", "auditfields")
)  # fmt: skip


class Member(NamedTuple):
    """A field of a struct; `name` is "" for an embedded type."""

    name: str
    kind: Kind
    tags: Tags
    node: Node


class Struct(NamedTuple):
    """A struct with what its methods in the file say."""

    name: str
    node: Node
    members: tuple[Member, ...]
    table: Node | None = None
    hooked: bool = False
    scalar: bool = False

    @property
    def embeds(self) -> tuple[str, ...]:
        """The types it embeds."""
        return tuple(m.kind.name for m in self.members if not m.name)

    @property
    def keyed(self) -> bool:
        """True if a primary key is to be seen: by tag, by the name ID, or as `gorm.Model`."""
        return MODEL in self.embeds or any(primary(m) for m in self.members)

    def member(self, name: str) -> Member | None:
        """The field of this name or column, whatever the case of its letters."""
        wanted = name.strip().lower().replace("_", "")
        return next((m for m in self.members if m.name.lower() == wanted), None)


def primary(member: Member) -> bool:
    """True for a field that is tagged as (part of) the primary key, or called ID."""
    return member.tags.has("primarykey", "primary_key") or member.name in ("ID", "Id")


class Models(NamedTuple):
    """The mapped structs of a file, all its structs, and its other named types."""

    mapped: dict[str, Struct]
    structs: dict[str, Struct]
    types: dict[str, Kind]

    def related(self, member: Member) -> bool:
        """True if the field is a relation rather than a column."""
        name, tags = member.kind.name, member.tags
        if tags.has("many2many", "polymorphic", "foreignkey", "references", "belongsto"):
            return True
        if tags.text("type") or tags.has("serializer", "json", "embedded"):
            return False
        if name in self.structs:
            return not self.structs[name].scalar
        return self._foreign(member)

    def _foreign(self, member: Member) -> bool:
        """A type of another file: a list or pointer of a name that is no scalar we know."""
        own = member.kind.name in self.types
        known = bool(column_type(member.kind._replace(slice=False), member.tags))
        plain = member.kind.name.rpartition(".")[2][:1].isupper()
        several = member.kind.slice or member.kind.pointer
        return several and plain and not own and not known


@lru_cache(maxsize=2)
def models_of(source: Source) -> Models:
    """Everything about the structs of one file."""
    assert source.tree is not None  # noqa: S101  # narrows: asked for parsed files only
    tables, hooked, scalars = _methods(source.tree.root_node)
    structs: dict[str, Struct] = {}
    types: dict[str, Kind] = {}
    for name, node in _types(source.tree.root_node):
        body = node.child_by_field_name("type")
        if body is not None and body.type == "struct_type":
            structs[name] = Struct(
                name, node, tuple(_members(body)), tables.get(name), name in hooked, name in scalars
            )
        elif body is not None:
            types[name] = kind_of(body)
    return Models(_mapped(structs), structs, types)


def _types(root: Node) -> Iterator[tuple[str, Node]]:
    for declaration in root.named_children:
        if declaration.type == "type_declaration":
            for spec in declaration.named_children:
                name = spec.child_by_field_name("name")
                if name is not None:
                    yield node_text(name), spec


def _methods(root: Node) -> tuple[dict[str, Node], set[str], set[str]]:
    """By receiver: `TableName` methods, types with hooks, types that read themselves from SQL."""
    tables: dict[str, Node] = {}
    hooked, scalars = set(), set()
    for node in root.named_children:
        receiver = receiver_of(node) if node.type == "method_declaration" else None
        name = node_text(node.child_by_field_name("name") or node) if receiver else ""
        if receiver and name == "TableName" and result_of(node) == "string":
            tables[receiver[1]] = node
        elif receiver and name in HOOKS and b"gorm.DB" in (node.text or b"")[:200]:
            hooked.add(receiver[1])
        elif receiver and name in ("Scan", "Value", "GormDataType"):
            scalars.add(receiver[1])
    return tables, hooked, scalars


def _members(body: Node) -> Iterator[Member]:
    for names, kind, node in fields_of(body):
        tags = tags_of(node)
        for name in names or [""]:
            yield Member(name, kind_of(kind), tags, node)


def _mapped(structs: dict[str, Struct]) -> dict[str, Struct]:
    """The structs GORM maps: those that say so, and those they are related to."""
    known = {name for name, each in structs.items() if _says_so(each)}
    while True:
        more = {
            member.kind.name
            for name in known
            for member in structs[name].members
            if _relates(member, structs)
        }
        if more <= known:
            return {name: structs[name] for name in structs if name in known}
        known |= more


def _says_so(struct: Struct) -> bool:
    if struct.table is not None or struct.hooked or MODEL in struct.embeds:
        return True
    return any(m.tags.present and not m.tags.ignored for m in struct.members)


def _relates(member: Member, structs: dict[str, Struct]) -> bool:
    struct = structs.get(member.kind.name)
    embedded = not member.name or member.tags.has("embedded")
    skipped = member.tags.ignored or bool(member.tags.text("type", "serializer", "json"))
    return struct is not None and not skipped and not struct.scalar and (embedded or struct.keyed)


def abstract(struct: Struct, models: Models) -> bool:
    """True for a struct that only hands its fields down.

    That is one without a key, one that others of the file embed, or one that bears a name people
    give to such structs, unless it names its table.
    """
    if struct.table is not None:
        return False
    embedded = any(
        struct.name == member.kind.name and (not member.name or member.tags.has("embedded"))
        for other in models.structs.values()
        for member in other.members
    )
    based = [name for name in struct.embeds if name != MODEL]
    return embedded or struct.name.lower() in BASES or not (struct.keyed or based)
