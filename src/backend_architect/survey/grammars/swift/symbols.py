"""The imports, definitions and calls of a Swift file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Literally, Opaque
from backend_architect.survey.grammars.swift.text import (
    callee_of,
    computed_of,
    expression,
    own_name,
    parameters_of,
    plain_type,
    property_name,
    result_of,
    type_of,
    value_of,
)
from backend_architect.survey.grammars.tree import Spans


def say_import(node: Node) -> Import:
    """The module whose public names become visible."""
    name = node_text(node.named_children[-1]) if node.named_children else ""
    return Import(lines=node_lines(node), local=name, module=name)


def say_type(node: Node, spans: Spans) -> Iterator[Fact]:
    """A class, struct, enum, actor, protocol or extension with what it inherits."""
    name = spans.names[node.id]
    kinds = (c for c in node.named_children if c.type == "inheritance_specifier")
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(plain_type(k.child_by_field_name("inherits_from")) for k in kinds),
    )


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A function or constructor with its parameters."""
    name = spans.names[node.id]
    given = list(parameters_of(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=plain_type(result_of(node)),
        parameters=tuple(parameter for parameter, _, _ in given),
    )
    for parameter, kind, declared in given:
        yield Definition(
            lines=node_lines(declared),
            scope=name,
            name=f"{name}.{parameter}",
            kind="parameter",
            type=plain_type(kind),
        )


def say_property(node: Node, spans: Spans) -> Iterator[Fact]:
    """A `let` or `var` of which the type or the value is known."""
    name, value, scope = property_name(node), value_of(node), spans.scope(node)
    kind = plain_type(type_of(node))
    said = expression(value) if value is not None else None
    if not name or (not kind and (said is None or isinstance(said, Opaque))):
        return
    yield Definition(
        lines=node_lines(node),
        scope=scope,
        name=f"{scope}.{name}" if scope else name,
        kind="field" if _in_type(node) else "value",
        type=kind,
        value=None if isinstance(said, Opaque) else said,
    )


def say_computed(node: Node, spans: Spans) -> Iterator[Fact]:
    """A computed property is a function without parameters; one that gives a text is that text."""
    name, given = spans.names[node.id], computed_of(node)
    said = expression(given) if given is not None else None
    text = said if isinstance(said, Literally) else None
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function" if text is None else "field",
        type=plain_type(type_of(node)),
        value=text,
    )


def say_case(node: Node, spans: Spans) -> Iterator[Fact]:
    """The cases of an enum; without a raw value each has its own name."""
    scope = spans.scope(node)
    names = node.children_by_field_name("name")
    values = node.children_by_field_name("raw_value")
    for number, each in enumerate(names):
        written = node_text(each).strip("`")
        value = values[number] if number < len(values) else None
        said = expression(value) if value is not None else None
        yield Definition(
            lines=node_lines(each),
            scope=scope,
            name=f"{scope}.{written}",
            kind="value",
            value=None if isinstance(said, Opaque) else said,
        )


def _in_type(node: Node) -> bool:
    return node.parent is not None and node.parent.type in ("class_body", "enum_class_body")


def say_call(node: Node, spans: Spans) -> Call:
    """A call by name ("repo.save"), of a constructor, or of a method of something nameless."""
    return Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee_of(node),
        looped=spans.looped(node),
    )


def name_of(node: Node) -> str:
    """The name of a declaration, also of a computed property."""
    return property_name(node) if node.type == "property_declaration" else own_name(node)
