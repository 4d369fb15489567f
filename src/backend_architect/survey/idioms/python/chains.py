"""Chains of method calls, `a.b(x).c(y)`, also where a variable carries them from line to line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.python.calls import Arguments, arguments, enclosing

if TYPE_CHECKING:
    from tree_sitter import Node


class Link(NamedTuple):
    """One call of a chain: its method's name, what it is given, and the call."""

    name: str
    given: Arguments
    call: Node


def chain(start: Node) -> tuple[tuple[Link, ...], Node]:
    """The calls that follow on a node, in order, and the outermost expression they make."""
    links: list[Link] = []
    node = start
    while True:
        parent = node.parent
        if parent is None:
            break
        if parent.type in ("await", "parenthesized_expression"):
            node = parent
        elif parent.type == "attribute" and parent.child_by_field_name("object") == node:
            call = parent.parent
            if call is None or call.type != "call":
                break
            if call.child_by_field_name("function") != parent:
                break
            links.append(Link(field_text(parent, "attribute"), arguments(call), call))
            node = call
        else:
            break
    return tuple(links), node


def carried(outer: Node) -> Iterator[Link]:
    """What is called later, in the same function, on the variable that holds a chain's result.

    `query = query.where(...)` under an `if` counts like any other.
    """
    name = _variable(outer)
    function = enclosing(outer, "function_definition", "module")
    if not name or function is None:
        return
    for node in _named(function, name):
        if node.start_byte > outer.end_byte:
            yield from chain(node)[0]


def given_to(outer: Node, names: frozenset[str]) -> Iterator[Link]:
    """The calls of these names that are given a chain's result, and what follows on them.

    `session.execute(stmt)` first, then `.scalars()`, also where a variable carries the result.
    """
    calls = [call for node in (outer, *_later(outer)) if (call := _argument_of(node, names))]
    for call in calls:
        links, end = chain(call)
        yield Link(_method(call), arguments(call), call)
        yield from links
        yield from carried(end)


def _later(outer: Node) -> Iterator[Node]:
    name, function = _variable(outer), enclosing(outer, "function_definition", "module")
    if name and function is not None:
        yield from (n for n in _named(function, name) if n.start_byte > outer.end_byte)


def _argument_of(node: Node, names: frozenset[str]) -> Node | None:
    listed = node.parent
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    return call if call is not None and call.type == "call" and _method(call) in names else None


def _method(call: Node) -> str:
    function = call.child_by_field_name("function")
    if function is None:
        return ""
    return field_text(function, "attribute") or node_text(function)


def _variable(outer: Node) -> str:
    """The name that holds an expression, or ""."""
    parent = outer.parent
    if (
        parent is None
        or parent.type != "assignment"
        or parent.child_by_field_name("right") != outer
    ):
        return ""
    left = parent.child_by_field_name("left")
    return node_text(left) if left is not None and left.type == "identifier" else ""


def _named(around: Node, name: str) -> Iterator[Node]:
    """The identifiers of this name in a function, in order."""
    text, start = around.text or b"", around.start_byte
    for found in re.finditer(rb"\b" + re.escape(name.encode()) + rb"\b", text):
        node = around.descendant_for_byte_range(start + found.start(), start + found.end())
        if node is not None and node.type == "identifier":
            yield node
