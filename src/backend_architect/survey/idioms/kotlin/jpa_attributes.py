"""The persistent attributes of a Kotlin class that JPA maps: properties of its primary constructor
and of its body, as `idioms.java.jpa_columns` reads them."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines
from backend_architect.survey.grammars.kotlin.text import (
    arguments_of_type,
    declared_variable,
    is_nullable,
    parameters_of,
    plain_type,
)
from backend_architect.survey.idioms.java.jpa_attributes import Attribute
from backend_architect.survey.idioms.kotlin.annotations import (
    annotated,
    annotations_of,
    members,
)

_SKIPPED = frozenset(("Transient", "Formula"))
_PRIMITIVES = {
    "Long": "long", "Int": "int", "Short": "short", "Byte": "byte", "Boolean": "boolean",
    "Double": "double", "Float": "float", "Char": "char",
}  # fmt: skip
_BOXED = {"Int": "Integer", "Char": "Character"}


def attributes_of(declared: Node) -> Iterator[Attribute]:
    """The attributes of a class, in the order they are written."""
    for each in parameters_of(declared):
        found = annotated(each.modifiers)
        if each.field and not _SKIPPED & found.keys():
            yield _attribute(each.name, each.type, found, each.node)
    for member in members(declared, "property_declaration"):
        found = annotations_of(member)
        name, kind = declared_variable(member)
        computed = any(child.type == "getter" for child in member.named_children)
        kind = kind or _given(member)
        skipped = computed or _SKIPPED & found.keys() or kind is None
        if name and not skipped:
            yield _attribute(name, kind, found, member)


def _given(member: Node) -> Node | None:
    """The type of a property that says it by its value alone: that of the class constructed."""
    value = member.named_children[-1] if member.named_children else None
    if value is None or value.type not in ("call_expression", "string_literal", "number_literal"):
        return None
    return value


def _attribute(name: str, kind: Node | None, found: dict[str, Node], node: Node) -> Attribute:
    given = arguments_of_type(kind)
    type, array = _type(kind)
    return Attribute(
        name=name,
        type=type,
        element=_boxed(plain_type(given[-1])) if given else "",
        array=array,
        found=found,
        lines=node_lines(node),
    )


def _type(kind: Node | None) -> tuple[str, bool]:
    """A type in Java's words, and whether it is an array of them."""
    if kind is None:
        return "", False
    literals = {"string_literal": "String", "number_literal": "int"}
    written = literals.get(kind.type) or plain_type(kind).partition("(")[0].partition("<")[0]
    last = written.rpartition(".")[2]
    if last in ("ByteArray", "CharArray", "IntArray", "LongArray"):
        return last.removesuffix("Array").lower(), True
    plain = last.removeprefix("Mutable")
    if is_nullable(kind):
        return _boxed(plain), False
    return _PRIMITIVES.get(plain, plain), False


def _boxed(name: str) -> str:
    return _BOXED.get(name, name)
