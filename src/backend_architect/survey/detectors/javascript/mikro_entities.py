"""MikroORM: entities as classes with decorators.

Recognises: `@Entity` with a table and schema, `@PrimaryKey`, `@Property`, `@Enum` with their
options or declared types, `@ManyToOne`, `@OneToOne` and `@ManyToMany` of the owning side with the
table between, `@Index` and `@Unique` on classes and properties; columns of base classes. Names are
those of the naming strategy for SQL.
Versions seen: 4 to 6.
Not recognised: entities as schemas (gaps), embedded classes, other naming strategies; collections
of MongoDB are no tables and are not said.
Documentation: https://mikro-orm.io/docs/defining-entities
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Entity, Fact, Literally, Unresolved
from backend_architect.survey.grammars.javascript.definitions import class_bases
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    expression,
    field,
    is_true,
    pairs,
    string,
)
from backend_architect.survey.idioms.javascript.mikro_properties import facts_of, groups
from backend_architect.survey.idioms.javascript.nestjs import class_name, class_of, decorated
from backend_architect.survey.idioms.javascript.typeorm import properties
from backend_architect.survey.idioms.javascript.typeorm_names import snake_case

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="javascript",
    anchors=("@mikro-orm/",),
    query="""
    (decorator (call_expression function: (identifier) @name)
      (#any-of? @name "Entity" "PrimaryKey" "Property" "ManyToOne")) @decorator
    (new_expression constructor: (identifier) @_schema (#eq? @_schema "EntitySchema")) @schema
    """,
)
def mikro_entities(match: Match) -> Iterator[Fact]:
    """An entity with its columns for each class; a base class hands its columns down."""
    decorator, schema = match.node("decorator"), match.node("schema")
    if b"@mikro-orm/" not in match.source.data or b"@mikro-orm/mongodb" in match.source.data:
        return
    if schema is not None:
        yield Unresolved(lines=node_lines(schema), what="an entity schema",
                         reason="Entities written as objects are not read.")  # fmt: skip
        return
    owner = class_of(decorator) if decorator is not None else None
    if owner is None:
        return
    own = dict(decorated(owner))
    if match.text("name") == "Entity":
        yield from _entity(owner, own)
    elif "Entity" not in own and "Embeddable" not in own:
        name = class_name(owner)
        yield Entity(lines=node_lines(owner), name=name, mapper="mikro-orm", abstract=True,
                     bases=class_bases(owner))  # fmt: skip
        yield from _parts(owner, name, snake_case(name))


def _entity(owner: Node, own: dict[str, Node | None]) -> Iterator[Fact]:
    given = arguments(own.get("Entity"))
    options = pairs(given[0]) if given else {}
    named = options.get("tableName", options.get("collection"))
    table = expression(named) if named is not None else None
    name = class_name(owner)
    derived = snake_case(name)
    yield Entity(lines=node_lines(owner), name=name, mapper="mikro-orm", table=table,
                 derived=derived, schema=string(options.get("schema")) or "",
                 abstract=is_true(options.get("abstract")), bases=class_bases(owner),
                 subclasses="one-table" if "discriminatorColumn" in options else "")  # fmt: skip
    yield from _parts(owner, name, table.text if isinstance(table, Literally) else derived)
    for decorator, call in decorated(owner):
        found = groups(name, decorator, call, node_lines(owner))
        if decorator in ("Index", "Unique") and found is not None:
            yield found


def _parts(owner: Node, name: str, table: str) -> Iterator[Fact]:
    body = field(owner, "body")
    for each in properties(body, name, table) if body is not None else ():
        yield from facts_of(each)
