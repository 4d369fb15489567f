"""Who answers a route: the ways PHP's frameworks name a controller's method."""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.grammars.php.text import (
    class_name,
    dotted,
    is_class_constant,
    literal,
)
from backend_architect.survey.idioms.php.chains import CLOSURES, is_array, pairs_of

_SPOKEN = re.compile(r"\\?([A-Za-z_][\w\\]*)(?:@|::|:)([A-Za-z_]\w*)(?:/.*)?")
_CLASS = re.compile(r"\\?[A-Z]\w*(?:\\\w+)*")


class Handler(NamedTuple):
    """A class and its method; `spoken` if the class is named in a text, which imports nothing."""

    owner: str = ""
    method: str = ""
    spoken: bool = False

    @property
    def name(self) -> str:
        """ "UserController.show", "" for a closure."""
        return f"{self.owner}.{self.method}" if self.owner and self.method else ""


def handler_of(node: Node | None) -> Handler | None:
    """The handler an argument names, an unnamed one for a closure; None for what is no handler."""
    if node is None:
        return None
    if node.type in CLOSURES:
        return Handler()
    if is_array(node):
        return _of_array(node)
    if is_class_constant(node):
        return Handler(dotted(node), "__invoke")
    if node.type == "object_creation_expression":
        made = next((c for c in node.named_children if c.type in ("name", "qualified_name")), None)
        return Handler(class_name(made), "__invoke") if made is not None else None
    if node.type == "binary_expression":
        return _of_sum(node)
    text = literal(node)
    return spoken_of(text) if text else None


def spoken_of(text: str) -> Handler | None:
    """The handler of "Users@show", "Users::show", "Users:show" or the name of a class."""
    found = _SPOKEN.fullmatch(text)
    if found is not None:
        return Handler(found[1], found[2], spoken=True)
    return Handler(text.lstrip("\\"), "__invoke", spoken=True) if _CLASS.fullmatch(text) else None


def _of_array(node: Node) -> Handler | None:
    """`[Users::class, 'show']`; one of a class alone is called itself."""
    parts = [value for key, value in pairs_of(node) if not key]
    owner = dotted(parts[0]) if parts else ""
    spoken = False
    if parts and not owner:
        owner, spoken = (literal(parts[0]) or "").lstrip("\\"), True
    if not owner or len(parts) > 2:
        return None
    method = literal(parts[1]) if len(parts) == 2 else "__invoke"
    return Handler(owner, method or "", spoken)


def _of_sum(node: Node) -> Handler | None:
    """`Users::class . ':show'`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    method = (literal(right) or "").lstrip(":@")
    return Handler(dotted(left), method) if is_class_constant(left) and method else None
