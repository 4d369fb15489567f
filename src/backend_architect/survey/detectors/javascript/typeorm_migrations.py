"""TypeORM: migrations.

Recognises: in `up` of a class of a migration, `queryRunner.query` with SQL written out,
`createTable`, `dropTable`, `renameTable`, `addColumn(s)`, `dropColumn`, `renameColumn`,
`createIndex`, `createForeignKey`, `createUniqueConstraint`, `dropIndex`, `dropForeignKey`,
`dropUniqueConstraint`, with tables and their parts written as objects. The order is that of the
time in the class's or file's name.
Versions seen: 0.2, 0.3.
Not recognised: SQL put together when the program runs, `changeColumn` (said as gaps).
Documentation: https://typeorm.io/docs/advanced-topics/migrations
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING

from backend_architect.languages.postgresql.read import read
from backend_architect.languages.postgresql.tokens import Dialect
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Habit, SchemaStep, Unresolved
from backend_architect.survey.grammars.javascript.nodes import arguments, elements, string
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.typeorm_tables import (
    column,
    foreign_key,
    index,
    options,
    text,
    unique,
)
from backend_architect.survey.idioms.sql_steps import File, steps

if TYPE_CHECKING:
    from tree_sitter import Node

_TIME = re.compile(r"\d{10,}")
_CHANGES = re.compile(r"^\s*(?:create|alter|drop|comment|rename)\b", re.IGNORECASE)
_GROUPS = {
    "createIndex": index, "createForeignKey": foreign_key, "createUniqueConstraint": unique,
    "createIndices": index, "createForeignKeys": foreign_key, "createUniqueConstraints": unique,
}  # fmt: skip
_DROPS = ("dropIndex", "dropForeignKey", "dropUniqueConstraint")


@detector(
    language="javascript",
    anchors=("MigrationInterface", "queryRunner.query"),
    query="""
    (method_definition name: (property_identifier) @name (#eq? @name "up")) @up
    (call_expression
      function: (member_expression object: (identifier) @runner
                                   property: (property_identifier) @act)
      (#any-of? @act "query" "createTable" "dropTable" "renameTable" "addColumn" "addColumns"
        "dropColumn" "renameColumn" "changeColumn" "createIndex" "createIndices"
        "createForeignKey" "createForeignKeys" "createUniqueConstraint" "createUniqueConstraints"
        "dropIndex" "dropForeignKey" "dropUniqueConstraint")) @call
    """,
)
def typeorm_migrations(match: Match) -> Iterator[Fact]:
    """One vote for the tool for each migration, and the steps of its way up."""
    up, call = match.node("up"), match.node("call")
    timed = _TIME.search(basename(match.source.path)) is not None
    runs = timed and b"queryRunner.query" in match.source.data
    if b"MigrationInterface" not in match.source.data and not runs:
        return
    if up is not None:
        yield Habit(lines=node_lines(up), kind="migration-tool", value="typeorm")
    elif call is not None and scope_of(call).rpartition(".")[2] == "up":
        yield from _acts(match, call)


def _sequence(match: Match, call: Node) -> str:
    """The migration's time, then the place in the file."""
    owner = scope_of(call).rpartition(".")[0]
    time = _TIME.search(owner) or _TIME.search(basename(match.source.path))
    return f"{time.group() if time else basename(match.source.path)} {call.start_byte:08}"


def _acts(match: Match, call: Node) -> Iterator[Fact]:
    act, given, sequence = match.text("act"), arguments(call), _sequence(match, call)
    if not given:
        return
    if act == "query":
        yield from _sql(call, given[0], sequence)
        return
    found = list(_steps(act, given, call, sequence))
    yield from found
    if not found:
        yield Unresolved(lines=node_lines(call), what=f"{act} of a migration",
                         reason="It is not written out, or not known.")  # fmt: skip


def _sql(call: Node, statement: Node, sequence: str) -> Iterator[Fact]:
    written = string(statement)
    if written is None:
        yield Unresolved(lines=node_lines(call), what="an SQL statement",
                         reason="It is put together when the program runs.")  # fmt: skip
    elif _CHANGES.match(written):
        padded = "\n" * statement.start_point.row + written
        dialect: Dialect = "mysql" if "`" in written else "postgres"
        spoken = "mysql" if dialect == "mysql" else "postgresql"
        yield from steps(read(padded, dialect), File(sequence, "typeorm", spoken))


def _steps(act: str, given: list[Node], call: Node, sequence: str) -> Iterator[SchemaStep]:
    table = text(given[0]).rpartition(".")[2]
    if act == "createTable":
        yield from _created(given[0], call, sequence)
    elif table and act in ("addColumn", "addColumns", *_GROUPS):
        yield from _added(act, given, call, (table, sequence))
    elif table:
        yield from _named(act, given, call, (table, sequence))


def _added(act: str, given: list[Node], call: Node, where: tuple[str, str]) -> Iterator[SchemaStep]:
    """Columns, indexes and constraints, one or several in an array."""
    table, sequence = where
    for each in (elements(given[1]) or given[1:2]) if len(given) > 1 else ():
        if act in _GROUPS:
            group = _GROUPS[act](each, table)
            if group.columns:
                yield SchemaStep(lines=node_lines(call), sequence=sequence, tool="typeorm",
                                 act="add-group", table=table, group=group)  # fmt: skip
            continue
        found = column(each, table)
        if found is not None:
            yield SchemaStep(lines=node_lines(call), sequence=sequence, tool="typeorm",
                             act="add-column", table=table, column=found)  # fmt: skip


def _named(act: str, given: list[Node], call: Node, where: tuple[str, str]) -> Iterator[SchemaStep]:
    """Acts on something by its name."""
    table, sequence = where
    lines, name = node_lines(call), text(given[1]) if len(given) > 1 else ""
    name = name or (text(options(given[1]).get("name")) if len(given) > 1 else "")
    new = (text(given[2]) or text(options(given[2]).get("name"))) if len(given) > 2 else ""
    if act == "dropTable":
        yield SchemaStep(lines=lines, sequence=sequence, tool="typeorm", act="drop-table",
                         table=table)  # fmt: skip
    elif act == "renameTable" and name:
        yield SchemaStep(lines=lines, sequence=sequence, tool="typeorm", act="rename-table",
                         table=table, new_name=name)  # fmt: skip
    elif act == "renameColumn" and name and new:
        yield SchemaStep(lines=lines, sequence=sequence, tool="typeorm", act="rename-column",
                         table=table, name=name, new_name=new)  # fmt: skip
    elif act == "dropColumn" and name:
        yield SchemaStep(lines=lines, sequence=sequence, tool="typeorm", act="drop-column",
                         table=table, name=name)  # fmt: skip
    elif act in _DROPS and name:
        yield SchemaStep(lines=lines, sequence=sequence, tool="typeorm", act="drop-group",
                         table=table, name=name)  # fmt: skip


def _created(node: Node, call: Node, sequence: str) -> Iterator[SchemaStep]:
    given = options(node)
    table = text(given.get("name")).rpartition(".")[2]
    if not table:
        return
    columns = [column(each, table) for each in elements(given.get("columns"))]
    groups = [
        *(foreign_key(each, table) for each in elements(given.get("foreignKeys"))),
        *(index(each, table) for each in elements(given.get("indices"))),
        *(unique(each, table) for each in elements(given.get("uniques"))),
    ]
    yield SchemaStep(
        lines=node_lines(call), sequence=sequence, tool="typeorm", act="create-table", table=table,
        columns=tuple(each for each in columns if each is not None),
        groups=tuple(each for each in groups if each.columns),
    )  # fmt: skip
