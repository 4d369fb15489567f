"""Sequelize: models defined by calls, and what they have to do with each other.

Recognises: `sequelize.define("user", {...}, {...})`, `User.init({...}, {...})` and `super.init` of
classes that extend Model, with types, keys, defaults, references, indexes, `tableName`,
`underscored`, `timestamps`, `paranoid` and `freezeTableName`; the id and the times that Sequelize
adds; `belongsTo` with its column, `belongsToMany` with the table between; `underscored` in the
options of a `new Sequelize`. Tables are named after the plural of the model.
Versions seen: 4 to 6.
Not recognised: other options for all models; attributes put together when the program runs.
Documentation: https://sequelize.org/docs/v6/core-concepts/model-basics/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Field, Grouped, Link, Naming
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    field,
    field_text,
    is_true,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.migrations import on_delete, text_of
from backend_architect.survey.idioms.javascript.queries import members
from backend_architect.survey.idioms.javascript.sequelize_attributes import attributes, together
from backend_architect.survey.idioms.javascript.sequelize_models import (
    Model,
    columns,
    entity,
    indexes,
    says,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_MARKS = (b"equelize", b"DataTypes")


@detector(
    language="javascript",
    anchors=(".define(", ".init(", "belongsTo", "Sequelize("),
    query="""
    (call_expression
      function: (member_expression object: (_) @on property: (property_identifier) @act)
      (#any-of? @act "define" "init" "belongsTo" "belongsToMany")) @call
    (new_expression constructor: (_) @made (#match? @made "Sequelize$")) @program
    """,
)
def sequelize_models(match: Match) -> Iterator[Fact]:
    """A model for each definition, a column or table for each association."""
    call, program, act = match.node("call"), match.node("program"), match.text("act")
    if program is not None:
        yield from _naming(program)
    elif call is not None and any(mark in match.source.data for mark in _MARKS):
        given = arguments(call)
        if act in ("define", "init"):
            yield from _model(match, call, given)
        elif given:
            yield from _association(match, call, given)


def _naming(program: Node) -> Iterator[Fact]:
    for each in arguments(program):
        if says(members(members(each).get("define")), "underscored"):
            yield Naming(lines=node_lines(program), mapper="sequelize", columns="snake")


def _model(match: Match, call: Node, given: list[Node]) -> Iterator[Fact]:
    on, defined = dotted(match.node("on")), match.text("act") == "define"
    model = string(given[0]) if defined and given else None
    listed = given[1:] if defined else given
    if (defined and (model is None or not listed)) or not listed:
        return
    options = members(listed[1]) if len(listed) > 1 else {}
    name = _variable(call) if defined else _class(call) if on in ("super", "this") else on
    if not defined and not {"sequelize", "modelName", "tableName"} & options.keys():
        return
    model = model or text_of(match, options.get("modelName")) or name
    if not model:
        return
    made = Model(match, name or model, model, options, node_lines(call))
    found = attributes(match, made.name, listed[0])
    yield entity(made)
    yield from columns(made, [each.column for each in found])
    yield from together(made.name, found)
    yield from indexes(made)


def _variable(call: Node) -> str:
    """The variable that holds what is defined."""
    holder = call.parent
    while holder is not None and plain(holder).id == plain(call).id:
        holder = holder.parent
    if holder is not None and holder.type == "variable_declarator":
        return field_text(holder, "name")
    return ""


def _class(node: Node) -> str:
    around = node.parent
    while around is not None and not around.type.endswith(("class_declaration", "class")):
        around = around.parent
    return field_text(around, "name")


# ---------------------------------------------------------------- associations


def _association(match: Match, call: Node, given: list[Node]) -> Iterator[Fact]:
    on = dotted(match.node("on"))
    owner = _class(call) if on in ("this", "super") else on
    target, options = dotted(given[0]), members(given[1]) if len(given) > 1 else {}
    if not owner or not target:
        return
    if match.text("act") == "belongsTo":
        yield from _belongs(match, call, (owner, target), options)
    else:
        yield from _between(match, call, (owner, target), options)


def _key(match: Match, options: dict[str, Node], name: str, otherwise: str) -> str:
    """The column of a key: a text, or an object with its name."""
    given = options.get(name)
    inner = members(given)
    return text_of(match, inner.get("field") or inner.get("name") or given) or otherwise


def _belongs(
    match: Match, call: Node, ends: tuple[str, str], options: dict[str, Node]
) -> Iterator[Fact]:
    """A column that refers to the other model, unless the model has it; and the reference."""
    owner, target = ends
    stem = text_of(match, options.get("as")) or target.rpartition(".")[2]
    key = _key(match, options, "foreignKey", f"{stem}Id")
    required = members(options.get("foreignKey")).get("allowNull")
    nullable = required is None or is_true(required)
    yield Field(lines=node_lines(call), scope=scope_of(call), entity=owner, name=key, column=key,
                type="", nullable=nullable, derived=True)  # fmt: skip
    if says(options, "constraints", otherwise=True):
        action = string(options.get("onDelete")) or ("SET NULL" if nullable else "")
        yield Grouped(lines=node_lines(call), scope=scope_of(call), entity=owner, kind="foreign",
                      columns=(key,), references=target,
                      on_delete=on_delete(action))  # fmt: skip


def _between(
    match: Match, call: Node, ends: tuple[str, str], options: dict[str, Node]
) -> Iterator[Fact]:
    """The table between two models, where no model of its own is named."""
    through = options.get("through")
    inner = members(through)
    table = text_of(match, inner.get("model") or through)
    owner, target = ends
    if table and field(call, "arguments") is not None:
        own = _key(match, options, "foreignKey", f"{owner}Id")
        other = _key(match, options, "otherKey", f"{target.rpartition('.')[2]}Id")
        yield Link(lines=node_lines(call), scope=scope_of(call), entity=owner, name=target,
                   target=target, table=table, columns=(own, other), key="primary")  # fmt: skip
