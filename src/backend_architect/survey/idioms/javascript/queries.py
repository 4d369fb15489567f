"""Reading query options written as objects: `{ where: {...}, orderBy: {...}, take: 10 }`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.grammars.javascript.nodes import (
    dotted,
    elements,
    field,
    field_text,
    pairs,
    plain,
    string,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_CONNECTIVES = frozenset(("AND", "OR", "NOT"))
_BLOCKS = ("program", "statement_block")


def literal_object(node: Node | None) -> Node | None:
    """The object literal that a node is, or that the variable it names holds in the same file."""
    if node is None:
        return None
    node = plain(node)
    if node.type in ("identifier", "shorthand_property_identifier"):
        found = _declared(node)
        node = plain(found) if found is not None else node
    return node if node.type == "object" else None


def _declared(name: Node) -> Node | None:
    wanted, around = (name.text or b"").decode(errors="replace"), name.parent
    while around is not None:
        for statement in around.named_children if around.type in _BLOCKS else ():
            for each in statement.named_children:
                if each.type == "variable_declarator" and field_text(each, "name") == wanted:
                    return field(each, "value")
        around = around.parent
    return None


def members(node: Node | None) -> dict[str, Node]:
    """The members of an object literal or of the variable that holds one."""
    literal = literal_object(node)
    return pairs(literal) if literal is not None else {}


def filtered(where: Node | None, depth: int = 0) -> Iterator[str]:
    """The fields a `where` compares, through AND, OR, NOT, arrays, and the combined name of a key
    of several fields (`userId_productId: { userId, productId }`)."""
    if where is None or depth > 5:
        return
    for each in elements(where):
        yield from filtered(each, depth + 1)
    for name, value in members(where).items():
        if name in _CONNECTIVES:
            yield from filtered(value, depth + 1)
        elif "_" in name and plain(value).type == "object" and _is_combined(name, value):
            yield from pairs(value)
        elif name:
            yield name


def _is_combined(name: str, value: Node) -> bool:
    return "_".join(pairs(value)) == name


def sorted_by(order: Node | None) -> Iterator[str]:
    """The fields of an order: `{ createdAt: "desc" }`, several of them, an array of them, with "-"
    before what is sorted descending."""
    for each in elements(order):
        yield from sorted_by(each)
    for name, value in members(order).items():
        direction = string(value)
        if direction is None:
            direction = string(members(value).get("sort")) or string(
                members(value).get("direction")
            )
        if direction is None and dotted(value):
            direction = dotted(value).rpartition(".")[2]
        if direction is not None and name:
            yield f"-{name}" if direction.lower() in ("desc", "-1") else name
