"""Which function, class or object a place in JavaScript or TypeScript stands in, and whether it
runs once per element of a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    PER_ELEMENT,
    arguments,
    dotted,
    field,
    field_text,
    inline_handler,
    plain,
    string,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_LOOPS = ("for_statement", "for_in_statement", "while_statement", "do_statement")
_EXPORTS = ("module.exports", "exports")
_HOLDERS = {
    "variable_declarator": ("name", "value"),
    "pair": ("key", "value"),
    "public_field_definition": ("name", "value"),
    "field_definition": ("property", "value"),
    "assignment_expression": ("left", "right"),
}
_UNNAMED = frozenset(("arrow_function", "function_expression", "generator_function"))
_NAMED = FUNCTIONS - _UNNAMED | {
    "class_declaration", "abstract_class_declaration", "class",
}  # fmt: skip


def qualified(scope: str, own: str) -> str:
    """A name in its scope."""
    return f"{scope}.{own}" if scope and own else scope or own


def scope_of(node: Node) -> str:
    """The qualified name of the function, class or object around the node."""
    names: list[str] = []
    around = node.parent
    while around is not None:
        own = namer(around)
        if own and (names or not holds_object(around)):
            names.append(own)
        around = around.parent
    return ".".join(reversed(names))


def looped(node: Node) -> bool:
    """True if the node runs once per element of a loop inside its named function."""
    inner, around = node, node.parent
    while around is not None and (namer(around) is None or holds_object(around)):
        if around.type in _LOOPS and inner == field(around, "body"):
            return True
        if around.type in FUNCTIONS and _per_element(around):
            return True
        inner, around = around, around.parent
    return False


def _per_element(function: Node) -> bool:
    call = function.parent.parent if function.parent is not None else None
    if call is None or call.type != "call_expression":
        return False
    return field_text(field(call, "function"), "property") in PER_ELEMENT


def namer(node: Node) -> str | None:
    """The name this node gives to the scope inside it ("" for the file's own), or None."""
    if node.type in _NAMED:
        own = field_text(node, "name")
        if own:
            return own
        return "default" if is_default(node.parent) else None
    if node.type == "export_statement":
        value = field(node, "value")
        unnamed = value is not None and holds_scope(value, at_top=True)
        return "default" if is_default(node) and unnamed else None
    if node.type in _UNNAMED:
        return inline_handler(node) or None
    if node.type not in _HOLDERS:
        return None
    name_field, value_field = _HOLDERS[node.type]
    value = field(node, value_field)
    if value is None or not holds_scope(value, at_top=at_top(node)):
        return None
    return _holder_name(field(node, name_field), value)


def holds_object(node: Node) -> bool:
    """True for what names an object: code in it runs where it stands, methods in it do not."""
    if node.type == "export_statement":
        value = field(node, "value")
    else:
        value = field(node, _HOLDERS[node.type][1]) if node.type in _HOLDERS else None
    return value is not None and plain(value).type == "object"


def is_default(node: Node | None) -> bool:
    """True for `export default ...` and `export = ...`."""
    return (
        node is not None
        and node.type == "export_statement"
        and any(child.type in ("default", "=") for child in node.children)
    )


def at_top(holder: Node) -> bool:
    """True for a holder at the top of a file, or for a member of a class or an object."""
    parent = holder.parent
    if parent is not None and parent.type == "assignment_expression":
        return at_top(parent)
    above = parent.parent if parent is not None else None
    return (parent is not None and parent.type in ("class_body", "object")) or (
        above is not None and above.type in ("program", "export_statement")
    )


def holds_scope(value: Node, *, at_top: bool) -> bool:
    """True for a value that names are qualified by: a function, an object, a class or, at the top,
    a call that is handed a function."""
    value = plain(value)
    if value.type in FUNCTIONS or value.type in ("object", "class"):
        return True
    if not at_top or value.type != "call_expression":
        return False
    each = field_text(field(value, "function"), "property") in PER_ELEMENT
    return not each and any(argument.type in FUNCTIONS for argument in arguments(value))


def _holder_name(name: Node | None, value: Node) -> str | None:
    if name is None or name.type.endswith("pattern"):
        return None
    if name.type != "member_expression":
        return string(name) or (node_text(name) if name.type.endswith("identifier") else None)
    own = exported_name(dotted(name))
    if own is not None:
        return "" if own == "default" and plain(value).type == "object" else own
    text = dotted(name)
    return text.removeprefix("this.") or None


def exported_name(target: str) -> str | None:
    """What an assignment to this name exports ("default" for the module itself), or None."""
    for owner in _EXPORTS:
        if target == owner:
            return "default"
        if target.startswith(f"{owner}."):
            return target.removeprefix(f"{owner}.")
    return None
