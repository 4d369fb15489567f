"""What an expression of Swift says, and the names and types of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

DECLARATIONS = frozenset(
    ("class_declaration", "protocol_declaration", "function_declaration", "init_declaration",
     "protocol_function_declaration")
)  # fmt: skip
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"')
_AROUND = ("try_expression", "await_expression", "tuple_expression", "as_expression")
_SUFFIXES = ("call_suffix", "constructor_suffix")
_NO_VALUES = ("try_operator", "comment", "multiline_comment")


class Argument(NamedTuple):
    """One argument of a call with its label, "" for none."""

    label: str
    value: Node


#: What stands around the expression of a computed property.
_BODIES = frozenset(("computed_property", "computed_getter", "statements"))


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


def inner(node: Node) -> Node:
    """The expression inside `try`, `await`, parentheses."""
    while node.type in _AROUND:
        parts = [c for c in node.named_children if c.type not in _NO_VALUES]
        if not parts:
            break
        node = parts[0]
    return node


def dotted(node: Node | None) -> str:
    """ "a.b.c" for names joined by dots, "" for anything else; `Self` is "self"."""
    if node is None:
        return ""
    if node.type == "navigation_expression":
        before = dotted(node.child_by_field_name("target"))
        after = _suffix(node)
        return f"{before}.{after}" if before and after else ""
    if node.type == "self_expression" or node_text(node) == "Self":
        return "self"
    if node.type in ("simple_identifier", "type_identifier"):
        return node_text(node).strip("`")
    return plain_type(node) if node.type == "user_type" else ""


def _suffix(node: Node) -> str:
    suffix = node.child_by_field_name("suffix")
    last = suffix.child_by_field_name("suffix") if suffix is not None else None
    return node_text(last).strip("`") if last is not None and not last.child_count else ""


def plain_type(node: Node | None) -> str:
    """A type as written, without `?`, `any`, `some`, brackets and type arguments."""
    if node is None:
        return ""
    if node.type == "type_annotation":
        return plain_type(node.child_by_field_name("name"))
    if node.type in ("optional_type", "array_type", "existential_type", "opaque_type"):
        parts = node.named_children
        return plain_type(parts[0]) if parts else ""
    if node.type == "user_type":
        names = [node_text(c) for c in node.named_children if c.type == "type_identifier"]
        return ".".join(names)
    return node_text(node) if node.type == "type_identifier" else ""


def own_name(node: Node) -> str:
    """The name of a declaration; an extension has that of its type, a constructor is "init"."""
    if node.type == "init_declaration":
        return "init"
    name = node.child_by_field_name("name")
    if name is None:
        return ""
    return plain_type(name) if name.type == "user_type" else node_text(name).strip("`")


def qualified(node: Node) -> str:
    """The names of the declarations around and of a declaration, joined by dots."""
    names: list[str] = []
    above: Node | None = node
    while above is not None:
        if above.type in DECLARATIONS:
            names.append(own_name(above))
        elif above.type == "property_declaration" and above.child_by_field_name("computed_value"):
            names.append(property_name(above))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)


def property_name(node: Node) -> str:
    """The name that a `let` or `var` binds, "" for a pattern of several."""
    pattern = node.child_by_field_name("name")
    bound = pattern.child_by_field_name("bound_identifier") if pattern is not None else None
    return node_text(bound).strip("`") if bound is not None else ""


def type_of(node: Node) -> Node | None:
    """The type a property is declared with."""
    return next((c for c in node.named_children if c.type == "type_annotation"), None)


def value_of(node: Node) -> Node | None:
    """What a property is made with."""
    return node.child_by_field_name("value")


def computed_of(node: Node) -> Node | None:
    """The one expression that a computed property gives: `var name: String { "users" }`."""
    body = node.child_by_field_name("computed_value")
    while body is not None and len(body.named_children) == 1 and body.type in _BODIES:
        body = body.named_children[0]
    if body is not None and body.type == "control_transfer_statement":
        return body.child_by_field_name("result")
    return body if body is not None and body.type not in _BODIES else None


def parameters_of(node: Node) -> Iterator[tuple[str, Node | None, Node]]:
    """Name inside the function, type and node of each parameter."""
    for each in node.named_children:
        if each.type == "parameter":
            names = each.children_by_field_name("name")
            if names:
                yield node_text(names[0]), (names[1] if len(names) > 1 else None), each


def result_of(node: Node) -> Node | None:
    """The type a function gives."""
    names = node.children_by_field_name("name")
    return names[1] if len(names) > 1 else None


def call_arguments(node: Node) -> list[Argument]:
    """The arguments of a call in parentheses."""
    suffix = next((c for c in node.named_children if c.type in _SUFFIXES), None)
    given = (
        next((c for c in suffix.named_children if c.type == "value_arguments"), None)
        if suffix is not None
        else None
    )
    found = []
    for each in given.named_children if given is not None else ():
        label, value = each.child_by_field_name("name"), each.child_by_field_name("value")
        if value is not None:
            found.append(Argument(node_text(label) if label is not None else "", value))
    return found


def closures_of(node: Node) -> list[Node]:
    """The closures behind the parentheses of a call."""
    suffix = next((c for c in node.named_children if c.type == "call_suffix"), None)
    return [c for c in suffix.named_children if c.type == "lambda_literal"] if suffix else []


def callee_of(node: Node) -> str:
    """What a call calls: "repo.save", "TodoController", ".map" of something without a name."""
    if node.type == "constructor_expression":  # `Router<Context>()`
        return plain_type(node.child_by_field_name("constructed_type"))
    function = node.named_children[0] if node.named_children else None
    name = dotted(function)
    if name or function is None or function.type != "navigation_expression":
        return name
    target = function.child_by_field_name("target")
    made = inner(target) if target is not None else None
    last = _suffix(function)
    if made is not None and made.type in ("call_expression", "constructor_expression"):
        owner = callee_of(made)
        if owner.rpartition(".")[2][:1].isupper():
            return f"{owner}.{last}"  # `Controller().boot`
    return f".{last}" if last else ""


def text_of(node: Node) -> str:
    """The literal parts of a string."""
    return "".join(
        node_text(c)
        for c in node.named_children
        if c.type in ("line_str_text", "multi_line_str_text")
    )


def joined(parts: list[Expression]) -> Expression:
    """The parts one after the other, neighbouring texts as one."""
    flat: list[Expression] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Joined) else (part,):
            if isinstance(piece, Literally) and flat and isinstance(flat[-1], Literally):
                flat[-1] = Literally(text=flat[-1].text + piece.text)
            elif piece != Literally(text=""):
                flat.append(piece)
    if len(flat) == 1:
        return flat[0]
    return Joined(parts=tuple(flat)) if flat else Literally(text="")


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_]\w*", _STRINGS.sub("", node_text(node)[:400]))
    return " ".join(words)[:60].rstrip()


def _string(node: Node) -> Expression:
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "interpolated_expression":
            value = child.child_by_field_name("value")
            parts.append(expression(value) if value is not None else Opaque(source=""))
        elif child.type.endswith("str_text"):
            parts.append(Literally(text=node_text(child)))
    return joined(parts)


def _name(node: Node) -> Expression | None:
    name = dotted(node).removesuffix(".rawValue").removesuffix(".description")
    return Name(dotted=name) if name else None


def _number(node: Node) -> Expression:
    return Literally(text=node_text(node))


def _inner(node: Node) -> Expression | None:
    found = inner(node)
    return expression(found) if found != node else None


def _sum(node: Node) -> Expression | None:
    sides = [node.child_by_field_name(side) for side in ("lhs", "rhs")]
    operator = node.child_by_field_name("op")
    if operator is None or node_text(operator) != "+":
        return None
    return joined([expression(side) for side in sides if side is not None])


_WRAPPING = ("PathComponent", "FieldKey", "String", ".constant", ".string", ".init")


def _called(node: Node) -> Expression | None:
    callee, given = callee_of(node), call_arguments(node)
    first = node.named_children[0]
    if first.type == "prefix_expression":
        callee = node_text(first)
    if callee in _WRAPPING and len(given) == 1:
        return expression(given[0].value)
    if callee == ".parameter" and given:
        return joined([Literally(text=":"), expression(given[0].value)])
    if not callee or callee.startswith("."):
        return None
    return Made(callee=callee, arguments=tuple(expression(each.value) for each in given))


_READERS = {
    "line_string_literal": _string,
    "multi_line_string_literal": _string,
    "integer_literal": _number,
    "boolean_literal": _number,
    "simple_identifier": _name,
    "navigation_expression": _name,
    "self_expression": _name,
    "try_expression": _inner,
    "await_expression": _inner,
    "tuple_expression": _inner,
    "additive_expression": _sum,
    "call_expression": _called,
}
