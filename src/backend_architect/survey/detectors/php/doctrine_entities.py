"""Doctrine ORM: entities and the tables they map.

Recognises: `#[ORM\\Entity]` and `@ORM\\Entity` with `Table`, `Column`, `Id`, `GeneratedValue`,
`ManyToOne`, `OneToOne` and `ManyToMany` on their owning side, `JoinColumn`, `JoinTable`, `Index`,
`UniqueConstraint`, `MappedSuperclass`, `InheritanceType`, `DiscriminatorColumn`; fields of
constructors and traits.
Versions seen: Doctrine ORM 2.5 to 3.
Not recognised: mappings in XML or YAML, embeddables (a gap), naming strategies other than
"underscore".
Documentation:
https://www.doctrine-project.org/projects/doctrine-orm/en/current/reference/attributes-reference.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Entity, Fact, Field, Literally, Unresolved
from backend_architect.survey.grammars.php.text import bases_of, field_of, qualified
from backend_architect.survey.idioms.php.annotations import Annotation, annotations_of
from backend_architect.survey.idioms.php.doctrine import (
    column_of,
    groups_of,
    mapped,
    relation_of,
    underscore,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_KINDS: dict[str, Literal["one-table", "joined", "table-each"]] = {
    "SINGLE_TABLE": "one-table", "JOINED": "joined", "TABLE_PER_CLASS": "table-each",
}  # fmt: skip
_COLUMNS = (b"ORM\\Column", b"ORM\\ManyToOne", b"ORM\\Id", b"ORM\\OneToOne")


@detector(
    language="php",
    anchors=("ORM\\", "Doctrine\\ORM\\Mapping"),
    query="[(class_declaration) (trait_declaration)] @class",
)
def doctrine_entities(match: Match) -> Iterator[Fact]:
    """One entity for each mapped class, its columns and relations."""
    node = match.nodes("class")[0]
    said = mapped(node, match.source)
    name = qualified(node)
    mapping = said.get("Entity") or said.get("MappedSuperclass")
    trait = node.type == "trait_declaration" and any(c in match.source.data for c in _COLUMNS)
    if mapping is None and not trait:
        return
    lines = mapping.lines if mapping else (node.start_point.row + 1, node.start_point.row + 1)
    table = said["Table"].text("name", "") if "Table" in said else ""
    kind = said["InheritanceType"].text("", "value") if "InheritanceType" in said else ""
    yield Entity(
        lines=lines, name=name, mapper="doctrine",
        table=Literally(text=table.strip("`\"").rpartition(".")[2]) if table else None,
        derived=underscore(name.rpartition(".")[2]), bases=tuple(bases_of(node)),
        schema=said["Table"].text("schema") if "Table" in said else "",
        abstract=mapping is None or mapping.name == "MappedSuperclass",
        subclasses=_KINDS.get(kind, ""),
    )  # fmt: skip
    if kind == "SINGLE_TABLE" or kind == "JOINED":
        yield _discriminator(name, said)
    yield from groups_of(name, annotations_of(node, match.source))
    for member, own in _properties(node):
        yield from _property(match, name, own, member)


def _discriminator(entity: str, said: dict[str, Annotation]) -> Field:
    told = said.get("DiscriminatorColumn")
    own = (told.text("name", "") if told else "") or "dtype"
    lines = (told or said["InheritanceType"]).lines
    return Field(lines=lines, entity=entity, name=own, column=own, type="varchar(255)")


def _properties(node: Node) -> Iterator[tuple[Node, str]]:
    """The fields of a class and those of its constructor, with their names."""
    body = field_of(node, "body")
    for member in body.named_children if body is not None else ():
        if member.type == "property_declaration":
            element = next((c for c in member.named_children if c.type == "property_element"), None)
            named = field_of(element, "name")
            if named is not None:
                yield member, node_text(named).lstrip("$")
        elif member.type == "method_declaration":
            given = field_of(member, "parameters")
            for parameter in given.named_children if given is not None else ():
                if parameter.type == "property_promotion_parameter":
                    yield parameter, node_text(field_of(parameter, "name") or parameter).lstrip("$")


def _property(match: Match, entity: str, name: str, node: Node) -> Iterator[Fact]:
    said = mapped(node, match.source)
    if not said:
        return
    column = column_of(entity, name, node, said)
    if column is not None:
        yield column
    yield from relation_of(entity, name, node, said)
    if "Embedded" in said:
        reason = "The columns of an embedded object are not read."
        yield Unresolved(lines=said["Embedded"].lines, what=f"{entity}.{name}", reason=reason)
