"""Texts that are made of constants of the same file: `API + "/orders"`."""

from __future__ import annotations

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Name
from backend_architect.survey.grammars.java.text import expression

#: Constants made of constants are followed this far.
STEPS = 6


def text_in_file(node: Node) -> str | None:
    """The text of an expression, constants of the file put in; None where something is missing."""
    return _text(expression(node), node, STEPS)


def _text(said: Expression, node: Node, steps: int) -> str | None:
    if isinstance(said, Literally):
        return said.text
    if isinstance(said, Joined):
        parts = [_text(part, node, steps) for part in said.parts]
        return None if None in parts else "".join(part or "" for part in parts)
    if isinstance(said, Name) and steps > 0:
        value = _constant(node, said.dotted.rpartition(".")[2])
        return _text(expression(value), node, steps - 1) if value is not None else None
    return None


def _constant(node: Node, name: str) -> Node | None:
    """The value of the field of this name in the classes around a node."""
    above = node.parent
    while above is not None:
        body = above.child_by_field_name("body") if above.type == "class_declaration" else None
        for member in body.named_children if body is not None else ():
            for declarator in member.children_by_field_name("declarator"):
                declared = declarator.child_by_field_name("name")
                if declared is not None and node_text(declared) == name:
                    return declarator.child_by_field_name("value")
        above = above.parent
    return None
