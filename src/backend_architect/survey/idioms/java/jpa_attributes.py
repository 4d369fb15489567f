"""The persistent attributes of a class that JPA maps: its fields, or its getters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.grammars.java.text import (
    arguments_of_type,
    parameters_of,
    plain_type,
)
from backend_architect.survey.idioms.java.annotations import annotated, members, modifier

RELATIONS = frozenset(("ManyToOne", "OneToOne", "OneToMany", "ManyToMany", "ElementCollection"))
KEYS = frozenset(("Id", "EmbeddedId"))


class Attribute(NamedTuple):
    """One attribute: `type` without type arguments, `element` what a collection holds."""

    name: str
    type: str
    element: str
    array: bool
    found: dict[str, Node]
    lines: tuple[int, int]

    @property
    def relation(self) -> str:
        """The annotation that makes it a relation, or ""."""
        return next((name for name in self.found if name in RELATIONS), "")

    @property
    def target(self) -> str:
        """The class a relation leads to."""
        return self.element or self.type


def attributes_of(declared: Node) -> Iterator[Attribute]:
    """The attributes of a class: getters where its key is annotated on one, else fields."""
    if declared.type == "record_declaration":
        for name, kind, node in parameters_of(declared):
            yield _attribute(name, kind, node)
    elif any(KEYS & annotated(m).keys() for m in members(declared, "method_declaration")):
        yield from _getters(declared)
    else:
        yield from _fields(declared)


def _fields(declared: Node) -> Iterator[Attribute]:
    for field in members(declared, "field_declaration"):
        kind = field.child_by_field_name("type")
        skipped = modifier(field, "static") or modifier(field, "transient")
        if kind is None or skipped or {"Transient", "Formula"} & annotated(field).keys():
            continue
        for declarator in field.children_by_field_name("declarator"):
            name = declarator.child_by_field_name("name")
            if name is not None:
                yield _attribute(node_text(name), kind, field)


def _getters(declared: Node) -> Iterator[Attribute]:
    for method in members(declared, "method_declaration"):
        kind = method.child_by_field_name("type")
        name = _property(node_text(method.child_by_field_name("name") or method))
        skipped = modifier(method, "static") or bool(list(parameters_of(method)))
        if name and kind is not None and not skipped and "Transient" not in annotated(method):
            yield _attribute(name, kind, method)


def _property(getter: str) -> str:
    """The property of a getter; two capitals at its beginning stay (`getURLPath` is "URLPath")."""
    for prefix in ("get", "is"):
        rest = getter.removeprefix(prefix)
        if rest != getter and rest[:1].isupper():
            return rest if rest[:2].isupper() else rest[0].lower() + rest[1:]
    return ""


def _attribute(name: str, kind: Node, node: Node) -> Attribute:
    array = kind.type == "array_type"
    given = arguments_of_type(kind)
    body = node.child_by_field_name("body")
    first, last = node_lines(node)
    return Attribute(
        name=name,
        type=plain_type(kind).rpartition(".")[2],
        element=plain_type(given[-1]) if given else "",
        array=array,
        found=annotated(node),
        lines=(first, body.start_point.row + 1 if body is not None else last),
    )
