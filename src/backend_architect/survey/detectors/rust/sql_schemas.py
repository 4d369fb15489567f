"""Tables that a Rust program makes itself: `CREATE TABLE` in its texts.

Recognises: statements that make or change tables and indexes in literals given to `execute`,
`execute_batch`, `batch_execute`, `query`, `query!` and the like; they are played before migrations,
in the order of files and lines.
Versions seen: rusqlite 0.20 to 0.37, sqlx 0.3 to 0.9, tokio-postgres 0.5 to 0.7.
Not recognised: texts put together when the program runs.
Documentation: https://docs.rs/rusqlite/latest/rusqlite/struct.Connection.html#method.execute_batch
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs
from tree_sitter import Node

from backend_architect.languages.postgresql.read import read
from backend_architect.languages.postgresql.tokens import Dialect, dialect_of
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SchemaStep
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    macro_name,
    text_of,
)
from backend_architect.survey.idioms.rust.items import is_example, is_tested, is_text
from backend_architect.survey.idioms.sql_steps import File, steps

_MAKES = re.compile(
    r"\s*(?:--[^\n]*\s*)*(?:CREATE\s+(?:TABLE|(?:UNIQUE\s+)?INDEX)|ALTER\s+TABLE)\b", re.I
)
_CALLS = re.compile(r"\A(?:query\w*|execute\w*|batch_execute|prepare\w*|raw_sql|simple_query)\Z")
_SPOKEN = {"postgres": "postgresql", "mysql": "mysql", "sqlite": "sqlite"}


@detector(
    language="rust",
    anchors=("CREATE ", "create ", "ALTER ", "alter "),
    query="""
(macro_invocation (token_tree) @tree) @macro
(call_expression arguments: (arguments [(string_literal) (raw_string_literal)])) @call
""",
)
def sql_schemas(match: Match) -> Iterator[Fact]:
    """The steps of a text that makes or changes tables."""
    macro, call = match.node("macro"), match.node("call")
    whole = macro if macro is not None else call
    if whole is None or is_example(match.source.path):
        return
    name = macro_name(whole) if macro is not None else callee_of(whole).rpartition(".")[2]
    given = match.nodes("tree")[0].named_children if macro is not None else call_arguments(whole)
    text = next((text_of(each) for each in given if is_text(each)), "")
    if _CALLS.match(name) and _MAKES.match(text) and not is_tested(whole):
        yield from _steps(match, whole, text)


def _steps(match: Match, whole: Node, text: str) -> Iterator[Fact]:
    dialect: Dialect = "sqlite" if b"sqlite" in match.source.data.lower() else dialect_of(text)
    lines = node_lines(whole)
    file = File(f"0 1 {match.source.path} {lines[0]:06}", "sql", _SPOKEN[dialect])
    statements = [each for each in read(text, dialect) if each.section == "up"]
    for fact in steps(statements, file):
        yield (
            _at(fact, lines) if isinstance(fact, SchemaStep) else structs.replace(fact, lines=lines)
        )


def _at(step: SchemaStep, lines: tuple[int, int]) -> SchemaStep:
    """The step with all its parts at the lines of the call."""
    column, group = step.column, step.group
    return structs.replace(
        step,
        lines=lines,
        column=structs.replace(column, lines=lines) if column is not None else None,
        group=structs.replace(group, lines=lines) if group is not None else None,
        columns=tuple(structs.replace(each, lines=lines) for each in step.columns),
        groups=tuple(structs.replace(each, lines=lines) for each in step.groups),
    )
