"""SQL that changes a schema, written in JavaScript: handed to a driver, a query builder's `raw`, a
mapper's migration.

Recognises: texts and template strings that begin with `CREATE TABLE`, `ALTER TABLE`,
`DROP TABLE`, `CREATE INDEX` or `DROP INDEX`, in the order of the files' names (those without a
number are the first); substitutions by constants of the file. `down` is left out, and so are
migrations of TypeORM, which are read by their own rules.
Versions seen: pg 8, mysql2 3, better-sqlite3 9 to 11, MikroORM 5 and 6, Knex 2 and 3.
Not recognised: statements put together when the program runs (gaps).
Documentation: https://node-postgres.com/features/queries, https://mikro-orm.io/docs/migrations
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.languages.postgresql.read import read
from backend_architect.languages.postgresql.tokens import Dialect
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Unresolved
from backend_architect.survey.grammars.javascript.nodes import string, unescaped
from backend_architect.survey.idioms.javascript.migrations import is_way_back, sequence, text_of
from backend_architect.survey.idioms.sql_steps import File, steps

if TYPE_CHECKING:
    from tree_sitter import Node

_CHANGES = re.compile(
    r"[\"'`]?\s*(?:--[^\n]*\n\s*)*(?:create\s+(?:table|(?:unique\s+)?index)\b"
    r"|alter\s+table\b|drop\s+(?:table|index)\b)",
    re.IGNORECASE,
)
_MAKES = re.compile(r"[\"'`]?\s*(?:create|alter)\s+table\b", re.IGNORECASE)
_TYPEORM = (b"MigrationInterface", b"queryRunner.query")
_SQLITE = re.compile(r"\bautoincrement\b|\bpragma\b", re.IGNORECASE)


@detector(
    language="javascript",
    anchors=(" TABLE", " table", " Table", " INDEX", " index"),
    query="""
    ([(string) (template_string)] @text
      (#match? @text "^.\\\\s*(--[^\\n]*\\n\\\\s*)*([Cc][Rr][Ee][Aa][Tt][Ee]|[Aa][Ll][Tt][Ee][Rr]|[Dd][Rr][Oo][Pp])\\\\s"))
    """,  # noqa: E501  # one pattern
)
def javascript_sql_schema(match: Match) -> Iterator[Fact]:
    """The steps of each statement."""
    node = match.node("text")
    if node is None or not _CHANGES.match(node_text(node)) or is_way_back(node):
        return
    if any(mark in match.source.data for mark in _TYPEORM):
        return
    written = _written(match, node)
    if written is None:
        if _MAKES.match(node_text(node)):
            yield Unresolved(lines=node_lines(node), what="an SQL statement",
                             reason="It is put together when the program runs.")  # fmt: skip
        return
    dialect: Dialect = "mysql" if "`" in written else "postgres"
    spoken = "mysql" if dialect == "mysql" else "sqlite" if _SQLITE.search(written) else ""
    padded = "\n" * node.start_point.row + written
    order = sequence(match.source.path, node)
    yield from steps(read(padded, dialect), File(order, "sql", spoken))


def _written(match: Match, node: Node) -> str | None:
    """The statement with constants in their places, None where one is not known."""
    whole = string(node)
    if whole is not None:
        return whole
    parts = []
    for child in node.named_children:
        if child.type == "template_substitution":
            text = text_of(match, next(iter(child.named_children), None))
            if not text:
                return None
            parts.append(text)
        else:
            parts.append(unescaped(node_text(child)))
    return "".join(parts)
