"""What the migrations of several tools of JavaScript share: their order, the way back, names."""

from __future__ import annotations

import re
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, node_text
from backend_architect.survey.facts import Definition, Literally
from backend_architect.survey.grammars.javascript.nodes import (
    field,
    field_text,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_BACK = frozenset(("down", "rollback", "undo", "revert"))
ACTIONS: dict[str, OnDelete] = {
    "CASCADE": "cascade", "SET NULL": "set null", "RESTRICT": "restrict",
    "SET DEFAULT": "set default", "NO ACTION": "no action",
}  # fmt: skip


def on_delete(text: str | None) -> OnDelete:
    """What happens to rows that refer to one that is deleted; nothing, if nobody says."""
    return ACTIONS.get((text or "").upper().replace("_", " ").strip(), "no action")


def is_way_back(node: Node) -> bool:
    """Whether a step stands in the function that takes a migration back."""
    return bool(_BACK & set(scope_of(node).split(".")))


def sequence(path: str, node: Node) -> str:
    """The order of a step: by the file's name, those without a number first, then by place.

    A migration in a folder of its own is ordered by the folder's name.
    """
    name = basename(path)
    above = basename(dirname(path))
    if not re.match(r"\D?\d", name) and re.match(r"\d", above):
        name = f"{above}/{name}"
    first = "" if re.match(r"\D?\d", name) else "0 "
    return f"{first}{name} {node.end_byte:08}"


def text_of(match: Match, node: Node | None) -> str:
    """A literal text, or the one that a constant or field of the same file holds; else ""."""
    if node is None:
        return ""
    written = string(node)
    if written is not None:
        return written
    node = plain(node)
    if node.type not in ("identifier", "member_expression", "shorthand_property_identifier"):
        return ""
    name = node_text(node)
    if name.startswith("this."):
        return _field_of_class(node, name.removeprefix("this."))
    found = names_of(match.source).bound(name, scope_of(node))
    value = found.value if isinstance(found, Definition) else None
    return value.text if isinstance(value, Literally) else ""


def _field_of_class(node: Node, name: str) -> str:
    """The text that a field of the class around holds; a class may have no name."""
    around = node.parent
    while around is not None and around.type != "class_body":
        around = around.parent
    for each in around.named_children if around is not None else ():
        own = field_text(each, "name") or field_text(each, "property")
        if each.type.endswith("field_definition") and own == name:
            return string(field(each, "value")) or ""
    return ""
