"""Classes with a field per column, as Peewee and Tortoise write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_text
from backend_architect.survey.idioms.python.calls import Arguments, callee, enclosing, last

if TYPE_CHECKING:
    from tree_sitter import Node

_ON_DELETE: dict[str, OnDelete] = {
    "CASCADE": "cascade", "SET NULL": "set null", "SET_NULL": "set null",
    "SET DEFAULT": "set default", "SET_DEFAULT": "set default", "RESTRICT": "restrict",
}  # fmt: skip


def fields_of(class_: Node) -> Iterator[tuple[Node, str, Node, str]]:
    """The statement, name and call of each field in a class body, with the last part of what is
    called."""
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        inner = statement.named_children[0] if statement.named_children else statement
        value = inner.child_by_field_name("right") if inner.type == "assignment" else None
        name = inner.child_by_field_name("left")
        made = last(callee(value))
        if value is not None and name is not None and made.endswith(("Field", "Relation")):
            yield inner, node_text(name), value, made


def meta_of(class_: Node) -> Node | None:
    """The inner class `Meta`, or None."""
    body = class_.child_by_field_name("body")
    for each in body.named_children if body is not None else ():
        name = each.child_by_field_name("name") if each.type == "class_definition" else None
        if name is not None and node_text(name) == "Meta":
            return each
    return None


def on_delete_of(given: Arguments) -> OnDelete:
    """What `on_delete="CASCADE"`, `on_delete=fields.CASCADE` or `OnDelete.SET_NULL` says."""
    node = given.get("on_delete")
    written = last(node_text(node).strip("\"'")).upper() if node is not None else ""
    return _ON_DELETE.get(written, "no action")


def sized(type: str, given: Arguments, position: int, default: str = "") -> str:
    """`type(n)` with the length of the argument `max_length`, or that at a position."""
    length = given.get("max_length", position)
    number = node_text(length) if length is not None else default
    return f"{type}({number})" if number.isdigit() else type


def decimal(given: Arguments, default: str) -> str:
    """`numeric(digits, places)`."""
    digits, places = given.get("max_digits", 0), given.get("decimal_places", 1)
    numbers = [node_text(each) for each in (digits, places) if each is not None]
    return f"numeric({','.join(numbers)})" if len(numbers) == 2 else default


def is_outermost(class_: Node) -> bool:
    """True for a class that stands in no other."""
    return enclosing(class_, "class_definition") is None
