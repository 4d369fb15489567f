"""The imports, definitions and calls of a Java file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.java.text import (
    bases_of,
    callee_of,
    dotted,
    expression,
    inner_type,
    parameters_of,
    plain_type,
)
from backend_architect.survey.grammars.tree import Spans


def say_import(node: Node) -> Iterator[Import]:
    """The import, split into the file's class and the name in it."""
    path = next(
        (c for c in node.named_children if c.type in ("scoped_identifier", "identifier")), None
    )
    parts = dotted(path).split(".")
    everything = any(child.type == "asterisk" for child in node.named_children)
    top = next((number for number, part in enumerate(parts) if part[:1].isupper()), None)
    lines = node_lines(node)
    if top is None and everything:
        yield Import(lines=lines, local="*", module=f"{'.'.join(parts)}.*", name="*")
        return
    top = len(parts) - 1 if top is None else top
    module, name = ".".join(parts[: top + 1]), ".".join(parts[top:])
    local = "*" if everything else parts[-1]
    yield Import(lines=lines, local=local, module=module, name=f"{name}.*" if everything else name)


def say_class(node: Node, spans: Spans) -> Iterator[Fact]:
    """A class, interface, enum or record; a record's components are its fields."""
    name = spans.names[node.id]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(plain_type(base) for base in bases_of(node)),
    )
    if node.type == "record_declaration":
        for component, kind, declared in parameters_of(node):
            yield Definition(
                lines=node_lines(declared),
                scope=name,
                name=f"{name}.{component}",
                kind="field",
                type=inner_type(kind),
            )


def say_method(node: Node, spans: Spans) -> Iterator[Fact]:
    """A method or constructor with its parameters."""
    name = spans.names[node.id]
    given = list(parameters_of(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=inner_type(node.child_by_field_name("type")),
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


def say_field(node: Node, spans: Spans) -> Iterator[Fact]:
    """The fields of a declaration, with what is known of their values."""
    scope = spans.scope(node)
    kind = plain_type(node.child_by_field_name("type"))
    for declarator in node.children_by_field_name("declarator"):
        name = declarator.child_by_field_name("name")
        value = declarator.child_by_field_name("value")
        said = expression(value) if value is not None else None
        yield Definition(
            lines=node_lines(node),
            scope=scope,
            name=f"{scope}.{node_text(name)}" if name is not None else scope,
            kind="field",
            type=kind,
            value=None if isinstance(said, Opaque) else said,
        )


def say_call(node: Node, spans: Spans) -> Call:
    """A call by name ("repo.save"), of a reference (`repo::save`), or of a constructor."""
    if node.type == "object_creation_expression":
        callee = plain_type(node.child_by_field_name("type"))
    elif node.type == "method_reference":
        callee = ".".join(dotted(part) for part in node.named_children)
    else:
        callee = callee_of(node)
    return Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee,
        looped=spans.looped(node),
    )
