"""JPA with Hibernate in Kotlin: entities, columns, keys, indexes and relations.

Recognises: `@Entity`, `@MappedSuperclass`, `@Embeddable` on classes and data classes, with
properties of the constructor and of the body; all annotations that the detector for Java knows,
also with a target before them (`@field:Column`, `@get:Id`).
Versions seen: JPA 2.0 to 3.2, Hibernate 5 to 7.
Not recognised: mappings in `orm.xml`; converters' types, types of other libraries (gaps).
Documentation: https://jakarta.ee/specifications/persistence/3.2/,
https://kotlinlang.org/docs/jpa.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Entity, Expression, Fact, Literally, Name
from backend_architect.survey.grammars.kotlin.text import bases_of, own_name, plain_type, qualified
from backend_architect.survey.idioms.java.annotations import argument, named, text, value_said
from backend_architect.survey.idioms.java.jpa_columns import Mapped, facts_of
from backend_architect.survey.idioms.java.jpa_naming import physical
from backend_architect.survey.idioms.java.jpa_tables import discriminator, table_groups
from backend_architect.survey.idioms.kotlin.annotations import annotations_of
from backend_architect.survey.idioms.kotlin.controllers import head
from backend_architect.survey.idioms.kotlin.jpa_attributes import attributes_of

_KINDS = ("Entity", "MappedSuperclass", "Embeddable")


@detector(
    language="kotlin",
    anchors=tuple(f"@{name}" for name in _KINDS),
    query="""
(class_declaration (modifiers (annotation [(user_type) @_name
  (constructor_invocation (user_type) @_name)]
  (#match? @_name "^(Entity|MappedSuperclass|Embeddable)$")))) @class
""",
)
def kotlin_jpa(match: Match) -> Iterator[Fact]:
    """Say the entity of a class, and its columns."""
    if b"persistence." not in match.source.data:
        return
    declared = match.nodes("class")[0]
    found, name = annotations_of(declared), qualified(declared)
    root = match.source.tree.root_node if match.source.tree is not None else declared
    mapped = Mapped(
        name=name,
        table=physical(text(found.get("Table"), "name")) or _default(found, name),
        keyed="Embeddable" in found and name.lower().endswith(("id", "pk", "key")),
        enums=frozenset(_enums(root)),
    )
    own = list(attributes_of(declared))
    embedded = [a.type for a in own if _is_embedded(a.found)]
    yield Entity(
        lines=head(declared),
        scope=name,
        name=name,
        mapper="jpa",
        table=_table(found),
        derived=_default(found, name) if "Entity" in found else "",
        schema=text(found.get("Table"), "schema"),
        bases=(*(plain_type(base) for base in bases_of(declared)), *embedded),
        abstract="Entity" not in found,
        subclasses=_ways(found),
    )
    yield from table_groups(found.get("Table"), name)
    yield from discriminator(declared, name)
    for attribute in own:
        yield from facts_of(attribute, mapped)


def _ways(found: dict[str, Node]) -> Literal["", "one-table", "joined", "table-each"]:
    """Where classes below an entity are stored: in one table, unless `@Inheritance` says else."""
    if "Entity" not in found:
        return ""
    ways: dict[str, Literal["joined", "table-each"]] = {
        "JOINED": "joined",
        "TABLE_PER_CLASS": "table-each",
    }
    return ways.get(named(found.get("Inheritance"), "strategy"), "one-table")


def _default(found: dict[str, Node], name: str) -> str:
    return physical(text(found.get("Entity"), "name") or name.rpartition(".")[2])


def _table(found: dict[str, Node]) -> Expression | None:
    """The name `@Table` gives, as the naming strategy writes it where it is literal; else a
    constant that `@Entity` names."""
    given = argument(found.get("Table"), "name")
    if given is None:
        given = argument(found.get("Entity"), "name")
        said = value_said(given) if given is not None else None
        return said if isinstance(said, Name) else None
    said = value_said(given)
    return Literally(text=physical(said.text)) if isinstance(said, Literally) else said


def _is_embedded(found: dict[str, Node]) -> bool:
    renamed = {"AttributeOverride", "AttributeOverrides"} & found.keys()
    return bool({"Embedded", "EmbeddedId"} & found.keys()) and not renamed


def _enums(root: Node) -> Iterator[str]:
    """The names of the enums declared in a file."""
    waiting = list(root.named_children)
    while waiting:
        node = waiting.pop()
        if node.type == "class_declaration":
            bodies = [child for child in node.named_children if child.type.endswith("class_body")]
            if any(body.type == "enum_class_body" for body in bodies):
                yield own_name(node)
            waiting.extend(member for body in bodies for member in body.named_children)
