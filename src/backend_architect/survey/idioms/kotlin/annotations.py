"""Reading annotations of Kotlin; `idioms.java.annotations` asks here for those it meets.

An annotation among the values of another is written without its sign, as a call.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.kotlin.text import (
    CLASSES,
    named_arguments,
    plain_type,
)

_ARRAYS = frozenset(("arrayOf", "listOf", "setOf", "emptyArray"))


def is_annotation(node: Node) -> bool:
    """True for an annotation as Kotlin's tree has it, or a call that stands for one."""
    if node.type == "call_expression":
        return True
    return node.type == "annotation" and node.child_by_field_name("name") is None


def is_value(node: Node) -> bool:
    """True for a value given to an annotation of Kotlin."""
    above = node.parent
    return above is not None and above.type in ("value_argument", "collection_literal")


def name_of(annotation: Node) -> str:
    """The name of an annotation without its package and its target (`field:`)."""
    for child in annotation.named_children:
        if child.type == "constructor_invocation":
            return name_of(child)
        if child.type == "user_type":
            return plain_type(child).rpartition(".")[2]
    return ""


def pairs(annotation: Node) -> dict[str, Node]:
    """All values of an annotation by their keys; several without one stand in their brackets."""
    call = annotation
    if annotation.type == "annotation":
        inner = [c for c in annotation.named_children if c.type == "constructor_invocation"]
        if not inner:
            return {}
        call = inner[0]
    given = named_arguments(call)
    found = {key: value for key, value in given if key}
    plain = [value for key, value in given if not key]
    if len(plain) == 1:
        found["value"] = plain[0]
    elif plain and plain[0].parent is not None and plain[0].parent.parent is not None:
        found["value"] = plain[0].parent.parent
    return found


def elements(value: Node) -> list[Node] | None:
    """The elements of `[a, b]` or `arrayOf(a, b)`; None for what is no array of Kotlin."""
    if value.type == "collection_literal":
        return [each for each in value.named_children if not each.type.endswith("comment")]
    if value.type == "value_arguments":
        return [each.named_children[-1] for each in value.named_children if each.named_children]
    called = value.named_children[0] if value.type == "call_expression" else None
    if called is not None and node_text(called) in _ARRAYS:
        return [each for _, each in named_arguments(value)]
    return None


def annotated(modifiers: Node | None) -> dict[str, Node]:
    """The annotations among modifiers by their names; the first of a name."""
    found: dict[str, Node] = {}
    for each in modifiers.named_children if modifiers is not None else ():
        if each.type == "annotation":
            found.setdefault(name_of(each), each)
    return found


def annotations_of(declared: Node) -> dict[str, Node]:
    """The annotations of a class, function or property."""
    found: dict[str, Node] = {}
    for child in declared.named_children:
        if child.type == "modifiers":
            found |= annotated(child)
    return found


def class_around(node: Node) -> Node | None:
    """The class, interface or object a member is declared in."""
    above = node.parent
    while above is not None and above.type not in CLASSES:
        above = above.parent
    return above


def members(declared: Node, kind: str) -> Iterator[Node]:
    """The members of one kind of a class's body."""
    for body in declared.named_children:
        for each in body.named_children if body.type.endswith("class_body") else ():
            if each.type == kind:
                yield each


def modifier(declared: Node, word: str) -> bool:
    """True if a declaration bears a keyword such as "abstract"."""
    return any(
        node_text(each) == word
        for child in declared.named_children
        if child.type == "modifiers"
        for each in child.named_children
    )


def is_interface(declared: Node) -> bool:
    """True for an interface."""
    return any(child.type == "interface" for child in declared.children)
