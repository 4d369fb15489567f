"""How many rows a table is planned for, and how many different values its columns hold.

Stated guesses, where neither the words nor the survey know better: what the planner is told.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from backend_architect.measures.naming import words
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from backend_architect.model.data import Column, ForeignKey, Table

#: Rows to plan for where nobody gives a number.
ASSUMED_ROWS = 1_000_000

RowsFrom: TypeAlias = Literal["brief", "design", "assumed"]

#: Different values of a column that is neither a key nor a reference, by the first word of its
#: type; -1 means as many as there are rows. Guesses: a state column in text holds some ten.
_DISTINCT = {
    "boolean": 2.0, "smallint": 100.0, "integer": 1_000.0, "bigint": 10_000.0,
    "numeric": 10_000.0, "real": 10_000.0, "double": 10_000.0, "uuid": -1.0, "date": 3_650.0,
    "timestamp": -1.0, "time": 1_440.0, "bytea": -1.0, "json": -1.0, "jsonb": -1.0,
}  # fmt: skip
_DISTINCT_TEXT = 1_000.0
_STATES = frozenset({"status", "state", "type", "kind", "category", "role", "gender", "level"})
_DISTINCT_STATES = 10.0
#: Words of columns that mark what is gone: nearly all rows have none of them filled.
_GONE = frozenset({"deleted", "removed", "archived", "cancelled", "canceled"})

#: Bytes of a value, by the first word of its type.
_WIDTHS = {
    "boolean": 1, "smallint": 2, "integer": 4, "bigint": 8, "numeric": 8, "real": 4, "double": 8,
    "uuid": 16, "date": 4, "timestamp": 8, "time": 8, "json": 200, "jsonb": 200, "bytea": 100,
}  # fmt: skip
_WIDTH_TEXT = 32


class Volume(NamedTuple):
    """Rows to plan for, and who says so."""

    rows: int
    said_by: RowsFrom


def volume_of(brief: Brief, table: Table) -> Volume:
    """Rows to plan for: a number in the brief for this table, then the design's own, then the
    brief's number for every table, then the assumption."""
    if table.name in brief.volumes:
        return Volume(brief.volumes[table.name], "brief")
    if table.rows:
        return Volume(table.rows, "design")
    stated = brief.rows_of(table.name)
    return Volume(ASSUMED_ROWS, "assumed") if stated is None else Volume(stated, "brief")


def distinct_values(model: Model, brief: Brief, column: Column) -> float:
    """Different values of a column, as `pg_stats.n_distinct` counts them: a number, or a negative
    share of the rows."""
    if _alone_unique(model, column):
        return -1.0
    table = model.get(column.table, Table)
    rows = volume_of(brief, table).rows
    reference = _reference(model, column)
    if reference is not None:
        parent = model.get(reference.ref_table, Table)
        return float(max(1, min(volume_of(brief, parent).rows, rows)))
    return _guessed(column)


def width_of(column: Column) -> int:
    """Bytes of a value, a guess by its type."""
    return _WIDTHS.get(_first_word(column), _WIDTH_TEXT)


def _alone_unique(model: Model, column: Column) -> bool:
    keys = [key.columns for key in model.keys_of(column.table)]
    indexes = [i.columns for i in model.indexes_of(column.table) if i.unique and not i.where]
    return (column.id,) in [*keys, *indexes]


def _reference(model: Model, column: Column) -> ForeignKey | None:
    keys = model.foreign_keys_of(column.table)
    return next((key for key in keys if key.columns == (column.id,)), None)


def tells_apart(column: Column) -> bool:
    """False for a flag or a state: so many rows share each value that an index seldom helps."""
    return _guessed(column) > _DISTINCT_STATES or _guessed(column) < 0


def _guessed(column: Column) -> float:
    said = words(column.name)
    if set(said[-1:]) & _STATES or set(said[:2]) & _GONE:
        return _DISTINCT_STATES
    return _DISTINCT.get(_first_word(column), _DISTINCT_TEXT)


def _first_word(column: Column) -> str:
    return column.type.split("(")[0].split(" ")[0].split("[")[0]
