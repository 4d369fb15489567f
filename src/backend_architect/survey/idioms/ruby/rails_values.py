"""Values in a file of Rails' routes: texts with variables of loops, lists, constants."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.ruby.text import elements, field_of, literal, method_of

#: Deepest value that is read.
DEPTH = 8
Texts = dict[str, str]


class Values:
    """The constants and variables of one file, by name."""

    def __init__(self, root: Node) -> None:
        self._known: dict[str, Node] = {}
        for node in _assignments(root):
            left, right = field_of(node, "left"), field_of(node, "right")
            if left is not None and right is not None:
                self._known.setdefault(node_text(left), right)

    def text(self, node: Node | None, texts: Texts, depth: int = 0) -> str | None:
        """The text a node stands for, or None."""
        if node is None or depth > DEPTH:
            return None
        if node.type in ("identifier", "constant"):
            name = node_text(node)
            return (
                texts[name] if name in texts else self.text(self._known.get(name), texts, depth + 1)
            )
        if node.type == "nil":
            return ""
        if node.type in ("string", "delimited_symbol"):
            parts = [self._part(child, texts, depth) for child in node.named_children]
            return None if None in parts else "".join(part or "" for part in parts)
        if node.type == "call" and method_of(node) in ("to_s", "to_sym", "freeze"):
            return self.text(field_of(node, "receiver"), texts, depth + 1)
        return literal(node)

    def _part(self, node: Node, texts: Texts, depth: int) -> str | None:
        if node.type == "interpolation":
            inner = node.named_children[0] if node.named_children else None
            return self.text(inner, texts, depth + 1)
        return node_text(node)

    def texts(self, node: Node | None, known: Texts, depth: int = 0) -> tuple[str, ...] | None:
        """The texts of a list, or of one alone; None for what is computed."""
        alone = self.text(node, known)
        if alone is not None:
            return (alone,)
        found = self.items(node, depth)
        if found is None:
            return None
        said = [self.text(each, known) for each in found]
        return None if None in said else tuple(text or "" for text in said)

    def items(self, node: Node | None, depth: int = 0) -> list[Node] | None:
        """The elements of a list as nodes: lists may be named, added and frozen."""
        if node is None or depth > DEPTH:
            return None
        if node.type in ("array", "symbol_array", "string_array"):
            return elements(node)
        if node.type == "constant" or (
            node.type == "identifier" and node_text(node) in self._known
        ):
            return self.items(self._known.get(node_text(node)), depth + 1)
        if node.type == "binary":
            left = self.items(field_of(node, "left"), depth + 1)
            right = self.items(field_of(node, "right"), depth + 1)
            added = node_text(field_of(node, "operator") or node) == "+"
            return left + right if added and left is not None and right is not None else None
        if node.type == "call" and method_of(node) in ("freeze", "to_a", "uniq"):
            return self.items(field_of(node, "receiver"), depth + 1)
        return [node] if literal(node) is not None else None


def _assignments(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "assignment":
            yield node
        waiting.extend(reversed(node.named_children))
