"""The imports, definitions and calls of a Go file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.go.text import (
    expression,
    fields_of,
    parameters_of,
    plain_type,
    qualified,
    receiver_of,
    result_of,
    text_of,
)
from backend_architect.survey.grammars.tree import Spans

_MAJOR = re.compile(r"v\d+")
_DOTTED = re.compile(r"[\w.]+")


def say_import(node: Node) -> Import:
    """The import; without an alias under the name its package most likely has."""
    path = node.child_by_field_name("path")
    module = text_of(path) if path is not None else ""
    alias = node.child_by_field_name("name")
    local = node_text(alias) if alias is not None else package_name(module)
    return Import(
        lines=node_lines(node), local=local, module=module, name="*" if local == "." else ""
    )


def package_name(module: str) -> str:
    """The name a package most likely has: the last part of its path that is no major version."""
    parts = [part for part in module.split("/") if part]
    if len(parts) > 1 and _MAJOR.fullmatch(parts[-1]):
        parts.pop()
    last = parts[-1] if parts else ""
    return last.partition(".v")[0] if last.startswith(("gopkg.in", "yaml.v")) else last


def say_function(node: Node) -> Iterator[Fact]:
    """A function or method with its parameters and its receiver."""
    name = qualified(node)
    given = list(parameters_of(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=result_of(node),
        parameters=tuple(parameter for parameter, _, _ in given),
    )
    receiver = receiver_of(node)
    head = [(*receiver, node)] if receiver and receiver[0] else []
    for parameter, kind, declared in head + given:
        if parameter != "_":
            line = node_lines(declared)[0]
            lines = (line, line) if declared is node else node_lines(declared)
            yield Definition(
                lines=lines, scope=name, name=f"{name}.{parameter}", kind="parameter", type=kind
            )


def say_type(node: Node) -> Iterator[Fact]:
    """A type with its fields or, for an interface, its methods."""
    body = node.child_by_field_name("type")
    name = qualified(node)
    if body is None or body.type not in ("struct_type", "interface_type"):
        yield Definition(lines=node_lines(node), name=name, kind="class", type=plain_type(body))
        return
    members = list(fields_of(body)) if body.type == "struct_type" else []
    embedded = tuple(plain_type(kind) for names, kind, _ in members if not names)
    bases = embedded or tuple(node_text(e) for e in body.named_children if e.type == "type_elem")
    yield Definition(lines=node_lines(node), name=name, kind="class", bases=bases)
    for names, kind, declared in members:
        for field in names or [plain_type(kind).rpartition(".")[2]]:  # embedded: by its type
            yield Definition(
                lines=node_lines(declared),
                scope=name,
                name=f"{name}.{field}",
                kind="field",
                type=plain_type(kind),
            )
    for method in body.named_children if body.type == "interface_type" else ():
        if method.type == "method_elem":
            yield _abstract(method, name)


def _abstract(node: Node, owner: str) -> Definition:
    own = node.child_by_field_name("name")
    name = f"{owner}.{node_text(own) if own is not None else ''}"
    given = tuple(parameter for parameter, _, _ in parameters_of(node))
    return Definition(
        lines=node_lines(node),
        scope=owner,
        name=name,
        kind="function",
        type=result_of(node),
        parameters=given,
    )


def say_values(node: Node, scope: str) -> Iterator[Fact]:
    """The names of a `const` or `var`."""
    names = [node_text(name) for name in node.children_by_field_name("name")]
    kind = plain_type(node.child_by_field_name("type"))
    given = node.child_by_field_name("value")
    yield from _assigned(node, scope, names, kind, given)


def say_short(node: Node, scope: str) -> Iterator[Fact]:
    """The names of a `:=`."""
    left = node.child_by_field_name("left")
    names = [node_text(name) for name in left.named_children] if left is not None else []
    yield from _assigned(node, scope, names, "", node.child_by_field_name("right"))


def _assigned(
    node: Node, scope: str, names: list[str], kind: str, given: Node | None
) -> Iterator[Fact]:
    """One definition per name; of a call with several results only the first name has a value."""
    values = [v for v in given.named_children if v.type != "comment"] if given is not None else []
    for name, value in zip_longest(names, values[: len(names)]):
        said = expression(value) if value is not None else None
        if name == "_" or (isinstance(said, Opaque) and scope) or not (said or kind or not scope):
            continue
        yield Definition(
            lines=node_lines(node),
            scope=scope,
            name=f"{scope}.{name}" if scope else name,
            kind="value",
            type=kind,
            value=said,
        )


def say_call(node: Node, spans: Spans) -> Call:
    """A call of a function by name, or of a method (".Find") of something that has no name."""
    function = node.child_by_field_name("function")
    callee = node_text(function) if function is not None else ""
    return Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee if callee.isascii() and _DOTTED.fullmatch(callee) else _tail(callee),
        looped=spans.looped(node),
    )


def _tail(callee: str) -> str:
    """What is called on something that is no name: `f(x).Find` is ".Find"."""
    return "." + callee.rpartition(".")[2].strip()
