"""SQL in texts of Rust programs: sqlx, tokio-postgres, rusqlite, Diesel's `sql_query`.

Recognises: `query!`, `query_as!`, `query_scalar!` and their unchecked forms, the functions
`sqlx::query`, `query_as`, `query_scalar`; methods that are given a statement (`client.query(..)`,
`query_one`, `query_opt`, `execute`, `prepare`, `query_row`); the text is a literal or a constant of
the same call.
Versions seen: sqlx 0.3 to 0.9, tokio-postgres 0.5 to 0.7, rusqlite 0.20 to 0.37.
Not recognised: texts put together when the program runs, `query_file!`.
Documentation: https://docs.rs/sqlx/latest/sqlx/macro.query.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    macro_name,
    text_of,
)
from backend_architect.survey.idioms.query_text import read_query
from backend_architect.survey.idioms.rust.items import is_tested, is_text

_MACROS = frozenset(
    f"{name}{form}" for name in ("query", "query_as", "query_scalar") for form in ("", "_unchecked")
)
_CALLS = frozenset(
    ("query", "query_as", "query_scalar", "query_one", "query_opt", "query_row", "execute",
     "prepare", "prepare_cached", "sql_query", "query_with", "query_as_with", "query_raw",
     "query_map", "execute_raw", "fetch_all", "fetch_one", "fetch_optional", "query_typed")
)  # fmt: skip
_SINGLE = frozenset(("query_one", "query_opt", "query_row"))


@detector(
    language="rust",
    anchors=("query", "execute(", "prepare(", "fetch_"),
    query="(macro_invocation (token_tree) @tree) @macro\n(call_expression) @call",
)
def sql_texts(match: Match) -> Iterator[Fact]:
    """One access for each statement."""
    macro, call = match.node("macro"), match.node("call")
    whole = macro if macro is not None else call
    if whole is None:
        return
    name = macro_name(whole) if macro is not None else callee_of(whole).rpartition(".")[2]
    if name not in (_MACROS if macro is not None else _CALLS):
        return
    written = _text(match.nodes("tree")[0].named_children if macro else call_arguments(whole))
    found = read_query(written) if written else None
    grammar = match.source.grammar
    if found is None or grammar is None or is_tested(whole):
        return
    yield Access(
        lines=node_lines(whole),
        scope=grammar.scope(whole),
        entity=found.table,
        verb=found.verb,
        filters=found.filters,
        sorts=found.sorts,
        limited=found.limited,
        single=name in _SINGLE or _asks_for_one(whole),
        looped=grammar.looped(whole),
        raw=True,
    )


def _text(nodes: list[Node]) -> str:
    return next((text_of(node) for node in nodes if is_text(node)), "")


def _asks_for_one(node: Node) -> bool:
    """True where the chain goes on with `fetch_one` or `fetch_optional`."""
    above = node.parent
    for _ in range(40):
        if above is None or above.type in ("block", "let_declaration", "function_item"):
            return False
        field = above.child_by_field_name("field")
        if field is not None and field.text in (b"fetch_one", b"fetch_optional"):
            return True
        above = above.parent
    return False
