"""Tables of routes: arrays of `{ method, path, handler }` that a server or a loop is given.

Recognises: arrays and single objects that a variable, a field, an export or a function's result
holds, with spread and named parts; loops that register each row: `routes.forEach((r) =>
app[r.method](r.path, r.handler))`, `for (const route of routes) server.route(route)`.
Versions seen: hapi 16 to 21, Fastify 3 to 5, Express 4 and 5.
Not recognised: rows made by a call; methods that are keys of an object. A table that nothing is
seen to use says nothing.
Documentation: https://hapi.dev/api/#server.route()
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Literally, Made, Mount, Name, Router
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    elements,
    expression,
    field,
    field_text,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import route_tables as tables
from backend_architect.survey.idioms.javascript.dialects import Held
from backend_architect.survey.idioms.javascript.express import Receiver, keeper

if TYPE_CHECKING:
    from tree_sitter import Node

_TABLE = "(table)"
_HOLDERS = ("variable_declarator", "assignment_expression", "export_statement", "pair",
            "public_field_definition", "field_definition", "return_statement", "arrow_function",
            "as_expression", "satisfies_expression", "parenthesized_expression")  # fmt: skip


@detector(
    language="javascript",
    anchors=(
        "method:",
        "methods:",
        "method :",
        "methods :",
        "method  ",
        "](",
        "]?.(",
        ".route(",
        ".register(",
        ".use(",
    ),
    query="""
    (array (object (pair key: (property_identifier) @_key (#any-of? @_key "method" "methods"))))
      @table
    (object (pair key: (property_identifier) @_key (#any-of? @_key "method" "methods"))) @row
    (array [(spread_element) (identifier) (member_expression)]) @parts
    (call_expression function: (subscript_expression) @computed) @loop
    (call_expression
      function: (member_expression property: (property_identifier) @_verb)
      arguments: (arguments [(identifier) (call_expression)] .)
      (#any-of? @_verb "route" "register" "use")) @loop
    """,
)
def route_tables(match: Match) -> Iterator[Fact]:
    """A router for each table with a route for each row; a mount for each loop over one."""
    table = match.node("table") or match.node("parts")
    row, loop = match.node("row"), match.node("loop")
    if table is not None:
        yield from _table(match.source, table)
    elif row is not None and row.parent is not None and row.parent.type != "array":
        yield from _single(row)
    elif loop is not None:
        yield from _loop(match.source, loop)


def _table(source: Source, table: Node) -> Iterator[Fact]:
    name, scope = _keeper(table)
    rows = [(each, tables.row(each)) for each in elements(table)]
    parts = [each for each, said in rows if said is None]
    known = [(each, said) for each, said in rows if said is not None and said.handler is not None]
    if not name or not (known or (parts and _named_routes(name, source))):
        return
    yield Router(lines=node_lines(table), scope=scope, name=name, framework="", if_mounted=True)
    for each, said in known:
        yield from tables.route(each, Held(name, scope), said, "")
    for each in parts:
        inner = each.named_children[0] if each.type == "spread_element" else each
        if dotted(inner):
            yield Mount(lines=node_lines(each), scope=scope, parent=name,
                        child=Name(dotted=dotted(inner)))  # fmt: skip


def _named_routes(name: str, source: Source) -> bool:
    where = source.path if name in ("default", _TABLE) else name
    return "rout" in where.lower()


def _single(row: Node) -> Iterator[Fact]:
    said = tables.row(row)
    name, scope = _keeper(row)
    if said is None or said.handler is None or not name:
        return
    yield Router(lines=node_lines(row), scope=scope, name=name, framework="", if_mounted=True)
    yield from tables.route(row, Held(name, scope), said, "")


def _keeper(node: Node) -> tuple[str, str]:
    """The name of what holds a table; of the function that returns it a name of its own."""
    parent = node.parent
    while parent is not None and parent.type.endswith(("as_expression", "satisfies_expression",
                                                       "parenthesized_expression")):  # fmt: skip
        node, parent = parent, parent.parent
    if parent is None or parent.type not in _HOLDERS:
        return "", ""
    if parent.type in ("return_statement", "arrow_function"):
        return _TABLE, scope_of(node)
    if parent.type == "pair":
        scope = scope_of(parent)
        key = field_text(parent, "key")
        return (key, scope) if scope or not key else ("", "")
    return keeper(node)


# ---------------------------------------------------------------- loops


def _loop(source: Source, call: Node) -> Iterator[Fact]:
    """Every row of a list is registered on a router."""
    receiver, variables = _receiver(source, call)
    listed = _listed(call, variables)
    if receiver is None or not receiver.name or receiver.kind == "foreign" or listed is None:
        return
    if listed.type == "array":
        yield from _in_place(receiver, call, listed)
    elif isinstance(child := expression(listed), Name | Made) and _ROUTES.search(_said(child)):
        yield Mount(lines=node_lines(call), scope=scope_of(call), parent=receiver.name,
                    child=child, prefix=_prefix(call))  # fmt: skip


def _prefix(call: Node) -> Expression:
    """The path before the row in `app.use("/api", row)`."""
    first = next(iter(arguments(call)), None)
    return Literally(text=string(first) or "")


_ROUTES = re.compile(r"rout|api|endpoint|controller|resource|server|modules|plugins", re.IGNORECASE)


def _said(child: Name | Made) -> str:
    return child.dotted if isinstance(child, Name) else child.callee


def _in_place(receiver: Receiver, call: Node, listed: Node) -> Iterator[Fact]:
    for each in elements(listed):
        said = tables.row(each)
        if said is not None and said.handler is not None:
            yield from tables.route(each, Held(receiver.name, scope_of(call)), said, "")
        elif said is None and isinstance(child := expression(each), Name):
            yield Mount(lines=node_lines(call), scope=scope_of(call), parent=receiver.name,
                        child=child, prefix=_prefix(call))  # fmt: skip


def _receiver(source: Source, call: Node) -> tuple[Receiver | None, frozenset[str]]:
    """What rows are registered on, and the names that the call takes from a row."""
    function = field(call, "function")
    used = [field(field(each, "function"), "object") or each for each in arguments(call)]
    index = field(function, "index")
    if index is not None:
        used.append(index)
    heads = {dotted(each).partition(".")[0] for each in used} | _called_on(index)
    receiver = Receiver(source, call)
    if not receiver.name:
        receiver.name = dotted(field(function, "object"))
    return receiver, frozenset(heads - {""})


def _called_on(index: Node | None) -> set[str]:
    """`route` of `app[route.method.toLowerCase()]`."""
    called = field(index, "function") if index is not None else None
    return {dotted(called).partition(".")[0]} if called is not None else set()


def _listed(call: Node, variables: frozenset[str]) -> Node | None:
    around = call.parent
    while around is not None:
        if around.type == "for_in_statement" and _takes(field(around, "left"), variables):
            right = field(around, "right")
            return plain(right) if right is not None else None
        if around.type in FUNCTIONS:
            listed = around.parent.parent if around.parent is not None else None
            function = field(listed, "function")
            if field_text(function, "property") not in ("forEach", "map"):
                return None
            first = field(around, "parameter") or field(around, "parameters")
            owner = field(function, "object")
            return plain(owner) if owner is not None and _takes(first, variables) else None
        around = around.parent
    return None


def _takes(node: Node | None, variables: frozenset[str]) -> bool:
    names = set(re.findall(r"[\w$]+", node_text(node))) if node is not None else set()
    return bool(names & variables)
