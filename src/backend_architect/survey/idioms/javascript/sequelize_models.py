"""Sequelize's models: what a class or `define` with attributes and options maps.

Names: https://sequelize.org/docs/v6/core-concepts/model-basics/#table-name-inference
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_architect.survey.detector import Match
from backend_architect.survey.facts import Entity, Fact, Field, Literally
from backend_architect.survey.grammars.javascript.nodes import elements, expression, is_true, string
from backend_architect.survey.idioms.javascript.inflection import plural
from backend_architect.survey.idioms.javascript.sequelize_attributes import index
from backend_architect.survey.idioms.javascript.typeorm_names import snake_case

if TYPE_CHECKING:
    from tree_sitter import Node

_MOMENT = "timestamp with time zone"


@dataclass(frozen=True)
class Model:
    """A model: `name` as the code calls it, `model` as Sequelize does, with its options."""

    match: Match
    name: str
    model: str
    options: dict[str, Node]
    lines: tuple[int, int]
    bases: tuple[str, ...] = ()
    scope: str = ""


def says(options: dict[str, Node], name: str, *, otherwise: bool = False) -> bool:
    """A switch among the options."""
    return is_true(options[name]) if name in options else otherwise


def entity(model: Model) -> Entity:
    """The mapped table: named, or the plural of the model's name unless that is frozen."""
    named = model.options.get("tableName")
    frozen = says(model.options, "freezeTableName")
    derived = model.model if frozen else plural(model.model)
    if says(model.options, "underscored"):
        derived = snake_case(derived)
    return Entity(
        lines=model.lines, scope=model.scope, name=model.name, mapper="sequelize",
        table=expression(named) if named is not None else None, derived=derived,
        schema=string(model.options.get("schema")) or "", bases=model.bases,
    )  # fmt: skip


def columns(model: Model, own: list[Field]) -> Iterator[Field]:
    """The model's columns with those that Sequelize adds: `id` and the times."""
    snake = says(model.options, "underscored")
    if not any(field.primary for field in own):
        first = model.lines[0]
        yield Field(lines=(first, first), entity=model.name, name="id", column="id",
                    type="integer", primary=True, identity=True)  # fmt: skip
    known = {field.name for field in own}
    for field in own:
        yield _cased(field, snake=snake)
    for field in times(model):
        if field.name not in known:
            yield _cased(field, snake=snake)


def _cased(field: Field, *, snake: bool) -> Field:
    """The column in snake case where the model is underscored and the attribute names none."""
    return replace(field, column=snake_case(field.column)) if snake and field.derived else field


def times(model: Model) -> Iterator[Field]:
    """When a row was made, changed and, in paranoid models, deleted."""
    if not says(model.options, "timestamps", otherwise=True):
        return
    wanted = ["createdAt", "updatedAt"]
    wanted += ["deletedAt"] if says(model.options, "paranoid") else []
    for name in wanted:
        given = model.options.get(name)
        own = string(given) if given is not None else None
        if given is None or own is not None or is_true(given):
            last = model.lines[1]
            yield Field(lines=(last, last), entity=model.name, name=own or name,
                        column=own or name, type=_MOMENT, nullable=name == "deletedAt",
                        derived=True)  # fmt: skip


def indexes(model: Model) -> Iterator[Fact]:
    """The indexes among the options."""
    for each in elements(model.options.get("indexes")):
        found = index(model.match, model.name, each)
        if found is not None:
            yield found


def table_of(found: Entity) -> str:
    """The table's name as far as the file says it."""
    return found.table.text if isinstance(found.table, Literally) else found.derived
