"""Sequelize: migrations.

Recognises: on a query interface `createTable`, `dropTable`, `renameTable`, `addColumn`,
`removeColumn`, `renameColumn`, `changeColumn`, `addIndex`, `removeIndex`, `addConstraint`,
`removeConstraint`, with names written out or held by constants of the file. The order is that of
the files' names; `down` is left out.
Versions seen: 4 to 6.
Not recognised: names made when the program runs (gaps); checks; conditions are taken to be met.
Documentation: https://sequelize.org/docs/v6/other-topics/query-interface/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Grouped, Habit, SchemaStep, Unresolved
from backend_architect.survey.grammars.javascript.nodes import arguments, elements, is_true, string
from backend_architect.survey.idioms.javascript.migrations import (
    is_way_back,
    on_delete,
    sequence,
    text_of,
)
from backend_architect.survey.idioms.javascript.queries import members
from backend_architect.survey.idioms.javascript.sequelize_attributes import (
    attribute,
    attributes,
    index,
    names,
    together,
)

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="javascript",
    anchors=("ueryInterface",),
    query="""
    (call_expression
      function: (member_expression property: (property_identifier) @act)
      (#any-of? @act "createTable" "dropTable" "renameTable" "addColumn" "removeColumn"
        "renameColumn" "changeColumn" "addIndex" "removeIndex" "addConstraint"
        "removeConstraint")) @call
    """,
)
def sequelize_migrations(match: Match) -> Iterator[Fact]:
    """The steps of the way up, and one vote for the tool for each table."""
    call = match.node("call")
    given = arguments(call)
    spoken = b"ueryInterface" in match.source.data
    if call is None or not spoken or not given or is_way_back(call):
        return
    act, table = match.text("act"), _table(match, given[0])
    lines = node_lines(call)
    if not table:
        yield Unresolved(lines=lines, what=f"{act} of a migration",
                         reason="The table's name is computed when the program runs.")  # fmt: skip
        return
    base = SchemaStep(lines=lines, sequence=sequence(match.source.path, call), tool="sequelize",
                      act="drop-table", table=table)  # fmt: skip
    if act == "createTable":
        yield Habit(lines=lines, kind="migration-tool", value="sequelize")
    if act in ("createTable", "addColumn", "changeColumn"):
        yield from _columns(match, act, given, base)
    elif act.startswith("add"):
        yield from _groups(match, act, given, base)
    else:
        yield from _named(match, act, given, base)


def _table(match: Match, node: Node) -> str:
    """A name, or `{ tableName, schema }`."""
    return text_of(match, node) or text_of(match, members(node).get("tableName"))


def _columns(match: Match, act: str, given: list[Node], base: SchemaStep) -> Iterator[SchemaStep]:
    if act == "createTable":
        found = attributes(match, base.table, given[1] if len(given) > 1 else None)
        keys = tuple(_unique_keys(match, base.table, members(given[2]))) if len(given) > 2 else ()
        yield replace(base, act="create-table", columns=tuple(each.column for each in found),
                      groups=(*together(base.table, found), *keys))  # fmt: skip
    elif len(given) > 2:
        name = text_of(match, given[1])
        one = attribute(match, base.table, name, given[2]) if name else None
        if one is not None:
            added = "add-column" if act == "addColumn" else "alter-column"
            yield replace(base, act=added, column=one.column, sequence=f"{base.sequence} 0")
            for group in one.groups:
                yield replace(base, act="add-group", group=group, sequence=f"{base.sequence} 1")


def _unique_keys(match: Match, table: str, options: dict[str, Node]) -> Iterator[Grouped]:
    for name, each in members(options.get("uniqueKeys")).items():
        columns = names(match, members(each).get("fields"))
        if columns:
            yield Grouped(lines=node_lines(each), entity=table, kind="unique", columns=columns,
                          name=name)  # fmt: skip


def _groups(match: Match, act: str, given: list[Node], base: SchemaStep) -> Iterator[SchemaStep]:
    """An index or a constraint: fields as an array and options, or all in the options."""
    listed = given[1] if len(given) > 1 and elements(given[1]) else None
    options = members(given[-1])
    columns = names(match, listed if listed is not None else options.get("fields"))
    if not columns:
        return
    name = text_of(match, options.get("name")) or text_of(match, options.get("indexName"))
    kind = (string(options.get("type")) or string(options.get("indicesType")) or "").lower()
    group = Grouped(lines=base.lines, entity=base.table, kind="index", columns=columns, name=name)
    if act == "addIndex":
        whole = index(match, base.table, given[-1]) if listed is None else None
        unique = kind == "unique" or is_true(options.get("unique"))
        yield replace(base, act="add-group", group=whole or replace(group, unique=unique))
    elif kind in ("unique", "primary key"):
        yield replace(base, act="add-group", group=replace(
            group, kind="unique" if kind == "unique" else "primary"))  # fmt: skip
    elif kind == "foreign key":
        referred = members(options.get("references"))
        key = text_of(match, referred.get("field"))
        yield replace(base, act="add-group", group=replace(
            group, kind="foreign", references=_table(match, referred["table"])
            if "table" in referred else "", ref_columns=(key,) if key else (),
            on_delete=on_delete(string(options.get("onDelete")))))  # fmt: skip


def _named(match: Match, act: str, given: list[Node], base: SchemaStep) -> Iterator[SchemaStep]:
    name = text_of(match, given[1]) if len(given) > 1 else ""
    new = text_of(match, given[2]) if len(given) > 2 else ""
    if act == "dropTable":
        yield base
    elif act == "renameTable" and name:
        yield replace(base, act="rename-table", new_name=name)
    elif act == "removeColumn" and name:
        yield replace(base, act="drop-column", name=name)
    elif act == "renameColumn" and name and new:
        yield replace(base, act="rename-column", name=name, new_name=new)
    elif act in ("removeIndex", "removeConstraint") and name:
        yield replace(base, act="drop-group", name=name)
