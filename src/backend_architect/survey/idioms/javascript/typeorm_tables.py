"""TypeORM's tables written as objects in migrations: `new Table({ ... })` and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Field, Grouped
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    elements,
    is_true,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript.typeorm_names import column_type

if TYPE_CHECKING:
    from tree_sitter import Node

_ACTIONS: dict[str, OnDelete] = {
    "CASCADE": "cascade", "SET NULL": "set null", "RESTRICT": "restrict",
    "SET DEFAULT": "set default", "NO ACTION": "no action",
}  # fmt: skip


def options(node: Node | None) -> dict[str, Node]:
    """The members of `{...}` or of `new TableColumn({...})`."""
    if node is None:
        return {}
    node = plain(node)
    if node.type == "new_expression":
        return options(next(iter(arguments(node)), None))
    return pairs(node)


def text(node: Node | None) -> str:
    """A literal text or number, "" for anything else."""
    if node is None:
        return ""
    return string(node) or (node_text(node) if plain(node).type == "number" else "")


def names(node: Node | None) -> tuple[str, ...]:
    """The texts of an array."""
    return tuple(text(each) for each in elements(node) if text(each))


def column(node: Node, table: str) -> Field | None:
    """A `TableColumn`; None for one without a literal name."""
    given = options(node)
    name = text(given.get("name"))
    if not name:
        return None
    strategy = text(given.get("generationStrategy"))
    generated = is_true(given.get("isGenerated")) or bool(strategy)
    type = column_type(text(given.get("type")), length=text(given.get("length")),
                       precision=text(given.get("precision")),
                       scale=text(given.get("scale")))  # fmt: skip
    if is_true(given.get("isArray")) and type:
        type = f"{type}[]"
    return Field(
        lines=node_lines(node), entity=table, name=name, column=name, type=type,
        nullable=is_true(given.get("isNullable")), primary=is_true(given.get("isPrimary")),
        unique=is_true(given.get("isUnique")), identity=generated and strategy != "uuid",
        default="uuid_generate_v4()" if strategy == "uuid" else _default(given.get("default")),
    )  # fmt: skip


def _default(node: Node | None) -> str:
    """Migrations write defaults as SQL."""
    if node is not None and plain(node).type in ("true", "false"):
        return node_text(node)
    return text(node)


def foreign_key(node: Node, table: str) -> Grouped:
    """A `TableForeignKey`."""
    given = options(node)
    referred = text(given.get("referencedTableName")).rpartition(".")[2]
    return Grouped(
        lines=node_lines(node), entity=table, kind="foreign", name=text(given.get("name")),
        columns=names(given.get("columnNames")), references=referred,
        ref_columns=names(given.get("referencedColumnNames")),
        on_delete=_ACTIONS.get(text(given.get("onDelete")).upper(), "no action"),
    )  # fmt: skip


def index(node: Node, table: str) -> Grouped:
    """A `TableIndex`."""
    given = options(node)
    return Grouped(
        lines=node_lines(node), entity=table, kind="index", name=text(given.get("name")),
        columns=names(given.get("columnNames")), unique=is_true(given.get("isUnique")),
        where=text(given.get("where")),
    )  # fmt: skip


def unique(node: Node, table: str) -> Grouped:
    """A `TableUnique`."""
    given = options(node)
    return Grouped(
        lines=node_lines(node), entity=table, kind="unique", name=text(given.get("name")),
        columns=names(given.get("columnNames")),
    )  # fmt: skip
