"""The imports, definitions and calls of a Ruby file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.ruby.text import (
    dotted,
    expression,
    field_of,
    given_to,
    literal,
    method_of,
    superclass_of,
)
from backend_architect.survey.grammars.tree import Spans

_MIXES = ("include", "extend", "prepend")
_PARAMETERS = (
    "identifier", "optional_parameter", "keyword_parameter", "splat_parameter",
    "hash_splat_parameter", "block_parameter",
)  # fmt: skip


def say_import(call: Node) -> Iterator[Import]:
    """`require`, `require_relative` and `autoload`: everything of the file is known then."""
    method, given = method_of(call), given_to(call)
    if method in ("require", "require_relative", "load") and given.values:
        path = literal(given.values[0])
        if path:
            beside = method == "require_relative" and not path.startswith(".")
            module = f"./{path}" if beside else path
            yield Import(lines=node_lines(call), local="*", module=module, name="*")


def say_class(node: Node, spans: Spans) -> Iterator[Fact]:
    """A class or module; what it includes counts as a base."""
    name = spans.names[node.id]
    above = superclass_of(node) if node.type == "class" else None
    bases = [dotted(above)] if above is not None else []
    bases.extend(_mixed(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(base for base in bases if base),
    )


def _mixed(node: Node) -> Iterator[str]:
    body = field_of(node, "body")
    for statement in body.named_children if body is not None else ():
        if statement.type == "call" and method_of(statement) in _MIXES:
            yield from (dotted(value) for value in given_to(statement).values)


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A method with its parameters."""
    name = spans.names[node.id]
    given = field_of(node, "parameters")
    declared = [c for c in given.named_children if c.type in _PARAMETERS] if given else []
    names = [node_text(field_of(each, "name") or each).strip("*&:") for each in declared]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        parameters=tuple(names),
    )
    for own, parameter in zip(names, declared, strict=True):
        whole = f"{name}.{own}"
        yield Definition(lines=node_lines(parameter), scope=name, name=whole, kind="parameter")


def say_assigned(node: Node, spans: Spans) -> Iterator[Fact]:
    """A constant or variable that is given something known; `X = Class.new(Y)` is a class."""
    left, right = field_of(node, "left"), field_of(node, "right")
    name = dotted(left) if left is not None and left.type != "call" else ""
    if not name or right is None:
        return
    scope = spans.scope(node)
    whole = f"{scope}.{name}" if scope else name
    value = expression(right)
    if dotted(right) == "Class.new":
        bases = tuple(dotted(base) for base in given_to(right).values)
        yield Definition(lines=node_lines(node), scope=scope, name=whole, kind="class", bases=bases)
    elif not isinstance(value, Opaque):
        lines = node_lines(node)
        yield Definition(lines=lines, scope=scope, name=whole, kind="value", value=value)


def say_call(node: Node, spans: Spans) -> Iterator[Call]:
    """A call by name ("User.find")."""
    callee = dotted(node)
    if callee:
        yield Call(
            lines=node_lines(node),
            scope=spans.scope(node),
            callee=callee,
            looped=spans.looped(node),
        )
