"""The imports, definitions and calls of a Scala file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.scala.text import (
    bases_of,
    callee_of,
    expression,
    inner_type,
    parameters_of,
    plain_type,
)
from backend_architect.survey.grammars.tree import Spans


def say_import(node: Node) -> Iterator[Import]:
    """The imports of a line: of a name, of several in braces, of all."""
    path = [node_text(each) for each in node.children_by_field_name("path") if each.is_named]
    lines = node_lines(node)
    selectors = next((c for c in node.named_children if c.type == "namespace_selectors"), None)
    if any(child.type == "namespace_wildcard" for child in node.named_children):
        yield _import(lines, path, "*", "*")
    elif selectors is not None:
        for each in selectors.named_children:
            yield from _selected(lines, path, each)
    elif path:
        renamed = next((c for c in node.named_children if c.type.startswith("as_renamed")), None)
        alias = renamed.child_by_field_name("alias") if renamed is not None else None
        local = node_text(alias) if alias is not None else path[-1]
        yield _import(lines, path[:-1], path[-1], local)


def _selected(lines: tuple[int, int], path: list[str], each: Node) -> Iterator[Import]:
    if each.type.endswith("identifier") and not each.type.endswith("renamed_identifier"):
        yield _import(lines, path, node_text(each), node_text(each))
    elif "wildcard" in each.type:
        yield _import(lines, path, "*", "*")
    else:
        name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
        if name is not None and alias is not None and alias.type != "wildcard":
            yield _import(lines, path, node_text(name), node_text(alias))


def _import(lines: tuple[int, int], path: list[str], name: str, local: str) -> Import:
    """`path` up to the first name that begins with a capital is the package and its class."""
    whole = [*path, name]
    top = next((number for number, part in enumerate(whole) if part[:1].isupper()), None)
    if top is None:
        module = f"{'.'.join(path)}.*"
        return Import(lines=lines, local=local, module=module, name=name)
    module = ".".join(whole[: top + 1])
    return Import(lines=lines, local=local, module=module, name=".".join(whole[top:]))


def say_class(node: Node, spans: Spans) -> Iterator[Fact]:
    """A class, object, trait or enum; what a class takes are its fields."""
    name = spans.names[node.id]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(base for base in map(plain_type, bases_of(node)) if base),
    )
    for field, kind, declared in parameters_of(node):
        yield Definition(
            lines=node_lines(declared),
            scope=name,
            name=f"{name}.{field}",
            kind="field",
            type=plain_type(kind),
        )


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A function with its parameters."""
    name = spans.names[node.id]
    given = list(parameters_of(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=inner_type(node.child_by_field_name("return_type")),
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


def say_value(node: Node, spans: Spans) -> Iterator[Fact]:
    """A value or variable, with what is known of what it holds."""
    scope = spans.scope(node)
    pattern = node.child_by_field_name("pattern") or node.child_by_field_name("name")
    if pattern is None or pattern.type != "identifier":
        return
    value = node.child_by_field_name("value")
    said = expression(value) if value is not None else None
    name = node_text(pattern).strip("`")
    yield Definition(
        lines=node_lines(node),
        scope=scope,
        name=f"{scope}.{name}" if scope else name,
        kind="field" if scope else "value",
        type=plain_type(node.child_by_field_name("type")),
        value=None if isinstance(said, Opaque) else said,
    )


def say_call(node: Node, spans: Spans) -> Iterator[Call]:
    """A call by name ("repo.save"), or of a constructor."""
    above = node.parent
    outer = above is not None and above.type == "call_expression"
    if above is not None and outer and above.child_by_field_name("function") == node:
        return  # said once, with its last list of arguments
    yield Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee_of(node),
        looped=spans.looped(node),
    )
