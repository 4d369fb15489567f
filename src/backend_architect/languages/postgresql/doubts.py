# ruff: noqa: S608 - this module writes SQL; names are quoted, others' expressions are checked
"""Questions whose answer must be zero before the rows can be bound by something new."""

from __future__ import annotations

from collections.abc import Sequence

from backend_architect.languages.postgresql.names import expression, identifier, table_name
from backend_architect.model.architecture import Model
from backend_architect.model.data import Check, Column, ForeignKey, Table


def orphans(model: Model, key: ForeignKey) -> str:
    """How many rows refer to a row that is not there."""
    pairs = list(zip(_names(model, key.columns), _names(model, key.ref_columns), strict=True))
    filled = " AND ".join(f"child.{column} IS NOT NULL" for column, _ in pairs)
    equal = " AND ".join(f"parent.{target} = child.{column}" for column, target in pairs)
    return (
        f"SELECT count(*) FROM {_table(model, key.table)} AS child WHERE {filled}"
        f" AND NOT EXISTS (SELECT FROM {_table(model, key.ref_table)} AS parent WHERE {equal});"
    )


def duplicates(model: Model, table: str, columns: Sequence[str], where: str = "") -> str:
    """How many groups of rows share values that shall be unique (NULLs never do)."""
    names = _names(model, [column.removeprefix("-") for column in columns])
    filled = " AND ".join(f"{name} IS NOT NULL" for name in names)
    if where:
        filled += f" AND ({expression(where, place=f'condition on {table}')})"
    listed = ", ".join(names)
    return (
        f"SELECT count(*) FROM (SELECT {listed} FROM {_table(model, table)} WHERE {filled}"
        f" GROUP BY {listed} HAVING count(*) > 1) AS doubled;"
    )


def violations(model: Model, check: Check) -> str:
    """How many rows a check would refuse."""
    condition = expression(check.expression, place=f"check {check.id}")
    return f"SELECT count(*) FROM {_table(model, check.table)} WHERE NOT ({condition});"


def empties(model: Model, column: Column) -> str:
    """How many rows have no value in the column."""
    table = _table(model, column.table)
    return f"SELECT count(*) FROM {table} WHERE {identifier(column.name)} IS NULL;"


def _table(model: Model, id: str) -> str:
    return table_name(model.get(id, Table))


def _names(model: Model, ids: Sequence[str]) -> list[str]:
    return [identifier(model.get(id, Column).name) for id in ids]
