"""Knex's table builder: what the calls in a table's callback say (also Lucid's of AdonisJS).

Types and names of keys: https://knexjs.org/guide/schema-builder.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_architect.survey.detector import Match, node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep, Unresolved
from backend_architect.survey.grammars.javascript.nodes import (
    elements,
    field,
    is_true,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript.chains import Chain, Step
from backend_architect.survey.idioms.javascript.migrations import on_delete, text_of
from backend_architect.survey.idioms.javascript.typeorm_names import column_type

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = {
    "integer": "integer", "int": "integer", "tinyint": "smallint", "smallint": "smallint",
    "mediumint": "integer", "bigint": "bigint", "bigInteger": "bigint", "text": "text",
    "boolean": "boolean", "bool": "boolean", "date": "date", "binary": "bytea", "enum": "text",
    "enu": "text", "json": "json", "jsonb": "jsonb", "uuid": "uuid", "float": "real",
    "double": "double precision", "time": "time without time zone", "geometry": "geometry",
    "geography": "geography", "point": "point",
}  # fmt: skip
_MOMENTS = ("timestamp", "datetime", "dateTime")
_KEYED = {"increments": "integer", "bigIncrements": "bigint", "bigincrements": "bigint"}
_GROUPS = ("primary", "unique", "index", "foreign")
_DROPS = {"dropUnique": "unique", "dropIndex": "index", "dropForeign": "foreign"}


@dataclass(frozen=True)
class Builder:
    """The callback that makes or changes a table."""

    match: Match
    table: str
    created: bool


@dataclass(frozen=True)
class Said:
    """What one chain makes: a column, groups, or acts on what is there."""

    columns: tuple[Field, ...] = ()
    groups: tuple[Grouped, ...] = ()
    dropped: tuple[str, ...] = ()
    ungrouped: tuple[str, ...] = ()
    renamed: tuple[str, str] | None = None
    altered: tuple[str, bool | None] | None = None
    unread: tuple[Unresolved, ...] = ()


def said(builder: Builder, chain: Chain) -> Said:
    """What a chain on the table builder says."""
    first = chain.steps[0]
    if first.name in _GROUPS:
        return Said(groups=tuple(_group(builder, chain)))
    if first.name.startswith(("drop", "rename", "setNullable", "alter")):
        return _changes(builder, first)
    if first.name in ("timestamps", "nullableTimestamps"):
        return Said(columns=tuple(_timestamps(builder, first)))
    return _column(builder, chain)


def steps(builder: Builder, found: list[Said], base: SchemaStep) -> Iterator[Fact]:
    """The steps of a migration: one for a new table, one for each change of an old one."""
    for each in found:
        yield from each.unread
    if builder.created:
        columns = tuple(column for each in found for column in each.columns)
        groups = tuple(group for each in found for group in each.groups)
        yield _step(base, 0, act="create-table", columns=columns, groups=groups)
        return
    for number, each in enumerate(found, 1):
        yield from _changed(each, base, number)


def _changed(each: Said, base: SchemaStep, number: int) -> Iterator[SchemaStep]:
    for column in each.columns:
        yield _step(base, number, act="add-column", column=column)
    for group in each.groups:
        yield _step(base, number, act="add-group", group=group)
    for name in each.dropped:
        yield _step(base, number, act="drop-column", name=name)
    for name in each.ungrouped:
        yield _step(base, number, act="drop-group", name=name)
    if each.renamed is not None:
        old, new = each.renamed
        yield _step(base, number, act="rename-column", name=old, new_name=new)
    if each.altered is not None:
        name, nullable = each.altered
        yield _step(base, number, act="alter-column", name=name, nullable=nullable)


def _step(base: SchemaStep, number: int, **changes: object) -> SchemaStep:
    made: SchemaStep = replace(base, sequence=f"{base.sequence} {number:04}", **changes)
    return made


# ---------------------------------------------------------------- columns


def _column(builder: Builder, chain: Chain) -> Said:
    first = chain.steps[0]
    type = _type(first)
    if type is None:
        return Said()
    key = first.name in _KEYED
    name = text_of(builder.match, first.given[0]) if first.given else "id" if key else ""
    if first.given and key and not name and plain(first.given[0]).type == "object":
        name = "id"
    if not name:
        gap = Unresolved(lines=node_lines(first.node), what=f"a column of {builder.table}",
                         reason="Its name is computed when the program runs.")  # fmt: skip
        return Said(unread=(gap,))
    primary = (key and not _keyless(first)) or chain.step("primary") is not None
    column = Field(
        lines=node_lines(chain.steps[-1].node), entity=builder.table, name=name, column=name,
        type=type, nullable=not primary and chain.step("notNullable", "notNull") is None,
        primary=primary, identity=key, default=_default(chain),
    )  # fmt: skip
    return Said(columns=(column,), groups=tuple(_inline(builder, chain, name)))


def _keyless(first: Step) -> bool:
    given = pairs(first.given[-1]) if first.given else {}
    return "primaryKey" in given and not is_true(given["primaryKey"])


def _type(first: Step) -> str | None:
    """A column's type, None where the call makes no column."""
    given = [_written(each) for each in first.given[1:]]
    if first.name in _KEYED:
        return _KEYED[first.name]
    if first.name in _MOMENTS:
        return _moment(first)
    if first.name == "string":
        return column_type("varchar", length=given[0] if given else "255")
    if first.name == "decimal":
        precision, scale = (*given, "8", "2")[:2] if len(given) != 1 else (given[0], "2")
        return column_type("decimal", precision=precision, scale=scale)
    if first.name == "specificType":
        return column_type(given[0]) or given[0].lower() if given else ""
    return _TYPES.get(first.name)


def _moment(first: Step) -> str:
    options = pairs(first.given[1]) if len(first.given) > 1 else {}
    bare = len(first.given) > 1 and is_true(first.given[1])
    without = bare or ("useTz" in options and not is_true(options["useTz"]))
    precision = _written(options.get("precision"))
    sized = f"({precision})" if precision.isdigit() else ""
    return f"timestamp{sized} {'without' if without else 'with'} time zone"


def _timestamps(builder: Builder, first: Step) -> Iterator[Field]:
    """`timestamps(useTimestamps, defaultToNow, useCamelCase)`, or those as an object."""
    options = pairs(first.given[0]) if first.given else {}
    flags = [is_true(each) for each in first.given]
    zoned = "without" if _flag(options, flags, "useTimestamps", 0) else "with"
    now, camel = (
        _flag(options, flags, "defaultToNow", 1),
        _flag(options, flags, "useCamelCase", 2),
    )
    for name in ("createdAt", "updatedAt") if camel else ("created_at", "updated_at"):
        yield Field(lines=node_lines(first.node), entity=builder.table, name=name, column=name,
                    type=f"timestamp {zoned} time zone", nullable=not now,
                    default="now()" if now else "")  # fmt: skip


def _flag(options: dict[str, Node], flags: list[bool], name: str, position: int) -> bool:
    return is_true(options.get(name)) or flags[position : position + 1] == [True]


def _written(node: Node | None) -> str:
    if node is None:
        return ""
    return string(node) or (node_text(plain(node)) if plain(node).type == "number" else "")


def _default(chain: Chain) -> str:
    step = chain.step("defaultTo")
    if step is None or not step.given:
        return ""
    node = plain(step.given[0])
    text = string(node)
    if text is not None:
        return "'" + text.replace("'", "''") + "'"
    if node.type in ("number", "true", "false"):
        return node_text(node)
    return _called(node)


def _called(node: Node) -> str:
    """`knex.fn.now()`, `knex.fn.uuid()`, `knex.raw("...")`."""
    name = node_text(field(node, "function") or node).rpartition(".")[2]
    known = {"now": "now()", "uuid": "gen_random_uuid()"}.get(name, "")
    if name == "raw":
        given = field(node, "arguments")
        return (string(given.named_children[0]) or "") if given and given.named_children else ""
    return known if node.type == "call_expression" else ""


# ---------------------------------------------------------------- keys and indexes


def _inline(builder: Builder, chain: Chain, column: str) -> Iterator[Grouped]:
    """What is said of one column behind its type."""
    for kind in ("unique", "index"):
        step = chain.step(kind)
        if step is not None:
            yield _named(builder, step, kind, (column,))
    if chain.step("references") is not None:
        yield _foreign(builder, chain, (column,))


def _group(builder: Builder, chain: Chain) -> Iterator[Grouped]:
    first = chain.steps[0]
    columns = _columns(builder.match, first.given[0]) if first.given else ()
    if not columns:
        return
    if first.name == "foreign":
        yield _foreign(builder, chain, columns)
    else:
        yield _named(builder, first, first.name, columns)


def _named(builder: Builder, step: Step, kind: str, columns: tuple[str, ...]) -> Grouped:
    given = step.given[1:] if step.given and elements(step.given[0]) else step.given
    options = (pairs(each).get("indexName", each) for each in given)
    own = next((name for each in options if (name := text_of(builder.match, each))), "")
    if own in columns:
        own = ""
    return Grouped(
        lines=node_lines(step.node), entity=builder.table, columns=columns,
        kind="primary" if kind == "primary" else "unique" if kind == "unique" else "index",
        name=own or _default_name(builder.table, columns, kind),
    )  # fmt: skip


def _default_name(table: str, columns: tuple[str, ...], kind: str) -> str:
    if kind == "primary":
        return f"{table}_pkey"
    return f"{table}_{'_'.join(columns)}_{kind}".lower()


def _foreign(builder: Builder, chain: Chain, columns: tuple[str, ...]) -> Grouped:
    referred, inside = chain.step("references"), chain.step("inTable", "on")
    target = _columns(builder.match, referred.given[0]) if referred and referred.given else ()
    table = text_of(builder.match, inside.given[0]) if inside and inside.given else ""
    if not table and target:
        table = target[0].rpartition(".")[0]
    action = chain.step("onDelete")
    last = chain.steps[-1].node
    return Grouped(
        lines=node_lines(last), entity=builder.table, kind="foreign", columns=columns,
        name=_default_name(builder.table, columns, "foreign"),
        references=table.rpartition(".")[2],
        ref_columns=tuple(each.rpartition(".")[2] for each in target),
        on_delete=on_delete(string(action.given[0])) if action and action.given else "no action",
    )  # fmt: skip


def _columns(match: Match, node: Node) -> tuple[str, ...]:
    listed = elements(node) or [node]
    return tuple(text for each in listed if (text := text_of(match, each)))


# ---------------------------------------------------------------- changes


def _changes(builder: Builder, first: Step) -> Said:
    columns = tuple(n for each in first.given for n in _columns(builder.match, each))
    if first.name in ("dropColumn", "dropColumns"):
        return Said(dropped=columns)
    if first.name == "dropTimestamps":
        camel = bool(first.given) and is_true(first.given[0])
        return Said(dropped=("createdAt", "updatedAt") if camel else ("created_at", "updated_at"))
    if first.name == "renameColumn" and len(columns) == 2:
        return Said(renamed=(columns[0], columns[1]))
    if first.name in _DROPS and first.given:
        return Said(ungrouped=(_dropped_name(builder, first),))
    if first.name in ("setNullable", "dropNullable") and columns:
        return Said(altered=(columns[0], first.name == "setNullable"))
    return Said()


def _dropped_name(builder: Builder, first: Step) -> str:
    own = text_of(builder.match, first.given[1]) if len(first.given) > 1 else ""
    columns = _columns(builder.match, first.given[0])
    return own or _default_name(builder.table, columns, _DROPS[first.name])
