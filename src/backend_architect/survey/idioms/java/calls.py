"""Calls of Java as the readers of routers see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Made, Name
from backend_architect.survey.grammars.java.text import (
    call_arguments,
    callee_of,
    expression,
    joined,
    plain_type,
)


class Call(NamedTuple):
    """A call: the function written as its last value stands apart."""

    name: str
    on: Node | None
    values: list[Node]
    block: Node | None
    callee: str


def call_of(node: Node) -> Call | None:
    """The call a node is, None for any other."""
    name = node.child_by_field_name("name")
    if node.type != "method_invocation" or name is None:
        return None
    given = call_arguments(node)
    blocks = [each for each in given if each.type == "lambda_expression"]
    values = [each for each in given if each.type != "lambda_expression"]
    block = blocks[-1].child_by_field_name("body") if blocks else None
    on = node.child_by_field_name("object")
    return Call(node_text(name), on, values, block, callee_of(node))


def chain_of(node: Node) -> tuple[Node, list[Node]]:
    """What a chain of calls begins with, and its calls from the first on."""
    calls: list[Node] = []
    at: Node | None = node
    while at is not None and at.type == "method_invocation":
        calls.append(at)
        at = at.child_by_field_name("object")
    return (at if at is not None else calls[-1]), calls[::-1]


def name_of_call(call: Node) -> str:
    """The name of the method that is called."""
    name = call.child_by_field_name("name")
    return node_text(name) if name is not None else ""


def chains_below(unit: Node) -> Iterator[Node]:
    """The outermost calls of the chains below a node, those in their arguments behind them."""
    waiting = [unit]
    while waiting:
        node = waiting.pop()
        below = list(node.named_children)
        if node.type == "method_invocation":
            yield node
            base, calls = chain_of(node)
            below = [base, *(each for call in calls for each in call_arguments(call))]
            below = [each for each in below if each != node and each not in calls]
        waiting.extend(reversed(below))


def locals_of(unit: Node) -> dict[str, Expression]:
    """What the local variables of a method hold, as they are declared."""
    found: dict[str, Expression] = {}
    waiting = [unit]
    while waiting:
        node = waiting.pop()
        if node.type == "local_variable_declaration":
            for each in node.children_by_field_name("declarator"):
                name, value = each.child_by_field_name("name"), each.child_by_field_name("value")
                if name is not None and value is not None:
                    found[node_text(name)] = expression(value)
        waiting.extend(reversed(node.named_children))
    return found


def filled(said: Expression, known: dict[str, Expression], steps: int = 4) -> Expression:
    """An expression with local variables put in."""
    if isinstance(said, Name) and said.dotted in known and steps > 0:
        return filled(known[said.dotted], known, steps - 1)
    if isinstance(said, Joined):
        return joined([filled(part, known, steps) for part in said.parts])
    return said


def handler_of(value: Node) -> str:
    """The method a handler is, by reference or as what a class of it is made: "" for a lambda."""
    if value.type == "method_reference":
        return node_text(value).replace("::", ".").removeprefix("this.")
    if value.type == "object_creation_expression":
        return plain_type(value.child_by_field_name("type"))
    said = expression(value)
    return said.callee if isinstance(said, Made) else ""
