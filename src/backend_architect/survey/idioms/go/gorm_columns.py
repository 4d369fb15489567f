"""Columns, indexes and checks of one struct that GORM maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import node_lines
from backend_architect.survey.facts import Fact, Field, Grouped
from backend_architect.survey.idioms.go.gorm_fields import (
    column_type,
    is_integer,
    parse_settings,
    sql_default,
)
from backend_architect.survey.idioms.go.gorm_naming import column_name
from backend_architect.survey.idioms.go.gorm_structs import MODEL, Member, Models, Struct, primary

_TIMESTAMP = "timestamp with time zone"
_MODEL = (
    ("ID", "id", "bigint"),
    ("CreatedAt", "created_at", _TIMESTAMP),
    ("UpdatedAt", "updated_at", _TIMESTAMP),
    ("DeletedAt", "deleted_at", _TIMESTAMP),
)


def column_of(member: Member, entity: str, models: Models) -> Field:
    """The column of a field; `type` is "" where its Go type is not to be seen here."""
    tags = member.tags
    kind = models.types.get(member.kind.name, member.kind)
    if member.kind.slice:
        kind = member.kind
    type = column_type(kind, tags)
    if not type and member.kind.slice:
        type = "text"
    return Field(
        lines=node_lines(member.node),
        scope=entity,
        entity=entity,
        name=member.name,
        column=written_column(member),
        type=type,
        nullable=not (tags.has("not null", "notnull") or primary(member)),
        primary=primary(member),
        unique=tags.has("unique"),
        identity=tags.has("autoincrement", "auto_increment") and is_integer(kind),
        default=sql_default(tags, type),
    )


def written_column(member: Member) -> str:
    """The column of a field: as its tag names it, else as GORM derives it."""
    return member.tags.text("column") or column_name(member.name)


def model_fields(struct: Struct, member: Member) -> Iterator[Fact]:
    """The columns `gorm.Model` brings."""
    for name, column, type in _MODEL:
        yield Field(
            lines=node_lines(member.node), scope=struct.name, entity=struct.name, name=name,
            column=column, type=type, nullable=name != "ID", primary=name == "ID",
            indexed=name == "DeletedAt",
        )  # fmt: skip


class _Part(NamedTuple):
    """One column of an index with the settings of its tag."""

    member: Member
    settings: dict[str, str]
    unique: bool


def groups_of(struct: Struct, models: Models) -> Iterator[Fact]:
    """The indexes and checks of a struct's tags, columns of one name together."""
    named: dict[str, list[_Part]] = {}
    for member in struct.members:
        if member.tags.ignored or not member.name or models.related(member):
            continue
        for key, value in member.tags.indexes:
            name, settings = _index(value)
            shared = name or settings.get("composite", "")
            part = _Part(member, settings, key == "uniqueindex" or _unique(settings))
            named.setdefault(shared or f"\0{member.name}", []).append(part)
        yield from _check(member, struct)
    for name, parts in named.items():
        yield _grouped(name, parts, struct)


def _index(value: str) -> tuple[str, dict[str, str]]:
    """The name an index tag gives, and its settings."""
    name, _, rest = value.partition(",")
    return name.strip(), parse_settings(rest, ",")


def _unique(settings: dict[str, str]) -> bool:
    return "unique" in settings or settings.get("class", "").upper() == "UNIQUE"


def _grouped(name: str, parts: list[_Part], struct: Struct) -> Grouped:
    def order(part: _Part) -> int:
        written = part.settings.get("priority", "")
        return int(written) if written.isdigit() else 10

    ordered = sorted(parts, key=order)
    columns = tuple(_key(part) for part in ordered)
    first = [part.settings for part in ordered]
    lines = [line for part in ordered for line in node_lines(part.member.node)]
    return Grouped(
        lines=(min(lines), max(lines)),
        scope=struct.name,
        entity=struct.name,
        kind="index",
        columns=columns,
        name="" if name.startswith("\0") else name,
        where=next((s["where"] for s in first if s.get("where")), ""),
        method=next((s["type"].lower() for s in first if s.get("type")), "btree"),
        unique=any(part.unique for part in ordered),
        expression=next((s["expression"] for s in first if s.get("expression")), ""),
    )


def _key(part: _Part) -> str:
    descending = part.settings.get("sort", "").lower() == "desc"
    return f"{'-' if descending else ''}{written_column(part.member)}"


def _check(member: Member, struct: Struct) -> Iterator[Fact]:
    """`check:name,expression` or `check:expression`."""
    written = member.tags.text("check")
    if not written or member.kind.name == MODEL:
        return
    name, comma, rest = written.partition(",")
    named = bool(comma) and name.strip().replace("_", "").isalnum()
    yield Grouped(
        lines=node_lines(member.node),
        scope=struct.name,
        entity=struct.name,
        kind="check",
        columns=(written_column(member),),
        name=name.strip() if named else "",
        expression=(rest if named else written).strip(),
    )
