"""Knex: tables made and changed by its schema builder; the same of AdonisJS' Lucid.

Recognises: `createTable`, `createTableIfNotExists`, `alterTable`, `table`, `renameTable`,
`dropTable`, `dropTableIfExists` on a `schema`, alone or in a chain, with the columns, keys and
indexes of the callback; names that are written out or held by a constant or field of the file.
The order is that of the files' names; files without a number are the first. `down` is left out.
Versions seen: Knex 0.20 to 3, Lucid 16 to 21.
Not recognised: names made when the program runs (gaps), helpers that add columns to a builder;
conditions are taken to be met.
Documentation: https://knexjs.org/guide/schema-builder.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Habit, SchemaStep, Unresolved
from backend_architect.survey.idioms.javascript.chains import Step, callback, chain_of, chains_on
from backend_architect.survey.idioms.javascript.knex_tables import Builder, said, steps
from backend_architect.survey.idioms.javascript.migrations import is_way_back, sequence, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="javascript",
    anchors=("createTable", "alterTable", ".table(", ".table<", "renameTable", "dropTable"),
    query="""
    (call_expression
      function: (member_expression property: (property_identifier) @act)
      (#any-of? @act "createTable" "createTableIfNotExists" "alterTable" "table" "renameTable"
        "dropTable" "dropTableIfExists")) @call
    """,
)
def knex_migrations(match: Match) -> Iterator[Fact]:
    """The steps of a schema builder, and one vote for the tool for each table."""
    call = match.node("call")
    if call is None or not _on_schema(call) or is_way_back(call):
        return
    step = chain_of(call).steps[-1]
    if not step.given:
        return
    table = text_of(match, step.given[0]).rpartition(".")[2]
    built = callback(step.given[1:])
    making = step.name in ("createTable", "createTableIfNotExists", "alterTable", "table")
    if making and built is None:
        return
    if not table:
        yield Unresolved(lines=node_lines(call), what=f"{step.name} of a migration",
                         reason="The table's name is computed when the program runs.")  # fmt: skip
        return
    order = sequence(match.source.path, call)
    base = SchemaStep(lines=node_lines(call), sequence=order, tool="knex", act="drop-table",
                      table=table)  # fmt: skip
    if built is not None and making:
        yield Habit(lines=node_lines(call), kind="migration-tool", value="knex")
        builder = Builder(match, table, step.name.startswith("create"))
        found = [said(builder, each) for each in chains_on(built[1], built[0])]
        yield from steps(builder, found, base)
    else:
        yield from _named(match, step, base)


def _on_schema(call: Node) -> bool:
    """Whether the chain starts at something's `schema`, with or without `withSchema` before."""
    chain = chain_of(call)
    return chain.root.rpartition(".")[2] == "schema"


def _named(match: Match, step: Step, base: SchemaStep) -> Iterator[Fact]:
    if step.name.startswith("drop"):
        yield base
    elif step.name == "renameTable" and len(step.given) > 1:
        new = text_of(match, step.given[1])
        if new:
            yield replace(base, act="rename-table", new_name=new)
