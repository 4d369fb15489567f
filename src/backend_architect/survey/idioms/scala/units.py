"""Values and functions of a Scala file that routes hang on, and infix chains."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Fact, Router
from backend_architect.survey.grammars.scala.text import DECLARATIONS, own_name

UNITS = frozenset(("val_definition", "var_definition", "function_definition"))


def units(root: Node) -> Iterator[Node]:
    """All values and functions, also local ones, each before those inside it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type in UNITS and unit_own_name(node):
            yield node
        waiting.extend(reversed(node.named_children))


def unit_own_name(unit: Node) -> str:
    """The name of a value or function, "" for a pattern."""
    if unit.type == "function_definition":
        return own_name(unit)
    pattern = unit.child_by_field_name("pattern")
    plain = pattern is not None and pattern.type == "identifier"
    return node_text(pattern).strip("`") if plain and pattern is not None else ""


def unit_name(unit: Node) -> str:
    """The qualified name of a value or function, as the symbols of the file have it."""
    names = [unit_own_name(unit)]
    above = unit.parent
    while above is not None:
        if above.type in DECLARATIONS:
            names.append(own_name(above))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)


def unit_value(unit: Node) -> Node | None:
    """What a value holds or a function gives."""
    value = unit.child_by_field_name("value") or unit.child_by_field_name("body")
    while value is not None and value.type == "indented_block" and len(value.named_children) == 1:
        value = value.named_children[0]
    return value


def operands(node: Node) -> list[tuple[str, Node]]:
    """The parts of `a -> b / c` from left to right: ("", a), ("->", b), ("/", c)."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if not node.type.startswith("infix_") or left is None or right is None or operator is None:
        return [("", node)]
    return [*operands(left), (node_text(operator), right)]


def class_of(node: Node) -> Node | None:
    """The class, object or trait around a node."""
    above = node.parent
    while above is not None:
        if above.type in ("class_definition", "object_definition", "trait_definition"):
            return above
        above = above.parent
    return None


def with_routers(said: dict[str, tuple[Node, list[Fact]]], framework: str) -> Iterator[Fact]:
    """The facts of units by their names, each after its router. A value inside of a function that
    holds routes itself is served by that alone."""
    for name, (unit, facts) in said.items():
        inside = any(name.startswith(f"{other}.") for other in said)
        line = node_lines(unit)[0]
        yield Router(
            lines=(line, line), scope=name, name=name, framework=framework, root=not inside
        )
        yield from facts
