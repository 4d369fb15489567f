"""tRPC: procedures by their path below where the router is served.

Recognises: `router({ list: publicProcedure.query(...), nested: router({...}), users })` and
`createTRPCRouter`, `t.router`, `mergeRouters`; queries as GET, mutations as POST; served by
`createExpressMiddleware`, `fetchRequestHandler`, `createHTTPServer`, `fastifyTRPCPlugin` or
`createNextApiHandler`.
Versions seen: 10.x and 11.x.
Not recognised: subscriptions; batches.
Documentation: https://trpc.io/docs/rpc
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Literally, Mount, Name, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    expression,
    field,
    field_text,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.dialects import chain
from backend_architect.survey.idioms.javascript.express import keeper
from backend_architect.survey.idioms.javascript.guards import guard, role_of

if TYPE_CHECKING:
    from tree_sitter import Node

_MAKERS = re.compile(
    r"(?:\w+\.)?(?:router|createTRPCRouter|createRouter|createTRPCRouterFactory)\Z"
)
_MERGES = re.compile(r"(?:\w+\.)?mergeRouters\Z")
_VERBS = {"query": "GET", "mutation": "POST"}
_SERVERS = {
    "createExpressMiddleware": "", "fetchRequestHandler": "/api/trpc", "createHTTPServer": "",
    "createNextApiHandler": "/api/trpc", "createHTTPHandler": "", "fastifyTRPCPlugin": "/trpc",
    "trpcServer": "", "createOpenApiExpressMiddleware": "",
}  # fmt: skip


@detector(
    language="javascript",
    anchors=("rocedure", "trpc", "TRPC", "fetchRequestHandler", "mergeRouters"),
    query="""
    (call_expression function: [(identifier) (member_expression)]
      arguments: (arguments . (object) @members)) @call
    (variable_declarator value: (_ (object) @record))
    (call_expression
      function: [(identifier) @merge (member_expression property: (property_identifier) @merge)]
      (#eq? @merge "mergeRouters")) @call
    """,
)  # fmt: skip
def trpc_routers(match: Match) -> Iterator[Fact]:
    """A router for each that is made, below the router it is a member of, or the server."""
    call, record = match.node("call"), match.node("record")
    callee = dotted(field(call, "function")) if call is not None else ""
    if record is not None:
        yield from _recorded(record)
    if call is None:
        return
    if _MERGES.match(callee):
        yield from _merged(call)
    elif _MAKERS.match(callee) and _is_trpc(match):
        yield from _made(call)
    elif callee in _SERVERS:
        yield from _served(match, call, callee)


def _is_trpc(match: Match) -> bool:
    return bool(re.search(r"[tT][rR][pP][cC]|rocedure", match.source.text))


def _name(call: Node) -> tuple[str, str]:
    """The name that keeps a router; one of its place for a router within another."""
    pair = call.parent
    if pair is not None and pair.type == "pair":
        return f"nested{call.start_point.row + 1}x{call.start_point.column}", scope_of(call)
    return keeper(call)


def _made(call: Node) -> Iterator[Fact]:
    name, scope = _name(call)
    if not name:
        return
    lines = node_lines(field(call, "function") or call)
    yield from _members(name, scope, lines, arguments(call)[0])


def _recorded(record: Node) -> Iterator[Fact]:
    """`export const users = { ... } satisfies TRPCRouterRecord`."""
    around = record.parent
    if around is None or around.type != "satisfies_expression":
        return
    name, scope = keeper(record)
    if name and "RouterRecord" in node_text(around.named_children[-1]):
        first = record.start_point.row + 1
        yield from _members(name, scope, (first, first), record)


def _members(name: str, scope: str, lines: tuple[int, int], members: Node) -> Iterator[Fact]:
    yield Router(lines=lines, scope=scope, name=name, framework="trpc", if_mounted=True)
    for key, value in pairs(members).items():
        if key:
            yield from _member(name, scope, key, plain(value))


def _member(name: str, scope: str, key: str, value: Node) -> Iterator[Fact]:
    """A procedure, or a router below the member's name."""
    verb = field_text(field(value, "function"), "property")
    if verb in _VERBS:
        root = list(chain(value))[-1]
        own = dotted(root).rpartition(".")[2]
        found = (guard(own),) if role_of(own) in ("authentication", "authorization") else ()
        yield Route(lines=node_lines(value), scope=scope, router=name, methods=(_VERBS[verb],),
                    path=Literally(text=f"/{key}"), framework="trpc", guards=found)  # fmt: skip
        return
    child: Expression = expression(value)
    if value.type == "call_expression" and _MAKERS.match(dotted(field(value, "function"))):
        child = Name(dotted=_name(value)[0])
    if isinstance(child, Name):
        yield Mount(lines=node_lines(value), scope=scope, parent=name, child=child,
                    prefix=Literally(text=f"/{key}."))  # fmt: skip


def _merged(call: Node) -> Iterator[Fact]:
    name, scope = keeper(call)
    if name:
        yield Router(lines=node_lines(call), scope=scope, name=name, framework="trpc",
                     if_mounted=True)  # fmt: skip
    for each in arguments(call) if name else ():
        if dotted(each):
            yield Mount(lines=node_lines(each), scope=scope, parent=name,
                        child=Name(dotted=dotted(each)))  # fmt: skip


# ---------------------------------------------------------------- serving


def _served(match: Match, call: Node, callee: str) -> Iterator[Fact]:
    options = pairs(match.node("members"))
    child = options.get("router")
    said = expression(child) if child is not None else None
    if not isinstance(said, Name):
        return
    lines, scope = node_lines(call), scope_of(call)
    name = f"trpc{lines[0]}"
    yield Router(lines=lines, scope=scope, name=name, framework="trpc", root=True)
    yield Mount(lines=lines, scope=scope, parent=name, child=said,
                prefix=_prefix(call, options) or Literally(text=_SERVERS[callee]))  # fmt: skip


def _prefix(call: Node, options: dict[str, Node]) -> Expression | None:
    """The literal `endpoint` among the options, or the path of the `use` around."""
    for key in ("endpoint", "basePath"):
        if string(options.get(key)) is not None:
            return dialects.path(options[key])
    listed = call.parent
    outer = listed.parent if listed is not None and listed.type == "arguments" else None
    first = arguments(outer)[0] if outer is not None and arguments(outer) else None
    text = string(first)
    return Literally(text=text.removesuffix("/*")) if text and text.startswith("/") else None
