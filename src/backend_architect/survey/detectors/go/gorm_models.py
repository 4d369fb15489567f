"""GORM: structs that are tables, their columns, keys, indexes and relations.

Recognises: structs with `gorm` tags, `gorm.Model`, `TableName()` or GORM's hooks, and the structs
of the same file they are related to; `column`, `type`, `size`, `primaryKey`, `autoIncrement`,
`not null`, `unique`, `uniqueIndex`, `index` (named, composite, with `sort`, `where`, `type`,
`class`, `priority`), `default`, `check`, `embedded` with `embeddedPrefix`, `-`; embedded structs;
belongs-to, has-one, has-many with `foreignKey`, `references`, `constraint:OnDelete`; `many2many`.
Table and column names are derived as GORM's default NamingStrategy does.
Versions seen: GORM 1 (`unique_index`, `primary_key`, `ForeignKey`, `sql:` tags) and GORM 2.
Not recognised: structs that only an `AutoMigrate` elsewhere makes into models; polymorphic
relations (they have no foreign key); names that a function makes (`DefaultTableNameHandler`).
`SingularTable` and `TablePrefix` are told to all tables; other changes of the strategy are a gap.
Documentation: https://gorm.io/docs/models.html, https://gorm.io/docs/indexes.html,
https://gorm.io/docs/has_many.html
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Entity,
    Expression,
    Fact,
    Field,
    Grouped,
    Link,
    Literally,
    Naming,
    Opaque,
    Unresolved,
)
from backend_architect.survey.grammars.go.text import expression
from backend_architect.survey.idioms.go.gorm_columns import column_of, groups_of, model_fields
from backend_architect.survey.idioms.go.gorm_naming import column_name, join_table_name, table_name
from backend_architect.survey.idioms.go.gorm_structs import (
    MODEL,
    Member,
    Models,
    Struct,
    abstract,
    models_of,
)


@detector(
    language="go",
    anchors=("gorm", ") TableName() string"),
    query="""
(source_file) @file
(composite_literal
  type: (qualified_type) @_naming (#eq? @_naming "schema.NamingStrategy")) @strategy
(call_expression
  function: (selector_expression field: (field_identifier) @_called)
  arguments: (argument_list . (true) .) (#eq? @_called "SingularTable")) @singular
""",
)
def gorm_models(match: Match) -> Iterator[Fact]:
    """Say the tables of a file."""
    strategy, singular = match.node("strategy"), match.node("singular")
    if singular is not None:
        yield Naming(lines=node_lines(singular), mapper="gorm", tables="singular")
        return
    if strategy is not None:
        yield from _told(strategy, match.scope("strategy"))
        return
    models = models_of(match.source)
    for struct in models.mapped.values():
        yield from _entity(struct, models)


def _told(strategy: Node, scope: str) -> Iterator[Fact]:
    """`schema.NamingStrategy{SingularTable: true, TablePrefix: "t_"}`; a gap for other changes."""
    body = strategy.child_by_field_name("body")
    pairs = [each.named_children for each in body.named_children] if body is not None else []
    told = {node_text(pair[0]): pair[-1] for pair in pairs if len(pair) > 1}
    singular, prefix = told.pop("SingularTable", None), told.pop("TablePrefix", None)
    said = expression(_value(prefix)) if prefix is not None else Literally(text="")
    if told or not isinstance(said, Literally):
        yield Unresolved(
            lines=node_lines(strategy),
            scope=scope,
            what="names of GORM's tables",
            reason="The NamingStrategy is changed here; derived names follow the default one.",
        )
    yield Naming(
        lines=node_lines(strategy),
        scope=scope,
        mapper="gorm",
        tables="singular" if singular is not None and node_text(singular) == "true" else "",
        prefix=said.text if isinstance(said, Literally) else "",
    )


def _value(element: Node) -> Node:
    return element.named_children[0] if element.type == "literal_element" else element


def _entity(struct: Struct, models: Models) -> Iterator[Fact]:
    table = _table(struct)
    schema, name = "", table
    if isinstance(table, Literally) and "." in table.text:
        schema, _, plain = table.text.partition(".")
        name = Literally(text=plain)
    bases = tuple(base for base in struct.embeds if base != MODEL)
    yield Entity(
        lines=node_lines(struct.node),
        scope=struct.name,
        name=struct.name,
        mapper="gorm",
        table=name,
        derived=table_name(struct.name),
        schema=schema,
        bases=bases,
        abstract=abstract(struct, models),
    )
    said = list(_members(struct, models))
    fields = [fact for fact in said if isinstance(fact, Field)]
    yield from _with_keys(fields, struct, models)
    yield from (fact for fact in said if not isinstance(fact, Field))
    yield from groups_of(struct, models)


def _table(struct: Struct) -> Expression | None:
    """What `TableName` returns, None where there is no such method."""
    if struct.table is None:
        return None
    body = struct.table.child_by_field_name("body")
    lists = body.named_children if body is not None else []
    statements = lists[-1].named_children if lists else []
    if len(statements) != 1 or statements[0].type != "return_statement":
        return Opaque(source="TableName")
    return expression(statements[0].named_children[0].named_children[0])


def _members(struct: Struct, models: Models) -> Iterator[Fact]:
    for member in struct.members:
        if not member.tags.ignored:
            yield from _member(member, struct, models)


def _member(member: Member, struct: Struct, models: Models) -> Iterator[Fact]:
    if member.kind.name == MODEL:
        yield from model_fields(struct, member)
    elif member.tags.has("embedded"):
        yield from _embedded(member, struct, models)
    elif not member.name:
        return
    elif models.related(member) or _belongs(member, struct, models):
        yield from _relation(member, struct, models)
    else:
        yield from _column(member, struct, models)


def _column(member: Member, struct: Struct, models: Models) -> Iterator[Fact]:
    field = column_of(member, struct.name, models)
    if not field.type:
        yield Unresolved(
            lines=field.lines,
            scope=struct.name,
            what=f"type of {struct.name}.{member.name}",
            reason="Its Go type is declared in another file; taken for a text.",
        )
    yield field if field.type else msgspec.structs.replace(field, type="text")


def _embedded(member: Member, struct: Struct, models: Models) -> Iterator[Fact]:
    """The fields of a struct kept inside, with the prefix of the tag before their columns."""
    inner = models.structs.get(member.kind.name)
    if inner is None:
        yield Unresolved(
            lines=node_lines(member.node),
            scope=struct.name,
            what=f"columns of {struct.name}.{member.name or member.kind.name}",
            reason="The embedded struct is declared in another file.",
        )
        return
    prefix = member.tags.text("embeddedprefix")
    for fact in _members(inner, models):
        if isinstance(fact, Field):
            yield msgspec.structs.replace(
                fact,
                entity=struct.name,
                scope=struct.name,
                column=f"{prefix}{fact.column}",
                name=f"{member.name}.{fact.name}" if member.name else fact.name,
                lines=node_lines(member.node),
            )


# ---------------------------------------------------------------- keys and relations


def _with_keys(fields: list[Field], struct: Struct, models: Models) -> Iterator[Field]:
    """The fields with the primary key GORM takes: the tagged ones, else the one called ID; one
    integer alone numbers itself."""
    tagged = {m.name for m in struct.members if m.tags.has("primarykey", "primary_key")}
    keys = [f for f in fields if f.name in tagged] or [f for f in fields if f.primary]
    keys = keys or [f for f in fields if f.column == "id"]
    alone = len(keys) == 1 and keys[0].type in ("bigint", "integer", "smallint")
    off = any(m.tags.settings.get("autoincrement", "").lower() == "false" for m in struct.members)
    for field in fields:
        primary = field in keys
        identity = primary and alone and not off and not field.default
        yield msgspec.structs.replace(
            field,
            primary=primary,
            nullable=field.nullable and not primary,
            identity=identity or field.identity,
            **_reference(field, struct, models),
        )


def _reference(field: Field, struct: Struct, models: Models) -> dict[str, object]:
    """What a belongs-to relation says about its foreign key, whose type is that of its target."""
    for member in struct.members:
        if member.name and not member.tags.ignored and _owns(member, field.name, struct):
            return {
                "references": member.kind.name,
                "on_delete": _on_delete(member, struct, models),
                "type": "",
            }
    return {}


def _on_delete(member: Member, struct: Struct, models: Models) -> OnDelete:
    """What the other side's has-many says where it stands in this file, for GORM makes the
    constraint there; else what this side says."""
    other = models.structs.get(member.kind.name)
    theirs = [
        each
        for each in (other.members if other is not None and other.name != struct.name else ())
        if each.kind.name == struct.name and not each.tags.has("many2many", "polymorphic")
    ]
    return theirs[0].tags.on_delete if theirs else member.tags.on_delete


def _belongs(member: Member, struct: Struct, models: Models) -> bool:
    """A struct of another file beside a foreign key of ours: `Category model.Category`."""
    known = member.kind.name in models.types or bool(column_of(member, "", models).type)
    return not known and any(_owns(member, other.name, struct) for other in struct.members)


def _owns(member: Member, field: str, struct: Struct) -> bool:
    """True if `field` of this struct is the foreign key of the relation `member`."""
    if member.kind.slice or member.name == field or member.tags.has("many2many", "polymorphic"):
        return False
    written = member.tags.text("foreignkey", "belongsto")
    if written:
        key = struct.member(written)
        return key is not None and key.name == field
    if member.kind.name[:1].islower() and "." not in member.kind.name:
        return False
    return field in (f"{member.name}ID", f"{member.name}Id")


def _relation(member: Member, struct: Struct, models: Models) -> Iterator[Fact]:
    """Foreign keys in the other table, and tables between; one's own keys are said by fields."""
    tags, target, lines = member.tags, member.kind.name, node_lines(member.node)
    if tags.has("many2many"):
        table = join_table_name(tags.text("many2many"))
        yield Link(
            lines=lines, scope=struct.name, entity=struct.name, name=member.name, target=target,
            table=table, columns=_ends(member, struct), key="primary",
        )  # fmt: skip
        return
    own = any(_owns(member, other.name, struct) for other in struct.members)
    if own or tags.has("polymorphic") or tags.settings.get("constraint") == "-":
        return
    column = tags.text("foreignkey") or f"{struct.name}ID"
    if not _said_there(target, column, struct, models):
        yield Grouped(
            lines=lines,
            scope=struct.name,
            entity=target,
            kind="foreign",
            columns=tuple(column_name(part.strip()) for part in column.split(",")),
            references=struct.name,
            on_delete=tags.on_delete,
        )


def _ends(member: Member, struct: Struct) -> tuple[str, str]:
    """The columns of the table between, for keys called ID."""
    tags, other = member.tags, member.kind.name.rpartition(".")[2]
    if other == struct.name:
        other = member.name.removesuffix("s")
    own = tags.text("joinforeignkey") or f"{struct.name}ID"
    return column_name(own), column_name(tags.text("joinreferences") or f"{other}ID")


def _said_there(target: str, column: str, struct: Struct, models: Models) -> bool:
    """True if the other struct, in the same file, declares the relation from its side."""
    other = models.structs.get(target)
    key = other.member(column) if other is not None else None
    if other is None or key is None:
        return False
    return any(m.kind.name == struct.name and _owns(m, key.name, other) for m in other.members)
