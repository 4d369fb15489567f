"""The imports, definitions and calls of a Kotlin file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.kotlin.text import (
    bases_of,
    body_expression,
    callee_of,
    declared_variable,
    dotted,
    expression,
    inner_type,
    parameters_of,
    plain_type,
    return_type,
    value_of,
)
from backend_architect.survey.grammars.tree import Spans


def say_import(node: Node) -> Iterator[Import]:
    """The import of a class ("a.b.C", also of what it holds), or of a package's own name.

    A name that begins with a capital may be a class or a constant of the package.
    """
    path = next((c for c in node.named_children if c.type == "qualified_identifier"), None)
    parts = dotted(path).split(".") if path is not None else []
    if not parts:
        return
    lines = node_lines(node)
    everything = any(child.type == "*" for child in node.children)
    names = [child for child in node.named_children if child.type == "identifier"]
    local = node_text(names[-1]) if names else parts[-1]
    top = next((number for number, part in enumerate(parts) if part[:1].isupper()), None)
    if top is None and everything:
        yield Import(lines=lines, local="*", module=f"{'.'.join(parts)}.*", name="*")
    elif top is None:
        module = f"{'.'.join(parts[:-1])}.*"
        yield Import(lines=lines, local=local, module=module, name=parts[-1])
    else:
        module, name = ".".join(parts[: top + 1]), ".".join(parts[top:])
        star = f"{name}.*"
        yield Import(
            lines=lines,
            local="*" if everything else local,
            module=module,
            name=star if everything else name,
        )


def say_class(node: Node, spans: Spans) -> Iterator[Fact]:
    """A class, interface, enum or object; what its primary constructor takes are fields."""
    name = spans.names[node.id]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(plain_type(base) for base in bases_of(node)),
    )
    for each in parameters_of(node):
        if each.name:
            yield Definition(
                lines=node_lines(each.node),
                scope=name,
                name=f"{name}.{each.name}",
                kind="field",
                type=plain_type(each.type),
            )


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A function or constructor with its parameters; what a function of one expression gives is
    its value where that is a text."""
    name = spans.names[node.id]
    given = [each for each in parameters_of(node) if each.name]
    body = next((c for c in node.named_children if c.type == "function_body"), None)
    gives = body_expression(body)
    kind = inner_type(return_type(node))
    if not kind and gives is not None and gives.type == "call_expression":
        callee = callee_of(gives)
        kind = callee if callee[:1].isupper() else ""
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=kind,
        parameters=tuple(each.name for each in given),
    )
    for each in given:
        yield Definition(
            lines=node_lines(each.node),
            scope=name,
            name=f"{name}.{each.name}",
            kind="parameter",
            type=plain_type(each.type),
        )


def say_property(node: Node, spans: Spans) -> Iterator[Fact]:
    """A property or local variable, with what is known of its value."""
    scope = spans.scope(node)
    name, kind = declared_variable(node)
    if not name:
        return
    value = value_of(node)
    said = expression(value) if value is not None else None
    yield Definition(
        lines=node_lines(node),
        scope=scope,
        name=f"{scope}.{name}" if scope else name,
        kind="field" if scope else "value",
        type=plain_type(kind),
        value=None if isinstance(said, Opaque) else said,
    )


def say_call(node: Node, spans: Spans) -> Iterator[Call]:
    """A call by name ("repo.save", "Order")."""
    above = node.parent
    if above is not None and above.type == "call_expression" and above.named_children[0] == node:
        return  # said once, with the block behind it
    yield Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee_of(node),
        looped=spans.looped(node),
    )
