"""Structs whose tags map them to tables: what Bun, go-pg and XORM share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.go.text import text_of
from backend_architect.survey.idioms.go.gorm_fields import Kind, kind_of

_PART = re.compile(r"[^\s,'()\"]+(?:\([^)]*\))?|'[^']*'")


class Column(NamedTuple):
    """A field of a struct: `tag` is what stands under the mapper's key, None without one."""

    name: str
    kind: Kind
    tag: str | None
    node: Node


def columns(struct: Node, key: str) -> Iterator[Column]:
    """The fields of a struct type with their tags; embedded ones have no name."""
    pattern = re.compile(rf'\b{key}:"((?:\\.|[^"\\])*)"')
    fields = struct.named_children[0] if struct.named_children else None
    for declared in fields.named_children if fields is not None else ():
        kind = declared.child_by_field_name("type")
        if declared.type != "field_declaration" or kind is None:
            continue
        tag = declared.child_by_field_name("tag")
        found = pattern.search(text_of(tag)) if tag is not None else None
        names = [node_text(name) for name in declared.children_by_field_name("name")]
        for name in names or [""]:
            yield Column(name, kind_of(kind), found[1] if found else None, declared)


def in_migrations(path: str) -> bool:
    """Whether a file stands among migrations, which keep structs as they were at their time."""
    return re.search(r"(?:^|/)migrations?/", path) is not None


def is_first(tag: Node, said: list[Column]) -> bool:
    """Whether this tag is the first of the struct that says a column: a query that asks for one
    matches once for each."""
    first = next((column.node for column in said if column.tag is not None), None)
    own = first.child_by_field_name("tag") if first is not None else None
    return own is not None and own.start_byte == tag.start_byte


def words(tag: str) -> list[str]:
    """The words of a tag that are set apart by blanks, with what stands in their brackets."""
    return _PART.findall(tag)
