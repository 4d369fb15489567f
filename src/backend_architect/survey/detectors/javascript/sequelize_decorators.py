"""sequelize-typescript: models as classes with decorators.

Recognises: `@Table` with its options, `@Column` bare, with a type or with an attribute,
`@PrimaryKey`, `@AutoIncrement`, `@AllowNull`, `@Default`, `@Unique`, `@Index`, `@CreatedAt`,
`@UpdatedAt`, `@DeletedAt`, `@ForeignKey`, `@BelongsTo` with a key, `@BelongsToMany` with a table
written out; the id and the times that Sequelize adds to classes right below its Model; columns of
base classes without `@Table`.
Versions seen: sequelize-typescript 1 and 2.
Not recognised: options for all models; `@Index` over several columns.
Documentation: https://github.com/sequelize/sequelize-typescript#readme
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Entity, Fact, Import
from backend_architect.survey.grammars.javascript.definitions import class_bases
from backend_architect.survey.grammars.javascript.nodes import arguments, field, string
from backend_architect.survey.idioms.javascript.names import names_of
from backend_architect.survey.idioms.javascript.nestjs import class_name, class_of, decorated
from backend_architect.survey.idioms.javascript.queries import members
from backend_architect.survey.idioms.javascript.sequelize_decorators import (
    column,
    properties,
    relations,
)
from backend_architect.survey.idioms.javascript.sequelize_models import (
    Model,
    columns,
    entity,
    indexes,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_LIBRARIES = ("sequelize", "sequelize-typescript", "@sequelize/core")


@detector(
    language="javascript",
    anchors=("sequelize",),
    query="""
    (decorator [(identifier) @name (call_expression function: (identifier) @name)]
      (#any-of? @name "Table" "Column" "Attribute" "CreatedAt" "DeletedAt" "PrimaryKey"))
      @decorator
    """,
)
def sequelize_decorators(match: Match) -> Iterator[Fact]:
    """An entity with its columns for each class; a base class hands its columns down."""
    decorator = match.node("decorator")
    owner = class_of(decorator) if decorator is not None else None
    if owner is None or b"sequelize" not in match.source.data:
        return
    own = dict(decorated(owner))
    if match.text("name") == "Table":
        yield from _model(match, owner, own.get("Table"))
    elif "Table" not in own and "Entity" not in own:
        name = class_name(owner)
        yield Entity(lines=node_lines(owner), name=name, mapper="sequelize", abstract=True,
                     bases=class_bases(owner))  # fmt: skip
        yield from _parts(match, Model(match, name, name, {}, node_lines(owner)), owner)


def _model(match: Match, owner: Node, call: Node | None) -> Iterator[Fact]:
    given = arguments(call)
    options = members(given[0]) if given else {}
    name = class_name(owner)
    model = Model(match, name, string(options.get("modelName")) or name, options,
                  node_lines(owner), class_bases(owner))  # fmt: skip
    yield entity(model)
    yield from _parts(match, model, owner, whole=_is_lowest(match, owner))
    yield from indexes(model)


def _is_lowest(match: Match, owner: Node) -> bool:
    """Whether the class stands right below Sequelize's own: then nobody else says its id."""
    bound = (names_of(match.source).bound(base) for base in class_bases(owner))
    return any(isinstance(each, Import) and each.module in _LIBRARIES for each in bound)


def _parts(match: Match, model: Model, owner: Node, *, whole: bool = False) -> Iterator[Fact]:
    body = field(owner, "body")
    found = list(properties(match, body, model.name)) if body is not None else []
    own = [made for each in found if (made := column(each)) is not None]
    yield from columns(model, own) if whole else own
    for each in found:
        yield from relations(each)
