"""TypeORM: entities.

Recognises: `@Entity` with a name or options, columns with their options, generated keys (increment,
uuid, identity), dates of creation, change and deletion, many-to-one and one-to-one with join
columns, the tables of many-to-many, `@Index`, `@Unique`, `@Check` on properties and classes;
columns of base classes without `@Entity`; the snake naming strategy where the program sets it.
Names are those of the default naming strategy.
Versions seen: 0.2, 0.3.
Not recognised: `EntitySchema`, table inheritance and embedded classes (said as gaps); tree tables;
collections of MongoDB are no tables and are not said.
Documentation: https://typeorm.io/docs/help/decorator-reference
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Entity,
    Expression,
    Fact,
    Literally,
    Naming,
    Unresolved,
)
from backend_architect.survey.grammars.javascript.definitions import class_bases
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    decorator_call,
    decorators,
    expression,
    field,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript.nestjs import class_name, class_of, decorated
from backend_architect.survey.idioms.javascript.typeorm import (
    COLUMNS,
    RELATIONS,
    Property,
    column_name,
    facts_of,
    foreign,
    groups,
    properties,
)
from backend_architect.survey.idioms.javascript.typeorm_names import snake_case

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="javascript",
    anchors=("@Entity", "Column(", "@ManyToOne", "@ManyToMany", "@OneToOne", "@ChildEntity",
             "EntitySchema", "namingStrategy"),
    query="""
    (decorator (call_expression function: (identifier) @name) (#any-of? @name
      "Entity" "ChildEntity" "Column" "PrimaryColumn" "PrimaryGeneratedColumn" "CreateDateColumn"
      "UpdateDateColumn" "DeleteDateColumn" "VersionColumn" "ManyToOne")) @decorator
    (new_expression constructor: (identifier) @_schema (#eq? @_schema "EntitySchema")) @schema
    (pair key: (property_identifier) @_key value: (new_expression constructor: (_) @strategy)
      (#eq? @_key "namingStrategy")) @naming
    """,
)  # fmt: skip
def typeorm_entities(match: Match) -> Iterator[Fact]:
    """An entity with its columns for each class; a base class hands its columns down."""
    decorator, schema, naming = match.node("decorator"), match.node("schema"), match.node("naming")
    if foreign(match.source):
        return
    if naming is not None:
        if "snake" in match.text("strategy").lower():
            yield Naming(lines=node_lines(naming), mapper="typeorm", columns="snake")
    elif schema is not None:
        yield Unresolved(lines=node_lines(schema), what="an entity schema",
                         reason="Entities written as objects are not read.")  # fmt: skip
    elif decorator is not None:
        yield from _class(match, decorator)


def _class(match: Match, decorator: Node) -> Iterator[Fact]:
    owner, kind = class_of(decorator), match.text("name")
    if owner is None:
        return
    own = dict(decorated(owner))
    if kind == "Entity":
        yield from _entity(owner, own.get("Entity"))
    elif kind == "ChildEntity":
        yield Unresolved(lines=node_lines(decorator), what=f"entity {class_name(owner)}",
                         reason="It shares the table of another entity.")  # fmt: skip
    elif not {"Entity", "ChildEntity", "ViewEntity", "Table"} & own.keys():
        yield from _handed_down(match, owner)


def _entity(owner: Node, call: Node | None) -> Iterator[Fact]:
    given = arguments(call)
    options = next((pairs(each) for each in given if plain(each).type == "object"), {})
    table = _table(given, options)
    name = class_name(owner)
    derived = snake_case(name)
    yield Entity(lines=_head(owner), name=name, mapper="typeorm", table=table,
                 derived=derived, schema=string(options.get("schema")) or "",
                 bases=class_bases(owner))  # fmt: skip
    yield from _parts(owner, name, table.text if isinstance(table, Literally) else derived)


def _table(given: list[Node], options: dict[str, Node]) -> Expression | None:
    named = options.get("name")
    if named is None and given and plain(given[0]).type != "object":
        named = given[0]
    if named is None or string(named) == "":
        return None
    return expression(named)


def _handed_down(match: Match, owner: Node) -> Iterator[Fact]:
    """The columns of a base class. A class whose decorators are TypeORM's says so by importing."""
    if b"typeorm" not in match.source.data:
        return
    name = class_name(owner)
    yield Entity(lines=_head(owner), name=name, mapper="typeorm", abstract=True,
                 bases=class_bases(owner))  # fmt: skip
    yield from _parts(owner, name, snake_case(name))


def _head(owner: Node) -> tuple[int, int]:
    name, first = field(owner, "name") or owner, owner
    if owner.parent is not None and owner.parent.type == "export_statement":
        first = owner.parent
    return node_lines(first)[0], node_lines(name)[0]


def _parts(owner: Node, name: str, table: str) -> Iterator[Fact]:
    body = field(owner, "body")
    found = list(properties(body, name, table)) if body is not None else []
    declared = frozenset(_declared(found))
    for each in found:
        yield from facts_of(each, declared)
    for decorator in decorators(owner):
        if decorator_call(decorator)[0] in ("Index", "Unique", "Check"):
            yield from groups(name, decorator)


def _declared(found: list[Property]) -> Iterator[str]:
    """The columns that properties other than relations make."""
    for each in found:
        for decorator in each.decorators:
            if decorator in COLUMNS and not RELATIONS & each.decorators.keys():
                yield column_name(each, each.options(decorator))
