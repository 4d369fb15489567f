"""Prisma: queries.

Recognises: `prisma.order.findMany({ where, orderBy, take })` and the other methods of a model, on a
client known by its name (`prisma`, `this.prisma`, `tx`, `db`), its type or what made it; filters
through AND, OR, NOT and combined keys; whether a list is bounded; loops; raw SQL as a gap.
Versions seen: 2 to 6.
Not recognised: queries that `include` makes on related tables; filters built in other functions;
clients extended under another name.
Documentation: https://www.prisma.io/docs/orm/reference/prisma-client-reference
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Access, Definition, Fact, Unresolved
from backend_architect.survey.grammars.javascript.nodes import arguments, dotted
from backend_architect.survey.grammars.javascript.scopes import looped, scope_of
from backend_architect.survey.idioms.javascript.names import names_of
from backend_architect.survey.idioms.javascript.queries import filtered, members, sorted_by

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS: dict[str, QueryVerb] = {
    "findUnique": "select", "findUniqueOrThrow": "select", "findFirst": "select",
    "findFirstOrThrow": "select", "findMany": "select", "count": "select", "aggregate": "select",
    "groupBy": "select", "create": "insert", "createMany": "insert",
    "createManyAndReturn": "insert", "update": "update", "updateMany": "update",
    "updateManyAndReturn": "update", "upsert": "update", "delete": "delete",
    "deleteMany": "delete",
}  # fmt: skip
_SINGLE = frozenset(
    ("findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "create", "update",
     "upsert", "delete")
)  # fmt: skip
#: Methods that no other library of Node has.
_OWN = frozenset(
    ("findUnique", "findUniqueOrThrow", "findFirstOrThrow", "createManyAndReturn", "groupBy",
     "updateManyAndReturn")
)  # fmt: skip
#: What a client of Prisma is called.
_CLIENT = re.compile(r"prisma", re.IGNORECASE)
_SHORT = re.compile(r"(?:^|\.)(?:db|tx|trx|client|transaction|orm|database)$", re.IGNORECASE)
_TYPES = re.compile(r"Prisma|TransactionClient")


@detector(
    language="javascript",
    anchors=(".findUnique", ".findFirst", ".findMany(", ".createMany", ".updateMany(",
             ".deleteMany(", ".upsert(", ".groupBy(", "prisma", "Prisma"),
    query="""
    (call_expression
      function: (member_expression
        object: (member_expression object: (_) @client property: (property_identifier) @model)
        property: (property_identifier) @method)
      (#any-of? @method "findUnique" "findUniqueOrThrow" "findFirst" "findFirstOrThrow" "findMany"
        "create" "createMany" "createManyAndReturn" "update" "updateMany" "updateManyAndReturn"
        "upsert" "delete" "deleteMany" "count" "aggregate" "groupBy")) @call
    (call_expression
      function: (member_expression property: (property_identifier) @raw)
      (#any-of? @raw "$queryRaw" "$queryRawUnsafe" "$executeRaw" "$executeRawUnsafe")) @call
    """,
)  # fmt: skip
def prisma_queries(match: Match) -> Iterator[Fact]:
    """One access for each call of a model's method."""
    call = match.node("call")
    if call is None:
        return
    if match.node("raw") is not None:
        yield Unresolved(lines=node_lines(call), scope=scope_of(call), what="raw SQL",
                         reason="Its statement is not read.")  # fmt: skip
    elif _is_client(match, call):
        yield _access(match, call)


def _is_client(match: Match, call: Node) -> bool:
    client, method = dotted(match.node("client")), match.text("method")
    if not client or client.endswith(".query"):  # Drizzle's `db.query.users.findMany`
        return False
    names, scope = names_of(match.source), scope_of(call)
    if _CLIENT.search(client) or _TYPES.search(names.type(client, scope)):
        return True
    made = names.maker(client, scope)
    if made is not None and _TYPES.search(made.callee):
        return True
    if client == "this":
        owner = names.definitions.get(names.class_around(scope))
        return isinstance(owner, Definition) and "PrismaClient" in owner.bases
    given = members(next(iter(arguments(call)), None))
    shaped = bool(given.keys() & {"where", "data", "orderBy", "take", "select", "include"})
    return bool(_SHORT.search(client)) and (method in _OWN or shaped)


def _access(match: Match, call: Node) -> Access:
    method, options = match.text("method"), members(next(iter(arguments(call)), None))
    single = method in _SINGLE
    return Access(
        lines=node_lines(call), scope=scope_of(call), entity=match.text("model"),
        verb=_VERBS[method], filters=tuple(dict.fromkeys(filtered(options.get("where")))),
        sorts=tuple(sorted_by(options.get("orderBy"))),
        limited=single or "take" in options or method in ("count", "aggregate"),
        single=single, looped=looped(call),
    )  # fmt: skip
