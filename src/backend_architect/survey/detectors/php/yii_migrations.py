"""Yii 2: migrations, in the order of their files' names.

Recognises: in the way up, `createTable`, `dropTable`, `renameTable`, `addColumn`, `dropColumn`,
`renameColumn`, `alterColumn`, `createIndex`, `addForeignKey`, `addPrimaryKey` with names written
out; `{{%name}}` is "name".
Versions seen: Yii 2.
Not recognised: names that are computed (a gap), `execute` with SQL.
Documentation: https://www.yiiframework.com/doc/guide/2.0/en/db-migrations
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Grouped, SchemaStep, Unresolved
from backend_architect.survey.grammars.php.text import literal
from backend_architect.survey.idioms.php.builders import yii_column
from backend_architect.survey.idioms.php.chains import Link, link_of, pairs_of, texts_of
from backend_architect.survey.idioms.php.local import local_text

if TYPE_CHECKING:
    from tree_sitter import Node

_ACTS = (
    "createTable", "dropTable", "renameTable", "addColumn", "dropColumn", "renameColumn",
    "alterColumn", "createIndex", "addForeignKey", "addPrimaryKey",
)  # fmt: skip
_DELETES = ("cascade", "set null", "restrict", "no action", "set default")
_OF_TABLE = ("createIndex", "addForeignKey", "addPrimaryKey")


@detector(
    language="php",
    anchors=("yii\\db\\Migration", "db\\Migration"),
    query=f"""
    (member_call_expression object: (variable_name) @_this name: (name) @_name
      (#eq? @_this "$this") (#any-of? @_name {" ".join(f'"{name}"' for name in _ACTS)})) @call
    """,
)
def yii_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one call."""
    call = match.nodes("call")[0]
    if match.scope("call").rpartition(".")[2] in ("down", "safeDown"):
        return
    link = link_of(call)
    table = _name(match, link.argument(1 if link.name in _OF_TABLE else 0))
    if not table:
        reason = "The table's name is computed when the program runs."
        yield Unresolved(lines=node_lines(call), what="a table of a migration", reason=reason)
        return
    yield from _steps(match, call, link, table)


def _name(match: Match, node: Node | None) -> str:
    return local_text(match.source, node).strip('{}%`"')


def _steps(match: Match, call: Node, link: Link, table: str) -> Iterator[SchemaStep]:
    step = SchemaStep(
        lines=node_lines(call), scope=match.scope("call"), tool="yii", act="create-table",
        sequence=f"{basename(match.source.path)} {call.start_byte:08}", table=table,
    )  # fmt: skip
    second, third = link.argument(1), link.argument(2)

    def change(**rest: object) -> SchemaStep:
        return msgspec.structs.replace(step, **rest)

    if link.name == "createTable":
        columns = tuple(yii_column(table, key, node) for key, node in pairs_of(second) if key)
        yield change(columns=columns)
    elif link.name == "dropTable":
        yield change(act="drop-table")
    elif link.name == "renameTable":
        yield change(act="rename-table", new_name=_name(match, second))
    elif link.name in ("addColumn", "alterColumn") and second is not None and third is not None:
        column = yii_column(table, _name(match, second), third)
        act = "add-column" if link.name == "addColumn" else "alter-column"
        yield change(act=act, column=column, name=column.column)
    elif link.name == "dropColumn":
        yield change(act="drop-column", name=_name(match, second))
    elif link.name == "renameColumn":
        yield change(act="rename-column", name=_name(match, second), new_name=_name(match, third))
    else:
        yield change(act="add-group", group=_group(match, link, table))


def _group(match: Match, link: Link, table: str) -> Grouped:
    """The key, index or foreign key over columns in a list or a text with commas."""
    columns = _columns(link.argument(2))
    kind = {"addPrimaryKey": "primary", "addForeignKey": "foreign"}.get(link.name, "index")
    if link.name == "createIndex" and literal(link.argument(3)) == "true":
        kind = "unique"
    group = Grouped(
        lines=node_lines(link.call), entity=table, columns=columns,
        kind=cast("Literal['primary', 'unique', 'index', 'foreign']", kind),
        name=_name(match, link.argument(0)),
    )  # fmt: skip
    if kind != "foreign":
        return group
    said = (literal(link.argument(5)) or "").lower()
    return msgspec.structs.replace(
        group,
        references=_name(match, link.argument(3)),
        ref_columns=_columns(link.argument(4)),
        on_delete=cast("OnDelete", said) if said in _DELETES else "no action",
    )


def _columns(node: Node | None) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts_of(node) for part in text.split(","))
