"""Calls as Kotlin's routing languages use them: `route("/x", Get) { ... }`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.kotlin.text import (
    DECLARATIONS,
    callee_of,
    declared_variable,
    dotted,
    named_arguments,
    own_name,
    plain_type,
)


class Call(NamedTuple):
    """A call with what it is called on, the values given, the types given, and its last block."""

    name: str
    on: Node | None
    given: tuple[tuple[str, Node], ...]
    types: tuple[str, ...]
    block: Node | None
    node: Node

    @property
    def values(self) -> list[Node]:
        """The values without their names; a block in brackets is none."""
        return [value for _, value in self.given if value.type != "lambda_literal"]

    def value(self, name: str) -> Node | None:
        """The value given under a name."""
        return next((value for key, value in self.given if key == name), None)

    @property
    def callee(self) -> str:
        """The dotted name of what is called."""
        return callee_of(self.node) if self.node.type == "call_expression" else self.name


def call_of(node: Node) -> Call | None:
    """The node as a call, its arguments and the block behind them together; None for others."""
    if node.type == "binary_expression":
        return _typed(node)
    if node.type != "call_expression" or not node.named_children:
        return None
    given = tuple(named_arguments(node))
    inner, types = node, ()
    found: tuple[str, ...] = types
    while inner.type == "call_expression" and inner.named_children:
        found = found or _types(inner)
        inner = inner.named_children[0]
    name, on = _name(inner)
    return Call(name, on, given, found, _block(node, given), node)


def _typed(node: Node) -> Call | None:
    """`get<Orders> { }`, which the parser takes for two comparisons."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or left.type != "binary_expression":
        return None
    name, kind = left.child_by_field_name("left"), left.child_by_field_name("right")
    signs = [child.type for each in (left, node) for child in each.children if not child.is_named]
    if right.type != "lambda_literal" or signs != ["<", ">"] or name is None or kind is None:
        return None
    called, on = _name(name)
    return Call(called, on, (), (dotted(kind),), right, node)


def _name(called: Node) -> tuple[str, Node | None]:
    if called.type == "navigation_expression" and len(called.named_children) > 1:
        return node_text(called.named_children[-1]), called.named_children[0]
    return (node_text(called).strip("`") if called.type == "identifier" else ""), None


def _types(call: Node) -> tuple[str, ...]:
    given = next((c for c in call.named_children if c.type == "type_arguments"), None)
    parts = given.named_children if given is not None else []
    return tuple(plain_type(part) for part in parts)


def _block(call: Node, given: tuple[tuple[str, Node], ...]) -> Node | None:
    """The function written behind a call, or as its last argument."""
    last = call.named_children[-1]
    if last.type == "annotated_lambda":
        return next((c for c in last.named_children if c.type == "lambda_literal"), None)
    lambdas = [value for _, value in given if value.type == "lambda_literal"]
    return lambdas[-1] if lambdas else None


def operands(node: Node) -> list[tuple[str, Node]]:
    """The parts of an infix chain `a bind b to c`: ("", a), ("bind", b), ("to", c)."""
    if node.type != "infix_expression" or len(node.named_children) < 3:
        return [("", node)]
    left, word, right = node.named_children[0], node.named_children[1], node.named_children[-1]
    return [*operands(left), (node_text(word), right)]


def units(root: Node) -> Iterator[Node]:
    """What can be called or named: functions and properties that are no local variables."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type in ("function_declaration", "property_declaration"):
            yield node
            continue
        waiting.extend(reversed(node.named_children))


def unit_name(unit: Node) -> str:
    """The qualified name of a function or property."""
    names = [declared_variable(unit)[0] or own_name(unit)]
    above = unit.parent
    while above is not None:
        if above.type in DECLARATIONS:
            names.append(own_name(above))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)


def local_values(unit: Node) -> dict[str, Node]:
    """The local variables of a unit by name, as they are declared; the first of a name."""
    found: dict[str, Node] = {}
    waiting = list(unit.named_children)
    while waiting:
        node = waiting.pop(0)
        if node.type == "property_declaration":
            found.setdefault(declared_variable(node)[0], node)
        waiting.extend(node.named_children)
    return found
