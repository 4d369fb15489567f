"""Classes that map a table without JPA: Spring Data JDBC and R2DBC, MyBatis-Plus, Micronaut Data.

Recognises: `@Table("x")` of Spring Data's relational mapping, `@TableName("x")` of MyBatis-Plus,
`@MappedEntity("x")`; records and classes; `@Id`, `@TableId`, `@Column`, `@TableField`,
`@MappedProperty` with their names, `exist = false`, `@Transient`; columns are called like their
fields in snake case. References of collections and of other classes are left out.
Versions seen: Spring Data Relational 1 to 4, MyBatis-Plus 3, Micronaut Data 2 to 4.
Not recognised: classes without an annotation, name mappings that the program sets, prefixes of
tables in settings.
Documentation: https://docs.spring.io/spring-data/relational/reference/jdbc/mapping.html,
https://baomidou.com/en/reference/annotation/,
https://micronaut-projects.github.io/micronaut-data/latest/guide/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Entity, Fact, Field, Literally, Name
from backend_architect.survey.grammars.java.text import bases_of, plain_type, qualified
from backend_architect.survey.idioms.java.annotations import annotated, flag, said, text
from backend_architect.survey.idioms.java.controllers import head
from backend_architect.survey.idioms.java.jpa_attributes import Attribute, attributes_of
from backend_architect.survey.idioms.java.jpa_naming import physical
from backend_architect.survey.idioms.java.jpa_types import column_type, nullable

#: The annotation of a class with what its library is called in imports.
_KINDS = {
    "Table": b"springframework.data.relational", "TableName": b"baomidou",
    "MappedEntity": b"micronaut.data",
}  # fmt: skip
_COLUMNS = ("Column", "TableField", "TableId", "MappedProperty")
_KEYS = frozenset(("Id", "TableId"))
_MANY = frozenset(("List", "Set", "Map", "Collection"))
_SIGNS = ("@TableName", "data.relational", "@MappedEntity")


@detector(
    language="java",
    anchors=_SIGNS,
    query="""
([(class_declaration (modifiers
    [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]))
  (record_declaration (modifiers
    [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]))] @class
  (#any-of? @_name "Table" "TableName" "MappedEntity"))
""",
)
def table_classes(match: Match) -> Iterator[Fact]:
    """Say the table of a class, and its columns."""
    declared = match.nodes("class")[0]
    found = annotated(declared)
    kind = next((k for k, mark in _KINDS.items() if k in found and mark in match.source.data), "")
    signs = any(sign.encode() in match.source.data for sign in _SIGNS)
    if not kind or "Entity" in found or not signs:
        return
    name = qualified(declared)
    yield Entity(
        lines=head(declared),
        scope=name,
        name=name,
        mapper="table-class",
        table=_table(found[kind]),
        derived=physical(name.rpartition(".")[2]),
        schema=text(found[kind], "schema"),
        bases=tuple(plain_type(base) for base in bases_of(declared)),
    )
    for attribute in attributes_of(declared):
        yield from _column(attribute, name)


def _table(annotation: Node) -> Literally | Name | None:
    for each in said(annotation, "value", "name"):
        if isinstance(each, Literally) and each.text:
            return Literally(text=each.text.strip('`"').rpartition(".")[2])
        if isinstance(each, Name):
            return each
    return None


def _column(attribute: Attribute, owner: str) -> Iterator[Field]:
    found = attribute.found
    type = column_type(attribute.type, array=attribute.array, found=found, enums=frozenset())
    hidden = not flag(found.get("TableField"), "exist", default=True)
    if hidden or attribute.type in _MANY or "Relation" in found or "MappedCollection" in found:
        return
    given = next((g for k in _COLUMNS if (g := text(found.get(k), "value", "name"))), "")
    is_key = bool(_KEYS & found.keys())
    yield Field(
        lines=attribute.lines,
        entity=owner,
        name=attribute.name,
        column=given.strip('`"') or physical(attribute.name),
        type=type or "text",
        nullable=not is_key and nullable(attribute.type, found),
        primary=is_key,
        identity=is_key and "AUTO" in (str(said(found.get("TableId"), "type"))),
        derived=not given,
    )
