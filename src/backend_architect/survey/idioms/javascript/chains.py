"""Chains of calls, such as `table.string("email").notNullable().unique()`, link by link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    field,
    field_text,
    plain,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_LONGEST = 60
_DEEPEST = 40


class Step(NamedTuple):
    """One call of a chain: the name that is called, what it is given and where it stands."""

    name: str
    given: list[Node]
    node: Node


class Chain(NamedTuple):
    """The calls from the first to the last; `root` is the name they start from ("" for none)."""

    root: str
    steps: tuple[Step, ...]

    def step(self, *names: str) -> Step | None:
        """The first call of one of these names, or None."""
        return next((each for each in self.steps if each.name in names), None)


def chain_of(call: Node) -> Chain:
    """The chain that ends with this call; a plain function's call is a link of its own."""
    steps: list[Step] = []
    node = plain(call)
    while node.type == "call_expression" and len(steps) < _LONGEST:
        function = field(node, "function")
        if function is None or function.type != "member_expression":
            steps.append(Step(dotted(function), arguments(node), node))
            return Chain("", tuple(reversed(steps)))
        steps.append(Step(field_text(function, "property"), arguments(node), node))
        node = plain(field(function, "object") or function)
    return Chain(dotted(node), tuple(reversed(steps)))


def chains_on(body: Node, root: str, depth: int = 0) -> Iterator[Chain]:
    """The whole chains on a name at or below a node, in the order of the source."""
    if body.type == "call_expression":
        found = chain_of(body)
        if found.root == root:
            yield found
            return
    for child in body.named_children if depth < _DEEPEST else ():
        yield from chains_on(child, root, depth + 1)


def callback(given: list[Node]) -> tuple[str, Node] | None:
    """The first parameter's name and the body of the function among the arguments, or None."""
    for each in map(plain, given):
        if each.type in FUNCTIONS:
            body = field(each, "body")
            listed = field(each, "parameters")
            first = field(each, "parameter")
            if first is None and listed is not None:
                first = next(iter(listed.named_children), None)
            if first is not None and body is not None:
                return dotted(field(first, "pattern") or first), body
    return None
