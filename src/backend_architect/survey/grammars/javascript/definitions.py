"""The functions, classes, members and values that JavaScript and TypeScript define, as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Fact,
    Import,
    Joined,
    Literally,
    Made,
    Name,
    Opaque,
)
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    called_module,
    expression,
    field,
    field_text,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import holds_scope, qualified

if TYPE_CHECKING:
    from tree_sitter import Node

_ASYNC = re.compile(r"^(?:Promise|Observable)<(.*)>$", re.DOTALL)
_SECRET = re.compile(r"secret|passw|token|credential|private|api_?key|dsn|salt", re.IGNORECASE)


_LARGEST_OBJECT = 200


def parameters(function: Node) -> list[Node]:
    """The nodes of a function's parameters, without TypeScript's `this`."""
    single = field(function, "parameter")
    if single is not None:
        return [single]
    listed = field(function, "parameters")
    found = [c for c in listed.named_children if c.type != "comment"] if listed is not None else []
    named = [each for each in found if field_text(each, "pattern") != "this"]
    return [inner for each in named for inner in _listed(each)]


def _listed(parameter: Node) -> list[Node]:
    """The parts of `...[router, options]: Handed`, else the parameter itself."""
    rest = field(parameter, "pattern") or parameter
    if rest.type != "rest_pattern" or not rest.named_children:
        return [parameter]
    inner = rest.named_children[0]
    return list(inner.named_children) if inner.type == "array_pattern" else [parameter]


def parameter_name(node: Node) -> str:
    """The name of a parameter; "" for one that is taken apart."""
    for wrapper in ("pattern", "left"):
        node = field(node, wrapper) or node
    if node.type == "rest_pattern" and node.named_children:
        node = node.named_children[0]
    return node_text(node) if node.type == "identifier" else ""


def declared_type(node: Node | None, name: str = "type") -> str:
    """The type in this field as written; `Promise<User>` is "User"."""
    annotation = field(node, name)
    if annotation is None or annotation.type != "type_annotation":
        return ""
    text = " ".join(node_text(annotation).removeprefix(":").split())
    match = _ASYNC.match(text)
    return match.group(1).strip() if match else text


def function_named(name: str, node: Node, scope: str, *, exported: str = "") -> Iterator[Fact]:
    """A function with its typed parameters."""
    listed = parameters(node)
    names = tuple(parameter_name(each) for each in listed)
    yield Definition(lines=node_lines(node), scope=scope, name=name, kind="function",
                     parameters=names, type=declared_type(node, "return_type"),
                     exported=exported)  # fmt: skip
    for own, each in zip(names, listed, strict=True):
        type = declared_type(each)
        if own and type:
            yield Definition(lines=node_lines(each), scope=name, name=f"{name}.{own}",
                             kind="parameter", type=type)  # fmt: skip
        elif type.startswith("{"):
            yield from _taken_parameters(each, name)


def _taken_parameters(parameter: Node, function: str) -> Iterator[Fact]:
    """`({ app }: { app: Application }) => ...`: the parts of a parameter with their types."""
    annotation = field(parameter, "type")
    literal = annotation.named_children[0] if annotation is not None else None
    for each in literal.named_children if literal is not None else ():
        own, type = field_text(each, "name"), declared_type(each)
        if each.type == "property_signature" and own and type:
            yield Definition(lines=node_lines(each), scope=function, name=f"{function}.{own}",
                             kind="parameter", type=type)  # fmt: skip


def promoted(constructor: Node, scope: str) -> Iterator[Fact]:
    """`constructor(private orders: Orders)` declares a field."""
    for each in parameters(constructor):
        modified = any(c.type in ("accessibility_modifier", "readonly") for c in each.children)
        name, type = field_text(each, "pattern"), declared_type(each)
        if modified and type:
            yield Definition(lines=node_lines(each), scope=scope, kind="field", type=type,
                             name=qualified(scope, name))  # fmt: skip


def class_named(name: str, node: Node, scope: str, *, exported: str = "") -> Definition:
    """A class with what it extends and implements."""
    return Definition(lines=node_lines(node), scope=scope, name=name, kind="class",
                      bases=class_bases(node), exported=exported)  # fmt: skip


def class_bases(node: Node) -> tuple[str, ...]:
    """The dotted names of what a class extends and implements; `Base<T>` is "Base"."""
    heritage = next((c for c in node.named_children if c.type == "class_heritage"), None)
    found: list[str] = []
    for part in heritage.named_children if heritage is not None else ():
        listed = part.named_children if part.type.endswith("_clause") else [part]
        for each in listed:
            named = field(each, "name") if each.type == "generic_type" else each
            if named is not None and named.type.endswith(("identifier", "member_expression")):
                found.append(node_text(named))
    return tuple(found)


def assigned(
    name: str, own: str, node: Node, value: Node, scope: str, *, local: bool, exported: str = ""
) -> Iterator[Fact]:
    """A variable or member that holds a function, a class or a value. Of local variables only
    those that hold something new or a text."""
    wrapped = holds_scope(value, at_top=not local)
    function = value if value.type in FUNCTIONS else _wrapped_function(value) if wrapped else None
    if function is not None:
        yield from function_named(name, function, scope, exported=exported)
    elif value.type == "class":
        yield class_named(name, value, scope, exported=exported)
    else:
        type, said = declared_type(node), discreet(own, expression(value))
        if not local or type or isinstance(said, Literally | Joined | Made):
            yield Definition(lines=node_lines(node), scope=scope, name=name, kind="value",
                             type=type, value=said, exported=exported)  # fmt: skip
        if not local:
            yield from members(name, value, scope)


def _wrapped_function(value: Node) -> Node | None:
    """The function in `asyncHandler(async (req, res) => ...)`."""
    return next((each for each in arguments(value) if each.type in FUNCTIONS), None)


def own_field(own: str, node: Node, value: Node, scope: str) -> Iterator[Fact]:
    """`this.app = express()` in a method gives the class a field."""
    owner = scope.rpartition(".")[0]
    if owner and value.type in ("call_expression", "new_expression", "identifier", "string"):
        yield Definition(lines=node_lines(node), scope=owner, name=f"{owner}.{own}", kind="value",
                         value=discreet(own, expression(value)))  # fmt: skip


def members(owner: str, literal: Node, scope: str) -> Iterator[Fact]:
    """The members of an object literal that are texts, names or objects; functions come as pairs
    and methods of their own."""
    wanted = literal
    if literal.type == "call_expression":  # Object.freeze({...}), defineConfig({...})
        wanted = next((each for each in arguments(literal) if each.type == "object"), literal)
    queue = [(owner, wanted)] if wanted.type == "object" else []
    left = _LARGEST_OBJECT
    while queue and left > 0:
        prefix, current = queue.pop()
        for child in current.named_children:
            left -= 1
            if child.type == "shorthand_property_identifier" and prefix:
                own = node_text(child)
                yield Definition(lines=node_lines(child), scope=scope, kind="value",
                                 name=f"{prefix}.{own}", value=Name(dotted=own))  # fmt: skip
            key, value = field(child, "key"), field(child, "value")
            if child.type != "pair" or key is None or value is None:
                continue
            name = qualified(prefix, string(key) or node_text(key))
            value = plain(value)
            if value.type == "object":
                queue.append((name, value))
                yield Definition(lines=node_lines(child), scope=scope, name=name, kind="value")
                continue
            yield from _member(name, child, value, scope)


def _member(name: str, pair: Node, value: Node, scope: str) -> Iterator[Fact]:
    if value.type in FUNCTIONS:
        return
    module = called_module(value)
    if module:
        yield Import(lines=node_lines(pair), scope=scope, local=name, module=module)
        return
    said = discreet(name, expression(value))
    if not isinstance(said, Opaque):
        yield Definition(lines=node_lines(pair), scope=scope, name=name, kind="value", value=said)


def enum(node: Node, scope: str) -> Iterator[Fact]:
    """An enumeration and its members with a value."""
    name = qualified(scope, field_text(node, "name"))
    yield Definition(lines=node_lines(node), scope=scope, name=name, kind="value")
    body = field(node, "body")
    for each in body.named_children if body is not None else ():
        value = field(each, "value")
        if each.type == "enum_assignment" and value is not None:
            own = field_text(each, "name")
            yield Definition(lines=node_lines(each), scope=name, name=f"{name}.{own}",
                             kind="value", value=discreet(own, expression(value)))  # fmt: skip


def class_field(node: Node, scope: str) -> Iterator[Fact]:
    """A field of a class: a function, a value, or a declared type."""
    own = field_text(node, "name") or field_text(node, "property")
    value, type = field(node, "value"), declared_type(node)
    name = qualified(scope, own)
    if value is not None and plain(value).type in FUNCTIONS:
        yield from function_named(name, plain(value), scope)
    elif value is not None or type:
        known = None if value is None else discreet(own, expression(value))
        yield Definition(lines=node_lines(node), scope=scope, name=name, type=type, value=known,
                         kind="field" if type else "value")  # fmt: skip


def discreet(name: str, value: Expression) -> Expression:
    """The value, without texts that may be secrets: those never leave the file."""
    if isinstance(value, Literally):
        path = value.text.startswith("/") or not value.text
        return value if path or not _SECRET.search(name) else Opaque(source="")
    if isinstance(value, Made):
        given = tuple(discreet(name, each) for each in value.arguments)
        return Made(callee=value.callee, arguments=given)
    if isinstance(value, Joined):
        return Joined(parts=tuple(discreet(name, part) for part in value.parts))
    return value
