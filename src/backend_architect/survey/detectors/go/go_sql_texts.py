"""SQL in texts of Go programs: database/sql, sqlx, pgx and whatever takes a statement.

Recognises: texts that begin with SELECT, INSERT, UPDATE, DELETE or WITH, given to `Query`, `Exec`,
`Get`, `Select`, `Prepare` and their relatives with contexts and names (`QueryRowContext`,
`NamedExec`), written in place, or in a constant or variable of the function or the file.
Versions seen: database/sql of all versions, sqlx 1.2 to 1.4, pgx 4 and 5.
Not recognised: texts put together when the program runs, constants of other files; what GORM is
given (see `gorm_queries`).
Documentation: https://pkg.go.dev/database/sql, https://jmoiron.github.io/sqlx/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import text_of
from backend_architect.survey.idioms.go.routing import arguments_of, declaration_of, scope_of
from backend_architect.survey.idioms.query_text import read_query

_CALLS = tuple(
    f"{name}{form}"
    for name in ("Query", "QueryRow", "Exec", "Get", "Select", "Prepare", "NamedExec", "NamedQuery")
    for form in ("", "Context", "x", "xContext")
)
_NAMES = " ".join(f'"{name}"' for name in (*_CALLS, "MustExec", "PrepareNamed", "NewQuery"))
_SQL = re.compile(r"\s*(?:select|insert|update|delete|with)\s", re.IGNORECASE)
_TEXTS = ("interpreted_string_literal", "raw_string_literal")


#: How statements begin in files worth parsing for them.
ANCHORS = (
    "SELECT ", "SELECT\n", "INSERT INTO", "DELETE FROM", "UPDATE ", '"select ', "`select ",
    '"insert into', "`insert into", '"update ', "`update ", '"delete from', "`delete from",
)  # fmt: skip


@detector(
    language="go",
    anchors=ANCHORS,
    query=f"""
(call_expression
  function: (selector_expression field: (field_identifier) @name)
  arguments: (argument_list [(interpreted_string_literal) (raw_string_literal) (identifier)])
  (#any-of? @name {_NAMES})) @call
""",
)  # fmt: skip
def go_sql_texts(match: Match) -> Iterator[Fact]:
    """One access for each statement."""
    call, name = match.nodes("call")[0], match.text("name")
    data = match.source.data
    if not any(anchor.encode() in data for anchor in ANCHORS):
        return
    if b"gorm.io/gorm" in data or b"jinzhu/gorm" in data:
        return
    texts = (_text(each) for each in arguments_of(call)[:3])
    written = next((text for text in texts if _SQL.match(text)), "")
    found = read_query(written) if written else None
    if found is not None:
        yield Access(
            lines=node_lines(call),
            scope=scope_of(call),
            entity=found.table,
            verb=found.verb,
            filters=found.filters,
            sorts=found.sorts,
            limited=found.limited,
            single=name.startswith(("QueryRow", "Get")),
            looped=grammar("go").looped(call),
            raw=True,
        )


def _text(node: Node) -> str:
    """A text written in place, or that a variable or constant of the file holds."""
    if node.type in _TEXTS:
        return text_of(node)
    if node.type != "identifier":
        return ""
    name = node_text(node)
    declared = declaration_of(node, name)
    right = declared.child_by_field_name("right") if declared is not None else None
    values = right.named_children if right is not None else _constants(node, name)
    return text_of(values[0]) if values and values[0].type in _TEXTS else ""


def _constants(node: Node, name: str) -> list[Node]:
    """The value of a constant or variable at the top of the file or in the function."""
    above: Node | None = node
    while above is not None:
        for statement in above.named_children:
            for spec in _specs(statement):
                own, value = spec.child_by_field_name("name"), spec.child_by_field_name("value")
                if own is not None and value is not None and node_text(own) == name:
                    return value.named_children
        above = above.parent
    return []


def _specs(statement: Node) -> list[Node]:
    if statement.type not in ("const_declaration", "var_declaration"):
        return []
    lists = [each for each in statement.named_children if each.type == "var_spec_list"]
    inner = lists[0].named_children if lists else statement.named_children
    return [each for each in inner if each.type in ("const_spec", "var_spec")]
