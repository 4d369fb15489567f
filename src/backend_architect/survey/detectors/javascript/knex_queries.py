"""Knex: queries of tables named where the query begins.

Recognises: `knex("users")`, `db("users")`, `trx("users")` with what follows in the chain: `where`,
`andWhere`, `orderBy`, `first`, `limit`, `insert`, `update`, `del`, `delete`, `count`.
Versions seen: 0.20 to 3.
Not recognised: builders continued on variables, tables of `from` and joins.
Documentation: https://knexjs.org/guide/query-builder.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.javascript.nodes import field, string
from backend_architect.survey.grammars.javascript.scopes import looped, scope_of
from backend_architect.survey.idioms.javascript.chains import Chain, Step, chain_of
from backend_architect.survey.idioms.javascript.queries import filtered

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS: dict[str, QueryVerb] = {
    "insert": "insert", "update": "update", "increment": "update", "decrement": "update",
    "del": "delete", "delete": "delete",
}  # fmt: skip
_WHERE = re.compile(r"^(?:and|or)?[wW]here(?:In|NotIn|Not|Null|NotNull|Between|ILike|Like)?$")
_TABLE = re.compile(r"([A-Za-z_]\w*)(?:\s+as\s+\w+)?\Z", re.IGNORECASE)
_BOUND = ("first", "limit", "count", "countDistinct")

#: What the function that takes a table is called.
_ON = ("knex", "db", "trx", "database", "tx")
_NAMED = " ".join(f'"{name}"' for name in _ON)


@detector(
    language="javascript",
    anchors=tuple(f"{name}{opens}" for name in _ON for opens in "(<"),
    query=f"""
    (call_expression
      function: (member_expression
        object: (call_expression function: (identifier) @on arguments: (arguments . (string)))
        property: (property_identifier) @_next)
      (#any-of? @on {_NAMED})) @call
    """,
)
def knex_queries(match: Match) -> Iterator[Fact]:
    """One access for each chain."""
    call = match.node("call")
    if call is None or b"nex" not in match.source.data:
        return
    chain = chain_of(_last(call))
    named = _TABLE.match(string(chain.steps[0].given[0]) or "") if chain.steps else None
    if named is None:
        return
    names = [step.name for step in chain.steps]
    single = "first" in names
    verbs = [_VERBS[name] for name in names if name in _VERBS]
    verb: QueryVerb = verbs[0] if verbs else "select"
    yield Access(
        lines=(node_lines(call)[0], node_lines(chain.steps[-1].node)[1]), scope=scope_of(call),
        entity=named[1], verb=verb, filters=tuple(dict.fromkeys(_filters(chain))),
        sorts=tuple(_sorts(chain)), single=single, looped=looped(call),
        limited=single or any(name in names for name in _BOUND),
    )  # fmt: skip


def _last(call: Node) -> Node:
    """The call that ends the chain."""
    member = call.parent
    while member is not None and member.type == "member_expression":
        following = member.parent
        if following is None or following.type != "call_expression":
            break
        if field(following, "function") != member:
            break
        call, member = following, following.parent
    return call


def _filters(chain: Chain) -> Iterator[str]:
    for step in chain.steps:
        if _WHERE.match(step.name) and step.given:
            text = string(step.given[0])
            names = [text] if text is not None else filtered(step.given[0])
            yield from (name.rpartition(".")[2] for name in names)


def _sorts(chain: Chain) -> Iterator[str]:
    for step in chain.steps:
        text = string(step.given[0]) if step.name == "orderBy" and step.given else None
        if text:
            yield f"{'-' if _descends(step) else ''}{text.rpartition('.')[2]}"


def _descends(step: Step) -> bool:
    return len(step.given) > 1 and (string(step.given[1]) or "").lower() == "desc"
