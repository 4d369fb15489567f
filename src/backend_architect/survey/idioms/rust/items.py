"""Attributes of Rust's items, and whether an item is there for tests only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.grammars.rust.text import dotted, text_of, token_groups

_TESTED = re.compile(r"#\[(?:cfg\(.*\btest\b.*\)|(?:\w+::)*(?:test|rstest|bench)\b.*)\]", re.DOTALL)
_EXAMPLE = re.compile(r"(?:^|/)examples/(?:[^/]+|[^/]+/main)\.rs\Z")
_CONDITIONAL = ("function_item", "mod_item", "impl_item")
_NOISE = ("line_comment", "block_comment")


class Attribute(NamedTuple):
    """`#[get("/x", data = "<body>")]`: its dotted name, and its arguments as groups of tokens."""

    name: str
    groups: list[list[Node]]
    node: Node

    def first_text(self) -> str | None:
        """The first argument, if it is a text by itself."""
        return self.text_at(0)

    def text_at(self, number: int) -> str | None:
        """The argument of this number, if it is a text by itself."""
        group = self.groups[number] if number < len(self.groups) else []
        return text_of(group[0]) if len(group) == 1 and is_text(group[0]) else None

    def named(self) -> dict[str, list[str]]:
        """The values of `name = value` arguments, texts without their quotes."""
        found: dict[str, list[str]] = {}
        for group in self.groups:
            if len(group) > 2 and node_text(group[1]) == "=":
                found.setdefault(node_text(group[0]), []).append(_value(group[2:]))
        return found

    def words(self) -> list[str]:
        """The arguments that are a single word: `primary_key`."""
        return [node_text(g[0]) for g in self.groups if len(g) == 1 and not is_text(g[0])]

    def called(self) -> dict[str, list[Node]]:
        """The tokens inside `name(...)` arguments."""
        return {
            node_text(g[0]): g[1].children[1:-1]
            for g in self.groups
            if len(g) == 2 and g[1].type == "token_tree"
        }


def is_text(node: Node) -> bool:
    """True for a string literal."""
    return node.type in ("string_literal", "raw_string_literal")


def _value(tokens: list[Node]) -> str:
    if len(tokens) == 1 and is_text(tokens[0]):
        return text_of(tokens[0])
    return "".join(node_text(token) for token in tokens)


def attributes_of(item: Node) -> Iterator[Attribute]:
    """The attributes before an item, first to last."""
    found = []
    before = item.prev_named_sibling
    while before is not None and before.type in ("attribute_item", *_NOISE):
        if before.type == "attribute_item":
            found.append(before)
        before = before.prev_named_sibling
    for node in reversed(found):
        yield from _attribute(node)


def _attribute(item: Node) -> Iterator[Attribute]:
    inner = next((c for c in item.named_children if c.type == "attribute"), None)
    path = next(iter(inner.named_children), None) if inner is not None else None
    if inner is None or path is None:
        return
    arguments = inner.child_by_field_name("arguments")
    value = inner.child_by_field_name("value")
    groups = token_groups(arguments) if arguments is not None else []
    yield Attribute(dotted(path), groups or ([[value]] if value is not None else []), item)


def derives(item: Node) -> set[str]:
    """The last parts of what an item derives."""
    found = set()
    for each in attributes_of(item):
        if each.name == "derive":
            found |= {node_text(group[-1]) for group in each.groups}
    return found


def is_example(path: str) -> bool:
    """True for the examples Cargo finds by itself: `examples/x.rs`, `examples/x/main.rs`."""
    return bool(_EXAMPLE.search(path))


def is_tested(node: Node) -> bool:
    """True for an item that is compiled for tests only, by itself or by a module around it."""
    above: Node | None = node
    while above is not None:
        held = attributes_of(above) if above.type in _CONDITIONAL else ()
        if any(_TESTED.match(node_text(each.node)) for each in held):
            return True
        above = above.parent
    return False


def short_lines(node: Node) -> tuple[int, int]:
    """The first line of a node that goes on for many, else all of them."""
    first, last = node_lines(node)
    return first, last if last - first < 4 else first
