"""The imports, definitions and calls of a PHP file.

A class that is used without `use` lies in the file's own namespace: that is said as an import too,
so that nothing has to be looked for in neighbouring files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.php.text import (
    arguments_of,
    bases_of,
    callee_of,
    class_name,
    dotted,
    expression,
    field_of,
    literal,
    plain_type,
)
from backend_architect.survey.grammars.tree import Spans

#: Depth to which the arrays of configuration files are said.
DEPTH = 6


def say_import(node: Node) -> Iterator[Import]:
    """The classes of a `use`; functions and constants are left out."""
    prefix = next((c for c in node.named_children if c.type == "namespace_name"), None)
    before = f"{node_text(prefix)}\\" if prefix is not None else ""
    body = field_of(node, "body")
    for clause in (*node.named_children, *(body.named_children if body is not None else ())):
        if clause.type != "namespace_use_clause" or not clause.named_children:
            continue
        alias = field_of(clause, "alias")
        written = node_text(clause.named_children[0]).lstrip("\\")
        last = written.rpartition("\\")[2]
        local = node_text(alias) if alias is not None else last
        yield Import(lines=node_lines(clause), local=local, module=before + written, name=last)


def say_used(nodes: Iterable[Node], namespace: str, known: dict[str, str]) -> Iterator[Import]:
    """The classes used by other names than those of `known` (name -> module), each once."""
    said: set[str] = set()
    for node in nodes:
        local = class_name(node)
        if not local or local in said or local in known:
            continue
        said.add(local)
        head, _, rest = local.partition("\\")
        module = local
        if rest and head in known and not node_text(node).startswith("\\"):
            module = f"{known[head]}\\{rest}"
        elif namespace and not node_text(node).startswith("\\"):
            module = f"{namespace}\\{local}"
        last = local.rpartition("\\")[2]
        yield Import(lines=node_lines(node), local=local, module=module, name=last)


def say_configured(calls: Iterable[Node]) -> Iterator[Import]:
    """The configuration files that `config('app.x')` reads."""
    for call in calls:
        given = arguments_of(call) if callee_of(call) == "config" else []
        file, dot, _ = ((literal(given[0][1]) if given else "") or "").partition(".")
        if dot:
            lines = node_lines(call)
            yield Import(lines=lines, local=f"config\\{file}", module=f"config/{file}.php")


def say_class(node: Node, spans: Spans) -> Iterator[Fact]:
    """A class, interface, trait or enum."""
    name = spans.names[node.id]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(bases_of(node)),
    )


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A function or method with its parameters; those of a constructor may be fields."""
    name = spans.names[node.id]
    given = field_of(node, "parameters")
    declared = [p for p in given.named_children if field_of(p, "name")] if given else []
    names = [node_text(field_of(p, "name") or p).lstrip("&.$") for p in declared]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=plain_type(field_of(node, "return_type")),
        parameters=tuple(names),
    )
    for own, parameter in zip(names, declared, strict=True):
        kind = plain_type(field_of(parameter, "type"))
        lines = node_lines(parameter)
        yield Definition(lines=lines, scope=name, name=f"{name}.{own}", kind="parameter", type=kind)
        if parameter.type == "property_promotion_parameter":
            owner = name.rpartition(".")[0]
            whole = f"{owner}.{own}"
            yield Definition(lines=lines, scope=owner, name=whole, kind="field", type=kind)


def say_property(node: Node, spans: Spans) -> Iterator[Fact]:
    """The fields of a declaration, with what is known of their values."""
    scope = spans.scope(node)
    kind = plain_type(field_of(node, "type"))
    for element in node.named_children:
        if element.type == "property_element":
            name = node_text(field_of(element, "name") or element).lstrip("$")
            default = field_of(element, "default_value")
            yield _valued(node, scope, name, "field", default, kind)


def say_constants(node: Node, spans: Spans) -> Iterator[Fact]:
    """The constants of a `const`, or a case of an enum."""
    scope = spans.scope(node)
    if node.type == "enum_case":
        name = field_of(node, "name")
        yield _valued(node, scope, node_text(name or node), "value", field_of(node, "value"))
        return
    for element in node.named_children:
        if element.type == "const_element" and len(element.named_children) > 1:
            name, *_, value = element.named_children
            yield _valued(element, scope, node_text(name), "value", value)


def _valued(
    node: Node, scope: str, name: str, kind: str, value: Node | None, type: str = ""
) -> Definition:
    said = expression(value) if value is not None else None
    return Definition(
        lines=node_lines(node),
        scope=scope,
        name=f"{scope}.{name}" if scope else name,
        kind="field" if kind == "field" else "value",
        type=type,
        value=None if isinstance(said, Opaque) else said,
    )


_WORTH = (
    "object_creation_expression", "scoped_call_expression", "member_call_expression", "string",
    "encapsed_string", "binary_expression", "class_constant_access_expression",
)  # fmt: skip


def say_assigned(node: Node, spans: Spans) -> Iterator[Fact]:
    """A variable, or a field in the constructor, that is given an object or a text."""
    left, right = field_of(node, "left"), field_of(node, "right")
    if left is None or right is None or right.type not in _WORTH:
        return
    scope, name = spans.scope(node), dotted(left)
    owner, dot, method = scope.rpartition(".")
    if name.startswith("this.") and name.count(".") == 1 and method == "__construct" and dot:
        scope, name = owner, name.removeprefix("this.")
    elif left.type != "variable_name":
        return
    definition = _valued(node, scope, name, "value", right)
    if definition.value is not None:
        yield definition


def say_defined(call: Node) -> Iterator[Fact]:
    """`define('NAME', value)`."""
    given = [value for _, value in arguments_of(call)]
    name = literal(given[0]) if len(given) > 1 else None
    if callee_of(call) == "define" and name:
        yield _valued(call, "", name, "value", given[1])


def say_returned(node: Node) -> Iterator[Fact]:
    """The keys of the array that a configuration file returns, as its names."""
    value = node.named_children[0] if node.named_children else None
    if value is not None and value.type == "array_creation_expression":
        yield from _keys(value, "", 0)


def _keys(array: Node, before: str, depth: int) -> Iterator[Definition]:
    for element in array.named_children:
        if element.type != "array_element_initializer" or len(element.named_children) != 2:
            continue
        key, value = element.named_children
        name = literal(key)
        if not name or depth > DEPTH:
            continue
        if value.type == "array_creation_expression":
            whole = f"{before}.{name}" if before else name
            yield _valued(element, before, name, "value", None)
            yield from _keys(value, whole, depth + 1)
        else:
            yield _valued(element, before, name, "value", value)


def say_call(node: Node, spans: Spans) -> Call:
    """A call by name ("repo.save", "User.find"), or of a constructor."""
    return Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee_of(node),
        looped=spans.looped(node),
    )
