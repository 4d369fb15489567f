"""Reading attributes of C#: `[Route("api/[controller]"), Authorize(Roles = "Admin")]`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression
from backend_architect.survey.grammars.csharp.text import dotted, expression


class Attribute(NamedTuple):
    """An attribute: its name without namespace and "Attribute", what it is given in order, and
    what it is given by name."""

    name: str
    given: tuple[Node, ...]
    named: dict[str, Node]
    node: Node

    def first(self) -> Expression | None:
        """What the first argument says, None without one."""
        return expression(self.given[0]) if self.given else None


def attributes(declared: Node) -> Iterator[Attribute]:
    """The attributes of a declaration or parameter, in order."""
    for written in declared.named_children:
        if written.type == "attribute_list":
            for each in written.named_children:
                if each.type == "attribute":
                    yield _attribute(each)


def _attribute(node: Node) -> Attribute:
    name = dotted(node.child_by_field_name("name")).rpartition(".")[2].removesuffix("Attribute")
    lists = (child for child in node.named_children if child.type == "attribute_argument_list")
    given: list[Node] = []
    named: dict[str, Node] = {}
    for argument in (each for found in lists for each in found.named_children):
        key = argument.child_by_field_name("name")
        if not argument.named_children:
            continue
        if key is not None:
            named[node_text(key)] = argument.named_children[-1]
        else:
            given.append(argument.named_children[-1])
    return Attribute(name, tuple(given), named, node)


def attribute(declared: Node, *names: str) -> Attribute | None:
    """The first attribute with one of these names, None if there is none."""
    return next((each for each in attributes(declared) if each.name in names), None)
