"""Path segments as Scala's routing libraries write them: `"users" / path[Int]("id")`."""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Literally
from backend_architect.survey.grammars.scala.text import called_of, expression, joined

_PLAIN = re.compile(r"[A-Za-z_]\w*")


def whole(parts: list[Expression] | tuple[Expression, ...]) -> Expression:
    """The path of all parts, each behind a slash."""
    between: list[Expression] = []
    for part in parts:
        between.extend((Literally(text="/"), part))
    said = joined(between)
    return Literally(text=re.sub("//+", "/", said.text)) if isinstance(said, Literally) else said


def parameter(name: str) -> Literally:
    """A segment that is a parameter."""
    return Literally(text=f"{{{name if _PLAIN.fullmatch(name) else 'param'}}}")


def divided(node: Node) -> list[Node]:
    """The operands of `/`. The parser takes `"a" / path[Int]("id")` for a call of the whole before
    the type: such a call is given for its last segment."""
    if node.type == "infix_expression":
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is not None and node_text(operator) == "/" and left and right:
            return [*divided(left), *divided(right)]
    if node.type == "parenthesized_expression" and node.named_children:
        return divided(node.named_children[0])
    hidden = _hidden(node)
    return [*divided(hidden), node] if hidden is not None else [node]


def _hidden(call: Node) -> Node | None:
    """What stands before the last `/` inside the function of a call."""
    function = called_of(call) if call.type == "call_expression" else None
    if function is None or function.type != "infix_expression":
        return None
    operator = function.child_by_field_name("operator")
    if operator is None or node_text(operator) != "/":
        return None
    return function.child_by_field_name("left")


def called_name(call: Node) -> str:
    """The last name of what a call calls: `path[Int]("id")` is "path", also behind a `/`."""
    function = called_of(call)
    if function is not None and function.type == "infix_expression":
        function = function.child_by_field_name("right")
    return node_text(function).rpartition(".")[2] if function is not None else ""


def first_text(call: Node) -> str:
    """The first literal text given to a call."""
    given = call.child_by_field_name("arguments")
    for each in given.named_children if given is not None else ():
        said = expression(each)
        if isinstance(said, Literally) and each.type == "string":
            return said.text
    return ""
