"""JPA with Hibernate: entities, columns, keys, indexes and relations.

Recognises: `@Entity`, `@MappedSuperclass`, `@Embeddable`; `@Table` (name, schema, indexes, unique
constraints); `@Id`, `@EmbeddedId`, `@GeneratedValue`, `@MapsId`; `@Column` (name, nullable, unique,
length, precision, scale, columnDefinition), `@Enumerated`, `@Lob`, `@Temporal`, `@Version`,
`@ColumnDefault`, bean validation's `@NotNull` and `@Size`; `@ManyToOne`, `@OneToOne`, `@OneToMany`,
`@ManyToMany` with `@JoinColumn(s)` and `@JoinTable`, `@OnDelete`; `@ElementCollection`;
`@Embedded`; `@Inheritance`; annotations on fields or on getters; javax and jakarta.
Names are those of Spring Boot's naming strategies, types those of Hibernate on PostgreSQL.
Versions seen: JPA 2.0 to 3.2, Hibernate 5 to 7.
Not recognised: mappings in `orm.xml`; the columns of an embedded class of another file when
`@AttributeOverride` renames them, converters' types, types of other libraries (gaps).
Documentation: https://jakarta.ee/specifications/persistence/3.2/,
https://docs.spring.io/spring-boot/how-to/data-access.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Entity, Expression, Fact, Literally
from backend_architect.survey.grammars.java.text import bases_of, expression, plain_type, qualified
from backend_architect.survey.idioms.java.annotations import annotated, argument, named, text
from backend_architect.survey.idioms.java.jpa_attributes import attributes_of
from backend_architect.survey.idioms.java.jpa_columns import Mapped, facts_of
from backend_architect.survey.idioms.java.jpa_naming import physical
from backend_architect.survey.idioms.java.jpa_tables import discriminator, table_groups

_KINDS = ("Entity", "MappedSuperclass", "Embeddable")
_NAMES = " ".join(f'"{name}"' for name in _KINDS)


@detector(
    language="java",
    anchors=tuple(f"@{name}" for name in _KINDS),
    query=f"""
((class_declaration (modifiers
  [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]
  (#any-of? @_name {_NAMES}))) @class)
((record_declaration (modifiers
  [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]
  (#any-of? @_name "Embeddable"))) @class)
""",
)
def jpa(match: Match) -> Iterator[Fact]:
    """Say the entity of a class, and its columns."""
    if b"persistence." not in match.source.data:
        return
    declared = match.nodes("class")[0]
    found = annotated(declared)
    name = qualified(declared)
    mapped = Mapped(
        name=name,
        table=_table_text(found) or _default(found, name),
        keyed="Embeddable" in found and name.lower().endswith(("id", "pk", "key")),
        enums=frozenset(_enums(match.source.tree.root_node if match.source.tree else declared)),
    )
    own = list(attributes_of(declared))
    embedded = [a.type for a in own if _is_embedded(a.found)]
    yield Entity(
        lines=_head(declared),
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


def _head(declared: Node) -> tuple[int, int]:
    body = declared.child_by_field_name("body")
    first, last = node_lines(declared)
    return first, body.start_point.row + 1 if body is not None else last


def _default(found: dict[str, Node], name: str) -> str:
    return physical(text(found.get("Entity"), "name") or name.rpartition(".")[2])


def _table_text(found: dict[str, Node]) -> str:
    return physical(text(found.get("Table"), "name"))


def _table(found: dict[str, Node]) -> Expression | None:
    """The name `@Table` gives: as the naming strategy writes it where it is literal."""
    given = argument(found.get("Table"), "name")
    if given is None:
        return None
    said = expression(given)
    return Literally(text=physical(said.text)) if isinstance(said, Literally) else said


def _is_embedded(found: dict[str, Node]) -> bool:
    renamed = {"AttributeOverride", "AttributeOverrides"} & found.keys()
    return bool({"Embedded", "EmbeddedId"} & found.keys()) and not renamed


def _enums(root: Node) -> Iterator[str]:
    for child in root.named_children:
        if child.type == "enum_declaration":
            yield qualified(child)
        body = child.child_by_field_name("body") if child.type == "class_declaration" else None
        for member in body.named_children if body is not None else ():
            if member.type == "enum_declaration":
                yield qualified(member).rpartition(".")[2]
