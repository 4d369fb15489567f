"""Reading annotations of Java; those of Kotlin are read by `idioms.kotlin.annotations`, so that
what is known of a framework's annotations holds for both."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Literally, Name
from backend_architect.survey.grammars.java.text import dotted, expression
from backend_architect.survey.grammars.kotlin import text as kotlin_text
from backend_architect.survey.idioms.kotlin import annotations as kotlin

CLASSES = frozenset(("class_declaration", "interface_declaration", "record_declaration"))


def annotated(declared: Node) -> dict[str, Node]:
    """The annotations of a declaration by their names without packages; the first of a name."""
    found: dict[str, Node] = {}
    for modifiers in declared.named_children:
        if modifiers.type == "modifiers":
            for each in modifiers.named_children:
                if each.type in ("annotation", "marker_annotation"):
                    found.setdefault(name_of(each), each)
    return found


def name_of(annotation: Node) -> str:
    """The name of an annotation without its package."""
    if kotlin.is_annotation(annotation):
        return kotlin.name_of(annotation)
    return dotted(annotation.child_by_field_name("name")).rpartition(".")[2]


def argument(annotation: Node | None, *keys: str) -> Node | None:
    """The value given for the first of `keys` that is given; a lone value is called "value"."""
    if annotation is None:
        return None
    given = pairs(annotation)
    return next((given[key] for key in keys if key in given), None)


def pairs(annotation: Node) -> dict[str, Node]:
    """All values of an annotation by their keys."""
    if kotlin.is_annotation(annotation):
        return kotlin.pairs(annotation)
    found: dict[str, Node] = {}
    given = annotation.child_by_field_name("arguments")
    for each in given.named_children if given is not None else ():
        if each.type == "element_value_pair":
            key, value = each.child_by_field_name("key"), each.child_by_field_name("value")
            if key is not None and value is not None:
                found[node_text(key)] = value
        elif not each.type.endswith("comment"):
            found["value"] = each
    return found


def elements(value: Node | None) -> list[Node]:
    """The elements of `{a, b}`, or the one value itself; annotations among them too."""
    if value is None:
        return []
    several = kotlin.elements(value)
    if several is not None:
        return several
    if value.type == "element_value_array_initializer":
        return [each for each in value.named_children if not each.type.endswith("comment")]
    return [value]


def text(annotation: Node | None, *keys: str) -> str:
    """The literal text given for one of `keys`, "" if there is none."""
    value = argument(annotation, *keys)
    said = value_said(value) if value is not None else None
    return said.text if isinstance(said, Literally) else ""


def named(annotation: Node | None, *keys: str) -> str:
    """The last part of the name given for one of `keys`: `FetchType.LAZY` is "LAZY"."""
    value = argument(annotation, *keys)
    said = value_said(value) if value is not None else None
    return said.dotted.rpartition(".")[2] if isinstance(said, Name) else ""


def flag(annotation: Node | None, key: str, *, default: bool) -> bool:
    """A boolean value."""
    written = text(annotation, key)
    return default if written not in ("true", "false") else written == "true"


def said(annotation: Node | None, *keys: str) -> list[Expression]:
    """What the elements of a value say."""
    return [value_said(each) for each in elements(argument(annotation, *keys))]


def value_said(value: Node) -> Expression:
    """What a value of an annotation says, in the words of its own language."""
    return kotlin_text.expression(value) if kotlin.is_value(value) else expression(value)


def class_around(node: Node) -> Node | None:
    """The class, interface or record a member is declared in."""
    above = node.parent
    while above is not None and above.type not in CLASSES:
        above = above.parent
    return above


def members(declared: Node, kind: str) -> Iterator[Node]:
    """The members of one kind of a class's body."""
    body = declared.child_by_field_name("body")
    for each in body.named_children if body is not None else ():
        if each.type == kind:
            yield each


def modifier(declared: Node, word: str) -> bool:
    """True if a declaration bears a keyword such as "static"."""
    return any(
        child.type == word
        for modifiers in declared.children
        if modifiers.type == "modifiers"
        for child in modifiers.children
    )
