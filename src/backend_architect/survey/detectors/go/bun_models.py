"""Bun and go-pg: structs that map tables.

Recognises: structs that embed `bun.BaseModel` (with `bun:"table:users,alias:u"`), or have a
`tableName struct{}` (go-pg), and those with `bun:"..."` tags on their fields: names, `pk`,
`autoincrement`, `notnull`, `unique`, `unique:group`, `type:`, `default:`, `soft_delete`, `-`,
`rel:belongs-to,join:a_id=id` as foreign key, `m2m:`.
Versions seen: Bun 1.0 to 1.2, go-pg 9 and 10.
Not recognised: structs that migrations keep of older versions; `rel:has-many`
(the other side says the column); `embed:`.
Documentation: https://bun.uptrace.dev/guide/models.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.languages.postgresql.types import canonical
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Entity, Expression, Fact, Field, Grouped, Literally
from backend_architect.survey.idioms.go.gorm_fields import Tags, column_type
from backend_architect.survey.idioms.go.gorm_naming import column_name, plural
from backend_architect.survey.idioms.go.struct_tags import Column, columns, in_migrations, is_first

_BASES = ("bun.BaseModel",)


@detector(
    language="go",
    anchors=('bun:"', 'pg:"'),
    query="""
(type_spec name: (type_identifier) @name type: (struct_type (field_declaration_list
  (field_declaration tag: (_) @_tag (#match? @_tag "(bun|pg):"))) ) @struct) @type
""",
)
def bun_models(match: Match) -> Iterator[Fact]:
    """One entity for each struct that a table stands behind."""
    struct, name = match.nodes("struct")[0], match.text("name")
    key = "bun" if b'bun:"' in (struct.text or b"") else "pg"
    said = list(columns(struct, key))
    if not is_first(match.nodes("_tag")[0], said) or in_migrations(match.source.path):
        return
    head = next((c for c in said if c.kind.name in _BASES or c.name == "tableName"), None)
    keyed = any("pk" in _settings(c) for c in said)
    if head is None and not keyed:
        return
    settings = _settings(head) if head is not None else {}
    table = settings.get("table") or settings.get("")
    written: Expression | None = Literally(text=table.strip('"')) if table else None
    schema = ""
    if table and "." in table:
        schema, _, plain = table.partition(".")
        written = Literally(text=plain.strip('"'))
    yield Entity(
        lines=node_lines(match.nodes("type")[0]),
        scope=name,
        name=name,
        mapper="bun" if key == "bun" else "go-pg",
        table=written,
        derived=plural(column_name(name)),
        schema=schema,
        bases=tuple(c.kind.name for c in said if not c.name and c.kind.name not in _BASES),
    )
    yield from _columns(said, name)


def _columns(said: list[Column], entity: str) -> Iterator[Fact]:
    joined = _joined(said)
    unique: dict[str, list[str]] = {}
    for column in said:
        settings = _settings(column)
        kind = column_type(column.kind, Tags({}))
        skipped = column.tag == "-" or not column.name[:1].isupper() or _is_relation(settings)
        if skipped or (column.tag is None and not kind and column.kind.name[:1].isupper()):
            continue
        name = settings.get("") or column_name(column.name)
        written = settings.get("type", "")
        if settings.get("unique"):
            unique.setdefault(settings["unique"], []).append(name)
        primary = "pk" in settings
        yield Field(
            lines=node_lines(column.node),
            scope=entity,
            entity=entity,
            name=column.name,
            column=name,
            type=""
            if name in joined
            else (canonical(written).name if written else kind or "jsonb"),
            nullable=not primary and "notnull" not in settings,
            primary=primary,
            unique="unique" in settings and not settings["unique"],
            identity="autoincrement" in settings or "identity" in settings,
            default=settings.get("default", ""),
            references=joined.get(name, ""),
        )
    for group, members in unique.items():
        yield Grouped(
            lines=node_lines(said[0].node), scope=entity, entity=entity, kind="unique",
            columns=tuple(members), name="" if group == "unique" else group,
        )  # fmt: skip


def _type(written: str, kind: str) -> str:
    """The column's type: as the tag says it; what is no scalar is kept as JSON."""
    return canonical(written).name if written else kind or "jsonb"


def _joined(said: list[Column]) -> dict[str, str]:
    """The columns that relations of this struct join by, with the struct they lead to."""
    found: dict[str, str] = {}
    for column in said:
        settings = _settings(column)
        if settings.get("rel") in ("belongs-to", "has-one") and settings.get("join"):
            own, _, other = settings["join"].partition("=")
            if settings["rel"] == "belongs-to" and other:
                found[own] = column.kind.name
    return found


def _is_relation(settings: dict[str, str]) -> bool:
    return bool({"rel", "m2m", "many2many", "scanonly"} & settings.keys())


def _settings(column: Column) -> dict[str, str]:
    """`id,pk,type:uuid` as {"": "id", "pk": "", "type": "uuid"}."""
    found: dict[str, str] = {}
    for number, part in enumerate((column.tag or "").split(",")):
        name, colon, value = part.strip().partition(":")
        if number == 0 and not colon:
            found[""] = name
        elif name:
            found[name] = value.strip("'")
    return found
