"""sequelize-typescript's decorators: what a property of a model says about its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_architect.survey.detector import Match, node_lines
from backend_architect.survey.facts import Fact, Field, Grouped, Link
from backend_architect.survey.grammars.javascript.definitions import declared_type
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    decorator_call,
    decorators,
    dotted,
    field_text,
    plain,
    returned,
    string,
)
from backend_architect.survey.idioms.javascript.migrations import on_delete, text_of
from backend_architect.survey.idioms.javascript.queries import members
from backend_architect.survey.idioms.javascript.sequelize_attributes import (
    attribute,
    default,
)

if TYPE_CHECKING:
    from tree_sitter import Node

#: Decorators of properties that make a column.
COLUMNS = ("Column", "Attribute", "ForeignKey", "CreatedAt", "UpdatedAt", "DeletedAt")
_MOMENT = "timestamp with time zone"
_DECLARED = {
    "string": "character varying(255)", "number": "integer", "boolean": "boolean",
    "Date": _MOMENT, "bigint": "bigint", "Buffer": "bytea", "Blob": "bytea",
}  # fmt: skip


@dataclass(frozen=True)
class Property:
    """One property of a model's class with its decorators by name."""

    match: Match
    node: Node
    entity: str
    decorators: dict[str, Node | None]

    @property
    def name(self) -> str:
        """The property's name."""
        return field_text(self.node, "name") or field_text(self.node, "property")

    def given(self, decorator: str) -> list[Node]:
        """What a decorator is given."""
        return arguments(self.decorators.get(decorator))


def properties(match: Match, body: Node, entity: str) -> Iterator[Property]:
    """The decorated properties of a class body."""
    for child in body.named_children:
        if child.type in ("public_field_definition", "field_definition"):
            found = dict(decorator_call(each) for each in decorators(child))
            if found:
                yield Property(match, child, entity, found)


def column(each: Property) -> Field | None:
    """The property's column, None for one that has none."""
    if not any(name in each.decorators for name in COLUMNS):
        return None
    given = next(iter(each.given("Column") or each.given("Attribute")), None)
    options = members(given)
    found = attribute(each.match, each.entity, each.name, given) if given is not None else None
    if given is not None and found is None:
        return None
    made = found.column if found is not None else _bare(each)
    if options and "type" not in options:
        made = replace(made, type=_declared(each))
    return _decorated(each, replace(made, lines=node_lines(each.node)))


def _bare(each: Property) -> Field:
    return Field(lines=node_lines(each.node), entity=each.entity, name=each.name,
                 column=each.name, type=_declared(each), nullable=True,
                 derived=True)  # fmt: skip


def _declared(each: Property) -> str:
    """The type by TypeScript's; one of a key may be that of what it refers to."""
    if any(name in each.decorators for name in ("CreatedAt", "UpdatedAt", "DeletedAt")):
        return _MOMENT
    words = re.split(r"\s*\|\s*", declared_type(each.node))
    word = next((word for word in words if word not in ("null", "undefined", "")), "")
    return _DECLARED.get(word, "")


def _decorated(each: Property, made: Field) -> Field:
    """The column with what the other decorators say."""
    own = each.decorators
    primary = made.primary or "PrimaryKey" in own
    required = primary or "NotNull" in own or "CreatedAt" in own or "UpdatedAt" in own
    refused = [plain(node).type for node in each.given("AllowNull")] == ["false"]
    made = replace(made, primary=primary, nullable=made.nullable and not (required or refused),
                   identity=made.identity or "AutoIncrement" in own,
                   unique=made.unique or ("Unique" in own and not each.given("Unique")),
                   indexed="Index" in own or "Indexed" in own)  # fmt: skip
    written = next(iter(each.given("Default")), None)
    return replace(made, default=default(written)) if written is not None else made


def relations(each: Property) -> Iterator[Fact]:
    """A reference of a column, or a table between two models."""
    target = _target(each, "ForeignKey")
    if target:
        yield Grouped(lines=node_lines(each.node), entity=each.entity, kind="foreign",
                      columns=(each.name,), references=target)  # fmt: skip
    yield from _belongs(each)
    yield from _between(each)


def _target(each: Property, decorator: str, position: int = 0) -> str:
    given = each.given(decorator)[position : position + 1]
    return dotted(returned(plain(given[0]))) if given else ""


def _belongs(each: Property) -> Iterator[Fact]:
    """`@BelongsTo(() => User, "ownerId")`: its column, where no property is one, and reference."""
    target, given = _target(each, "BelongsTo"), each.given("BelongsTo")
    if not target or len(given) < 2:
        return
    options = members(given[1])
    key = text_of(each.match, options.get("foreignKey") or given[1])
    if key:
        yield Field(lines=node_lines(each.node), entity=each.entity, name=key, column=key, type="",
                    nullable=True, derived=True)  # fmt: skip
        yield Grouped(lines=node_lines(each.node), entity=each.entity, kind="foreign",
                      columns=(key,), references=target,
                      on_delete=on_delete(string(options.get("onDelete"))))  # fmt: skip


def _between(each: Property) -> Iterator[Fact]:
    """`@BelongsToMany(() => Tag, "post_tags", "postId", "tagId")`; a model between says itself."""
    target, given = _target(each, "BelongsToMany"), each.given("BelongsToMany")
    table = text_of(each.match, given[1]) if len(given) > 1 else ""
    if target and table:
        keys = tuple(text_of(each.match, node) for node in given[2:4])
        whole = keys if len(keys) == 2 and all(keys) else (f"{each.entity}Id", f"{target}Id")
        yield Link(lines=node_lines(each.node), entity=each.entity, name=each.name, target=target,
                   table=table, columns=whole, key="primary")  # fmt: skip
