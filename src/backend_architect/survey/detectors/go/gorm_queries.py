"""GORM: queries, by the columns they compare and sort by.

Recognises: chains that end in `Find`, `First`, `Take`, `Last`, `Scan`, `Pluck`, `Count`, `Rows`,
`FindInBatches`, `Create`, `Save`, `Update(s)`, `Delete`, `FirstOrCreate`, on a handle of type
`*gorm.DB` or called so, with the chains its variable was given before; `Where`, `Or`, `Not`,
inline conditions, `Order`, `Limit`, `Model`, `Table`, `Raw`, `Exec`; whether it runs in a loop;
`AutoMigrate` as the way the schema is kept.
Versions seen: GORM 1, 2.
Not recognised: conditions in scopes and in `clause` values; types that only run time knows, such as
those of generic repositories (gaps).
Documentation: https://gorm.io/docs/query.html, https://gorm.io/docs/sql_builder.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact, Habit, Unresolved
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.idioms.go.gorm_chains import (
    Steps,
    chain_of,
    columns_in,
    columns_of,
    is_handle,
    sorts_of,
    text_in,
    type_named,
)
from backend_architect.survey.idioms.go.routing import callee_of, scope_of

_VERBS: dict[str, QueryVerb] = {
    "Find": "select", "First": "select", "Take": "select", "Last": "select", "Scan": "select",
    "Pluck": "select", "Count": "select", "Rows": "select", "Row": "select",
    "FindInBatches": "select", "FirstOrInit": "select", "FirstOrCreate": "select",
    "Create": "insert", "CreateInBatches": "insert", "Save": "update", "Update": "update",
    "Updates": "update", "UpdateColumn": "update", "UpdateColumns": "update", "Delete": "delete",
    "Exec": "update",
}  # fmt: skip
_SINGLE = frozenset(("First", "Take", "Last", "Row", "FirstOrInit", "FirstOrCreate"))
_BOUND = _SINGLE | {"Count", "FindInBatches"}
_INLINE = frozenset(("Find", "First", "Take", "Last", "Delete"))
_GORMS = frozenset(
    ("Where", "Or", "Not", "Model", "Table", "Order", "Limit", "Offset", "Preload", "Joins",
     "Select", "Omit", "Group", "Having", "Distinct", "Unscoped", "WithContext", "Scopes",
     "Clauses", "Session", "Debug", "Raw", "Set", "Begin", "Attrs", "Assign", "Association")
)  # fmt: skip
_SQL_TABLE = re.compile(
    r"\b(?:from|into|update|delete\s+from)\s+[\"`]?(?:\w+\.)?[\"`]?(\w+)", re.IGNORECASE
)
_SQL_VERB = re.compile(r"\s*(?:with\b.*?\)\s*)?(select|insert|update|delete)", re.IGNORECASE | re.S)
_SQL_WHERE = re.compile(
    r"\bwhere\b(.*?)(?:\bgroup\b|\border\b|\blimit\b|\breturning\b|\Z)", re.IGNORECASE | re.S
)
_VERB_NAMES = " ".join(f'"{name}"' for name in (*_VERBS, "AutoMigrate"))


@detector(
    language="go",
    anchors=("gorm",),
    query=f"""
(call_expression
  function: (selector_expression operand: (_) field: (field_identifier) @verb)
  (#any-of? @verb {_VERB_NAMES})) @query
""",
)
def gorm_queries(match: Match) -> Iterator[Fact]:
    """Say the access to a table that a chain makes."""
    call, verb = match.nodes("query")[0], match.text("verb")
    if b"gorm" not in match.source.data:
        return
    chain = chain_of(call)
    if not is_handle(chain.base, chain.steps) or _goes_on(call):
        return
    if verb == "AutoMigrate":
        yield Habit(lines=node_lines(call), kind="migration-tool", value="gorm")
        return
    raw = next((text_in(s.arguments[0]) for s in chain.named("Raw", "Exec") if s.arguments), "")
    if raw:
        yield from _raw(chain, raw)
        return
    if verb == "Exec" or (verb in ("Scan", "Row", "Rows") and len(chain.steps) == 1):
        return
    yield from _access(chain, verb)


def _goes_on(call: Node) -> bool:
    """True for a call inside a chain: only its end is a query."""
    above = call.parent
    field = above.child_by_field_name("field") if above is not None else None
    inside = above is not None and above.type == "selector_expression" and field is not None
    return inside and field is not None and node_text(field) in (*_VERBS, *_GORMS)


def _access(chain: Steps, verb: str) -> Iterator[Fact]:
    last = chain.steps[-1]
    entity = _entity(chain)
    if not entity.rpartition(".")[2][:1].isupper() and not any(chain.named("Table")):
        entity = ""  # `any`, a map, a scalar: no struct that is mapped
    lines, scope = node_lines(last.call), scope_of(last.call)
    if not entity:
        yield Unresolved(
            lines=lines,
            scope=scope,
            what=f"table of a GORM {verb} in {scope}",
            reason="The type it reads or writes is not to be seen here.",
        )
        return
    conditions = chain.named("Where", "Or", "Not")
    filters = [column for step in conditions for column in columns_of(step.arguments)]
    filters.extend(_inline(chain))
    yield Access(
        lines=lines,
        scope=scope,
        entity=entity,
        verb=_VERBS[verb],
        filters=tuple(dict.fromkeys(filters)),
        sorts=tuple(sort for step in chain.named("Order") for sort in sorts_of(step.arguments)),
        limited=verb in _BOUND or any(chain.named("Limit")) or _paged(chain),
        single=verb in _SINGLE,
        looped=grammar("go").looped(last.call),
    )


def _entity(chain: Steps) -> str:
    """The struct of `Model`, the table of `Table`, or what the last call reads or writes."""
    for step in chain.named("Model"):
        return type_named(step.arguments[0]) if step.arguments else ""
    for step in chain.named("Table"):
        words = text_in(step.arguments[0]).split() if step.arguments else []
        return words[0] if words else ""
    last = chain.steps[-1]
    if last.name in ("Count", "Pluck", "Update", "Updates", "UpdateColumn", "UpdateColumns"):
        return ""
    return type_named(last.arguments[0]) if last.arguments else ""


def _inline(chain: Steps) -> Iterator[str]:
    """Conditions given to the last call itself: SQL, or the primary key."""
    last = chain.steps[-1]
    if last.name in _INLINE and len(last.arguments) > 1:
        found = columns_of(last.arguments[1:])
        yield from found or ("id",)


def _paged(chain: Steps) -> bool:
    given = [node for step in chain.named("Scopes") for node in step.arguments]
    return any("pag" in callee_of(node).lower() for node in given)


def _raw(chain: Steps, sql: str) -> Iterator[Fact]:
    """SQL written out: its table and the columns of its WHERE."""
    table, verb = _SQL_TABLE.search(sql), _SQL_VERB.match(sql)
    last = chain.steps[-1]
    if table is None or verb is None:
        return
    where = _SQL_WHERE.search(sql)
    verbs: dict[str, QueryVerb] = {
        "select": "select", "insert": "insert", "update": "update", "delete": "delete",
    }  # fmt: skip
    yield Access(
        lines=node_lines(last.call),
        scope=scope_of(last.call),
        entity=table[1],
        verb=verbs[verb[1].lower()],
        filters=tuple(dict.fromkeys(columns_in(where[1]))) if where else (),
        limited=bool(re.search(r"\blimit\b|\bcount\(", sql, re.IGNORECASE)),
        looped=grammar("go").looped(last.call),
        raw=True,
    )
