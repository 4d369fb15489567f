"""Doctrine: migrations written in SQL, in the order of their files' names.

Recognises: `$this->addSql('CREATE TABLE ...')` in the way up, with texts, heredocs and
concatenations of texts; `$schema->dropTable('x')`.
Versions seen: Doctrine Migrations 1 to 3.
Not recognised: tables built with `Schema` objects (those are the entities'), SQL put together when
the program runs.
Documentation: https://www.doctrine-project.org/projects/doctrine-migrations/en/current/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from backend_architect.languages.postgresql.read import read
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SchemaStep
from backend_architect.survey.grammars.php.text import callee_of, literal
from backend_architect.survey.idioms.php.chains import link_of
from backend_architect.survey.idioms.sql_steps import File, steps

_CHANGES = re.compile(r"^\s*(?:create|alter|drop|rename)\b", re.IGNORECASE)


@detector(
    language="php",
    anchors=("addSql", "dropTable"),
    query="""
    (member_call_expression name: (name) @_name (#any-of? @_name "addSql" "dropTable")) @call
    """,
)
def doctrine_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one statement."""
    call = match.nodes("call")[0]
    if match.scope("call").rpartition(".")[2] in ("down", "preDown", "postDown"):
        return
    text = literal(link_of(call).argument(0))
    sequence = f"{basename(match.source.path)} {call.start_byte:08}"
    if callee_of(call) == "schema.dropTable":
        if text:
            yield SchemaStep(lines=node_lines(call), sequence=sequence, tool="doctrine",
                             act="drop-table", table=text)  # fmt: skip
        return
    if callee_of(call) != "this.addSql" or not text or not _CHANGES.match(text):
        return
    first = node_lines(call)[0]
    dialect = "mysql" if "`" in text or "ENGINE" in text else ""
    file = File(sequence, "doctrine", dialect)
    for fact in steps(read("\n" * (first - 1) + text), file):
        if isinstance(fact, SchemaStep):
            yield fact
