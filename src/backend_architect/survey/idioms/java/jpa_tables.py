"""What stands at a class JPA maps: indexes, unique constraints, the column of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines
from backend_architect.survey.facts import Fact, Field, Grouped, Literally
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    argument,
    elements,
    flag,
    named,
    said,
    text,
)
from backend_architect.survey.idioms.java.jpa_naming import physical


def table_groups(table: Node | None, entity: str) -> Iterator[Fact]:
    """The `indexes` and `uniqueConstraints` of `@Table`."""
    for node in elements(argument(table, "indexes")):
        columns = tuple(_key(part) for part in text(node, "columnList").split(",") if part.strip())
        if columns:
            yield Grouped(
                lines=node_lines(node),
                scope=entity,
                entity=entity,
                kind="index",
                columns=columns,
                name=text(node, "name"),
                unique=flag(node, "unique", default=False),
            )
    for node in elements(argument(table, "uniqueConstraints")):
        names = tuple(
            physical(e.text) for e in said(node, "columnNames") if isinstance(e, Literally)
        )
        if names:
            yield Grouped(
                lines=node_lines(node),
                scope=entity,
                entity=entity,
                kind="unique",
                columns=names,
                name=text(node, "name"),
            )


def _key(part: str) -> str:
    words = part.split()
    descending = len(words) > 1 and words[1].lower() == "desc"
    return f"{'-' if descending else ''}{physical(words[0])}"


def discriminator(declared: Node, entity: str) -> Iterator[Fact]:
    """The column that tells the kinds of a table apart, at the root of a hierarchy in one table."""
    found = annotated(declared)
    strategy = named(found.get("Inheritance"), "strategy") or "SINGLE_TABLE"
    column = found.get("DiscriminatorColumn")
    inherited = "Inheritance" in found and strategy == "SINGLE_TABLE"
    if column is None and not inherited:
        return
    kind = named(column, "discriminatorType")
    types = {"INTEGER": "integer", "CHAR": "character(1)"}
    length = text(column, "length") or "31"
    node = column or found["Inheritance"]
    yield Field(
        lines=node_lines(node),
        scope=entity,
        entity=entity,
        name="dtype",
        column=physical(text(column, "name") or "DTYPE"),
        type=types.get(kind, f"character varying({length})"),
    )
