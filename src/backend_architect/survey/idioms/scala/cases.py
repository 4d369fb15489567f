"""Patterns that requests are matched with: `case GET -> Root / "users" / IntVar(id) =>`."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Name
from backend_architect.survey.grammars.scala.text import dotted, expression
from backend_architect.survey.idioms.scala.segments import parameter
from backend_architect.survey.idioms.scala.units import operands

METHODS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY"))
_ROOTS = frozenset(("Root", "!!", "Empty", "~"))
_STEPS = frozenset(("->", "/", "/:"))


class Case(NamedTuple):
    """The methods and path segments of a pattern."""

    methods: tuple[str, ...]
    parts: tuple[Expression, ...]


def case_of(pattern: Node) -> Case | None:
    """The route a pattern matches; None for any other pattern."""
    parts = operands(_bare(pattern))
    if len(parts) < 2 or parts[1][0] != "->":
        return None
    methods = methods_in(parts[0][1])
    if not methods:
        return None
    segments: list[Expression] = []
    for word, node in parts[1:]:
        if word not in _STEPS:
            break
        found = _segment(node)
        if found is not None:
            segments.append(found)
    return Case(methods, tuple(segments))


def _bare(pattern: Node) -> Node:
    """A pattern without its name, its parentheses and what is taken from its request besides:
    `whole @ (req @ POST -> Root) as user`."""
    while True:
        inside = None
        if pattern.type == "capture_pattern":
            inside = pattern.child_by_field_name("pattern")
        elif pattern.type == "tuple_pattern" and len(pattern.named_children) == 1:
            inside = pattern.named_children[0]
        elif pattern.type == "infix_pattern":
            left = pattern.child_by_field_name("left")
            around = left is not None and left.type in ("tuple_pattern", "capture_pattern")
            named = pattern.child_by_field_name("operator")
            inside = left if around and named is not None and named.type == "identifier" else None
        if inside is None:
            return pattern
        pattern = inside


def methods_in(node: Node) -> tuple[str, ...]:
    """The methods among the names of a pattern: `(GET | HEAD)`, `req @ POST`, `Method.PUT`."""
    if node.type == "capture_pattern":
        inner = node.child_by_field_name("pattern")
        return methods_in(inner) if inner is not None else ()
    if node.type in ("identifier", "stable_identifier", "type_identifier", "field_expression"):
        word = node_text(node).rpartition(".")[2]
        return (word,) if word in METHODS else ()
    return tuple(method for child in node.named_children for method in methods_in(child))


def _segment(node: Node) -> Expression | None:
    text = node_text(node)
    if text in _ROOTS:
        return None
    if node.type in ("string", "interpolated_string_expression"):
        return expression(node)
    if node.type == "case_class_pattern":
        inner = node.child_by_field_name("pattern")
        return parameter(node_text(inner) if inner is not None else "")
    if node.type in ("typed_pattern", "capture_pattern"):
        return parameter(text.partition(":")[0].partition("@")[0].strip())
    name = dotted(node)
    last = name.rpartition(".")[2]
    if last[:1].isupper() or "." in name or text.startswith("`"):
        return Name(dotted=name)
    return parameter(name)
