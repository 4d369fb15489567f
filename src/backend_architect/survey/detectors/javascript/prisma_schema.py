"""Prisma: the schema file.

Recognises: models with scalar fields, `@id`, `@@id`, `@unique`, `@@unique`, `@@index` with sort
order, type and map, `@default`, `@map`, `@@map`, `@@schema`, native types (`@db.VarChar(255)`),
enums, lists of scalars; relations with `fields`, `references`, `onDelete` (Prisma's own default:
restrict, or set null for an optional relation); the tables of implicit many-to-many relations; the
data source with the environment variable of its address; schemas in several files.
Versions seen: 2 to 6.
Not recognised: views, `@@fulltext`; models of MongoDB are no tables and are not said.
Documentation: https://www.prisma.io/docs/orm/reference/prisma-schema-reference
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Connection,
    Entity,
    Fact,
    Field,
    Grouped,
    Literally,
    SettingFact,
)
from backend_architect.survey.idioms.javascript.prisma_schema import (
    Attribute,
    Block,
    SchemaField,
    blocks,
    listed,
    text_of,
)
from backend_architect.survey.idioms.javascript.prisma_types import default_of, postgres_type

_TECHNOLOGIES = {"postgres": "postgresql", "sqlserver": "mssql"}
_ACTIONS: dict[str, OnDelete] = {
    "Cascade": "cascade", "Restrict": "restrict", "NoAction": "no action",
    "SetNull": "set null", "SetDefault": "set default",
}  # fmt: skip


@detector(paths=("*.prisma",))
def prisma_schema(match: Match) -> Iterator[Fact]:
    """The tables of one schema file."""
    found = blocks(match.source.text)
    provider = ""
    for source in (each for each in found if each.kind == "datasource"):
        provider = text_of(source.settings.get("provider", ("", 1))[0])
        yield from _source(source, provider)
    if provider == "mongodb":
        return
    models = [each for each in found if each.kind == "model"]
    enums = frozenset(each.name for each in found if each.kind == "enum")
    references = _has_references(found)
    for model in models:
        yield from _model(model, _names(models, enums), references=references)
    yield from _links(models)


def _source(block: Block, provider: str) -> Iterator[Fact]:
    if provider:
        yield Connection(lines=block.lines, technology=_TECHNOLOGIES.get(provider, provider),
                         pooled=True)  # fmt: skip
    for value, line in block.settings.values():
        match = re.match(r'env\("(\w+)"\)', value)
        if match is not None:
            yield SettingFact(lines=(line, line), name=match.group(1))


def _has_references(found: tuple[Block, ...]) -> bool:
    """False where `relationMode = "prisma"` keeps foreign keys out of the database."""
    return not any(
        text_of(block.settings.get("relationMode", ("", 1))[0]) == "prisma" for block in found
    )


def _names(models: list[Block], enums: frozenset[str]) -> frozenset[str]:
    """The types that are enums: those declared here, and in a schema of several files those that
    a field gives a bare word as its default, as only an enum's value can be."""
    known = {model.name for model in models}
    return enums | {
        field.type
        for model in models
        for field in model.fields
        if field.type not in known
        and (default := field.attribute("default")) is not None
        and re.fullmatch(r"[A-Za-z]\w*", default.get("value", 0)) is not None
        and default.get("value", 0) not in ("true", "false")
    }


def _model(model: Block, enums: frozenset[str], *, references: bool) -> Iterator[Fact]:
    table, schema = model.attribute("map"), model.attribute("schema")
    written = text_of(table.get("name", 0)) if table is not None else ""
    name = written or model.name
    yield Entity(lines=model.lines, name=model.name, mapper="prisma", derived=model.name,
                 table=Literally(text=written) if written else None,
                 schema=text_of(schema.get("map", 0)) if schema is not None else "")  # fmt: skip
    for field in model.fields:
        type = postgres_type(field, enums)
        relation = field.attribute("relation")
        if type:
            yield _column(model, field, type)
        elif relation is not None and references and relation.get("fields"):
            yield _reference(model, field, relation, name)
    for attribute, lines in model.attributes:
        yield from _group(model, attribute, lines, name)


def _column(model: Block, field: SchemaField, type: str) -> Field:
    default, counts = default_of(field)
    mapped = field.attribute("map")
    return Field(
        lines=field.lines, entity=model.name, name=field.name, type=type,
        column=(text_of(mapped.get("name", 0)) if mapped is not None else "") or field.name,
        nullable=field.optional, primary=field.attribute("id") is not None,
        unique=field.attribute("unique") is not None, identity=counts, default=default,
    )  # fmt: skip


def _reference(model: Block, field: SchemaField, relation: Attribute, table: str) -> Grouped:
    columns = listed(relation.get("fields"))
    implied: OnDelete = "set null" if field.optional else "restrict"
    return Grouped(
        lines=field.lines, entity=model.name, kind="foreign", columns=columns,
        references=field.type, ref_columns=listed(relation.get("references")),
        name=text_of(relation.get("map")) or _constraint(model, table, columns, "fkey"),
        on_delete=_ACTIONS.get(relation.get("onDelete"), implied),
    )  # fmt: skip


def _constraint(model: Block, table: str, columns: tuple[str, ...], ending: str) -> str:
    """The name Prisma gives: table, columns, and what it is."""
    mapped = {field.name: field.attribute("map") for field in model.fields}
    names = []
    for each in columns:
        attribute = mapped.get(each.removeprefix("-"))
        written = text_of(attribute.get("name", 0)) if attribute is not None else ""
        names.append(written or each.removeprefix("-"))
    return "_".join((table, *names, ending))


def _group(
    model: Block, attribute: Attribute, lines: tuple[int, int], table: str
) -> Iterator[Grouped]:
    columns = listed(attribute.get("fields", 0))
    name = text_of(attribute.get("map"))
    if attribute.name == "id":
        yield Grouped(lines=lines, entity=model.name, kind="primary", columns=columns,
                      name=name or f"{table}_pkey")  # fmt: skip
    elif attribute.name == "unique":
        yield Grouped(lines=lines, entity=model.name, kind="unique", columns=columns,
                      name=name or _constraint(model, table, columns, "key"))  # fmt: skip
    elif attribute.name == "index":
        yield Grouped(lines=lines, entity=model.name, kind="index", columns=columns,
                      name=name or _constraint(model, table, columns, "idx"),
                      method=attribute.get("type").lower() or "btree")  # fmt: skip


# ---------------------------------------------------------------- implicit many to many


def _links(models: list[Block]) -> Iterator[Fact]:
    """The tables that Prisma makes for two lists that refer to one another."""
    ends: dict[str, list[tuple[str, SchemaField]]] = {}
    names = {model.name for model in models}
    for model in models:
        for field in model.fields:
            relation = field.attribute("relation")
            if not field.many or field.type not in names:
                continue
            called = text_of(relation.get("name", 0)) if relation is not None else ""
            pair = "To".join(sorted((model.name, field.type)))
            ends.setdefault(f"_{called or pair}", []).append((model.name, field))
    for name, pair_of_ends in sorted(ends.items()):
        if len(pair_of_ends) == 2 and pair_of_ends[0][0] == pair_of_ends[1][1].type:
            yield from _link(name, sorted(end for end, _ in pair_of_ends), pair_of_ends[0][1])


def _link(name: str, targets: list[str], field: SchemaField) -> Iterator[Fact]:
    lines = field.lines
    yield Entity(lines=lines, name=name, mapper="prisma", derived=name)
    for column, target in zip("AB", targets, strict=True):
        yield Field(lines=lines, entity=name, name=column, column=column, type="",
                    references=target, on_delete="cascade")  # fmt: skip
    yield Grouped(lines=lines, entity=name, kind="unique", columns=("A", "B"),
                  name=f"{name}_AB_unique")  # fmt: skip
    yield Grouped(lines=lines, entity=name, kind="index", columns=("B",), name=f"{name}_B_index")
