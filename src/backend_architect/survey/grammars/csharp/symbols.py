"""The imports, definitions and calls of a C# file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Expression, Fact, Import, Opaque
from backend_architect.survey.grammars.csharp.text import (
    bases_of,
    callee_of,
    dotted,
    expression,
    inner_type,
    modifiers,
    own_name,
    parameters_of,
    plain_type,
)
from backend_architect.survey.grammars.tree import Spans


def say_using(node: Node) -> Iterator[Import]:
    """Another name for a class, or the members of one (`using static`); a namespace says nothing:
    its names are looked for by themselves."""
    alias = node.child_by_field_name("name")
    kind = dotted(node.named_children[-1]).rpartition(".")[2] if node.named_children else ""
    if alias is not None and kind:
        yield Import(lines=node_lines(node), local=node_text(alias), module=kind, name=kind)
    elif kind and any(child.type == "static" for child in node.children):
        yield Import(lines=node_lines(node), local="*", module=kind, name=f"{kind}.*")


def say_class(node: Node, spans: Spans) -> Iterator[Fact]:
    """A type with its bases; what a primary constructor takes are its fields."""
    name = spans.names[node.id]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(plain_type(base) for base in bases_of(node)),
    )
    for component, kind, declared in parameters_of(node):
        yield Definition(
            lines=node_lines(declared),
            scope=name,
            name=f"{name}.{component}",
            kind="field",
            type=inner_type(kind),
        )


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A method, constructor or local function with its parameters.

    An extension method is known by its own name too, without that of its class.
    """
    name = spans.names[node.id]
    given = list(parameters_of(node))
    returns = node.child_by_field_name("returns") or node.child_by_field_name("type")
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=inner_type(returns),
        parameters=tuple(parameter for parameter, _, _ in given),
        exported=own_name(node) if given and "this" in modifiers(given[0][2]) else "",
    )
    for parameter, kind, declared in given:
        yield Definition(
            lines=node_lines(declared),
            scope=name,
            name=f"{name}.{parameter}",
            kind="parameter",
            type=plain_type(kind),
        )


def say_field(node: Node, spans: Spans) -> Iterator[Fact]:
    """The variables of a field, with what is known of their values."""
    declaration = next((c for c in node.named_children if c.type == "variable_declaration"), None)
    if declaration is None:
        return
    kind = inner_type(declaration.child_by_field_name("type"))
    for declarator in declaration.named_children:
        name = declarator.child_by_field_name("name")
        if declarator.type == "variable_declarator" and name is not None:
            value = declarator.named_children[-1]
            given = None if value == name else expression(value)
            yield _field(node, spans.scope(node), node_text(name), kind, given)


def say_property(node: Node, spans: Spans) -> Iterator[Fact]:
    """A property, with what it is set to or always gives."""
    name = node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    if value is not None and value.type == "arrow_expression_clause":
        value = value.named_children[0] if value.named_children else None
    kind = inner_type(node.child_by_field_name("type"))
    if name is not None:
        given = expression(value) if value is not None else None
        yield _field(node, spans.scope(node), node_text(name), kind, given)


def _field(node: Node, scope: str, name: str, kind: str, value: Expression | None) -> Definition:
    return Definition(
        lines=node_lines(node),
        scope=scope,
        name=f"{scope}.{name}" if scope else name,
        kind="field",
        type=kind,
        value=None if isinstance(value, Opaque) else value,
    )


def say_call(node: Node, spans: Spans) -> Call:
    """A call by name ("repo.Save"), or of a constructor."""
    created = node.type == "object_creation_expression"
    callee = plain_type(node.child_by_field_name("type")) if created else callee_of(node)
    return Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee,
        looped=spans.looped(node),
    )
