"""The operations that API Platform's resources list.

Source: https://api-platform.com/docs/core/operations/
"""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.php.text import arguments_of, class_name, field_of, literal
from backend_architect.survey.idioms.php.annotations import Annotation, annotation_of
from backend_architect.survey.idioms.php.chains import is_array, pairs_of

#: Operations by their class, with their methods.
OPERATIONS = {
    "GetCollection": "GET", "Post": "POST", "Get": "GET", "Put": "PUT", "Patch": "PATCH",
    "Delete": "DELETE",
}  # fmt: skip
_VERSION_2 = {"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE"}


class Operation(NamedTuple):
    """An operation with what is said of it, if anything is."""

    name: str
    said: Annotation | None = None

    @property
    def method(self) -> str:
        """The HTTP method."""
        told = self.said.text("method") if self.said is not None else ""
        return told.upper() or OPERATIONS.get(self.name, "GET")


def usual() -> tuple[Operation, ...]:
    """Those of a resource that lists none. `PUT` is none of them since version 4."""
    return tuple(Operation(n) for n in ("GetCollection", "Post", "Get", "Patch", "Delete"))


def operations_of(node: Node, number: int) -> tuple[Operation, ...] | None:
    """Those that the resource with this number above a class lists; None if it lists none."""
    groups = field_of(node, "attributes")
    attributes = [
        attribute
        for group in (groups.named_children if groups is not None else ())
        for attribute in group.named_children
        if node_text(attribute.named_children[0]).rpartition("\\")[2] == "ApiResource"
    ]
    if number >= len(attributes):
        return None
    found: list[Operation] = []
    known = False
    for name, value in arguments_of(attributes[number]):
        if name in ("operations", "collectionOperations", "itemOperations") and is_array(value):
            known = True
            found.extend(_listed(name, key, each) for key, each in pairs_of(value))
    return tuple(each for each in found if each.name) if known else None


def _listed(kind: str, key: str, value: Node) -> Operation:
    if value.type == "object_creation_expression":
        made = next((c for c in value.named_children if c.type in ("name", "qualified_name")), None)
        name = class_name(made).rpartition("\\")[2]
        return Operation(name if name in OPERATIONS else "", annotation_of(value))
    method = _VERSION_2.get(key or literal(value) or "", "")
    collection = kind == "collectionOperations"
    name = next((n for n, m in OPERATIONS.items() if m == method and n != "GetCollection"), "")
    return Operation("GetCollection" if collection and method == "GET" else name)
