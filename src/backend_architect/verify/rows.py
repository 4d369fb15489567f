"""Rows made up for a table: deterministic, of the columns' types, keeping keys and references.

Row `n` of every table belongs to row `n` of the tables it refers to, so that foreign keys and
unique keys over any columns hold without looking anything up. What a check asks for is tried with
the constants that stand in it; PostgreSQL itself says which of them it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

from backend_architect.languages.postgresql.names import identifier, table_name
from backend_architect.languages.postgresql.tokens import tokens
from backend_architect.languages.postgresql.write import dependency_order
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, ForeignKey, Table
from backend_architect.ports.lab import Session, SqlRefused

_START = datetime(2026, 1, 1, tzinfo=UTC)
_WHOLE = ("smallint", "integer", "bigint", "oid", "money")
_TEXT = ("text", "character", "citext", "name")
#: Types whose values repeat within a few rows: such a column tells no two rows apart.
_FEW = {"boolean": (True, False)}
_MOST_CANDIDATES = 40

#: Nullable columns of one condition whose choices are tried: two to this power at most.
_MOST_NULLABLE = 6


@dataclass
class Filling:
    """What came of filling tables: rows by id of table, and why a table stayed empty."""

    filled: dict[str, int] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)


def fill(
    session: Session, model: Model, tables: Iterable[Table], rows: int, absent: Iterable[str]
) -> Filling:
    """Fill tables with `rows` rows each, those they refer to first. A table that refuses its rows
    stays empty, with the reason."""
    done = Filling()
    left_out = frozenset(absent)
    ordered, late = dependency_order(model, [t for t in tables if t.id not in left_out])
    closing = {key.id for key in late}
    for table in ordered:
        recipe = Recipe(session, model, table, left_out, frozenset({*done.empty}), closing)
        try:
            made = [recipe.row(number) for number in range(1, rows + 1)]
            _load(session, table, recipe.columns, made)
        except (SqlRefused, Impossible) as why:
            done.empty[table.id] = getattr(why, "message", str(why))
        else:
            done.filled[table.id] = rows
    return done


def _load(
    session: Session, table: Table, columns: Sequence[Column], rows: Sequence[Sequence[Any]]
) -> None:
    name = f"{table.schema}.{table.name}" if table.schema else table.name
    session.copy(name, [column.name for column in columns], rows)


def insertion(
    table: Table, columns: Sequence[Column], row: Sequence[Any]
) -> tuple[str, Sequence[Any]]:
    """The statement that inserts one row, and its values."""
    names = ", ".join(identifier(column.name) for column in columns).replace("%", "%%")
    places = ", ".join("%s" for _ in columns)
    target = table_name(table).replace("%", "%%")
    return f"INSERT INTO {target} ({names}) VALUES ({places})", row  # noqa: S608 - names are quoted


class Impossible(Exception):
    """No row can be made for a table."""


class Recipe:
    """How rows of one table are made: `row(n)` gives the values of `columns`."""

    def __init__(
        self,
        session: Session,
        model: Model,
        table: Table,
        absent: frozenset[str] = frozenset(),
        empty: frozenset[str] = frozenset(),
        late: Iterable[str] = (),
        *,
        conditions: Sequence[str] = (),
        keep: frozenset[str] = frozenset(),
    ) -> None:
        """`conditions` must hold for every row, beside the table's checks; columns of `keep` are
        never made null for that."""
        self._references = _references(model, table, absent)
        self._unfilled = _unfilled(self._references, empty, frozenset(late))
        self.columns = tuple(
            column
            for column in model.columns_of(table)
            if column.id not in absent and not column.default.startswith("generated always")
        )
        self._origins = {id: _origin(model, model.get(id, Column)) for id in self._references}
        checks = [check.expression for check in model.checks_of(table) if check.id not in absent]
        self._allowed = _allowed(session, self.columns, [*checks, *conditions])
        self._null: frozenset[str] = frozenset()
        self._null = _nulls(session, self, [*checks, *conditions], keep)

    def row(self, number: int) -> list[Any]:
        """The values of row `number`, counted from 1. Raises `Impossible`."""
        return [self.value(column, number) for column in self.columns]

    def value(self, column: Column, number: int) -> Any:
        """The value of one column in row `number`. Raises `Impossible`."""
        if column.id in self._null:
            return None
        if column.id in self._unfilled:
            if not column.nullable:
                raise Impossible(f"{column.name} refers to a table that could not be filled")
            return None
        if column.id in self._references:
            return value_of(self._origins[column.id], number)
        if column.id in self._allowed:
            return self._allowed[column.id][number % len(self._allowed[column.id])]
        return value_of(column, number)


def _references(model: Model, table: Table, absent: frozenset[str]) -> dict[str, ForeignKey]:
    keys = [key for key in model.foreign_keys_of(table) if key.id not in absent]
    return {column: key for key in keys for column in key.columns}


def _unfilled(
    references: dict[str, ForeignKey], empty: frozenset[str], late: frozenset[str]
) -> frozenset[str]:
    return frozenset(
        column for column, key in references.items() if key.ref_table in empty or key.id in late
    )


def _origin(model: Model, column: Column) -> Column:
    """The column at the end of a chain of references: its values are what all of them hold."""
    seen = {column.id}
    while True:
        key = _reference_of(model, column)
        if key is None:
            return column
        column = model.get(key.ref_columns[key.columns.index(column.id)], Column)
        if column.id in seen:
            return column
        seen.add(column.id)


def _reference_of(model: Model, column: Column) -> ForeignKey | None:
    keys = model.foreign_keys_of(column.table)
    return next((key for key in keys if column.id in key.columns), None)


# ---------------------------------------------------------------- values


def value_of(column: Column, number: int) -> Any:
    """Value `number` of a column, by its type; different numbers differ as far as the type lets
    them. None for a type we cannot make values of."""
    type = column.type
    if type.endswith("]"):
        return "{}"
    name = type.partition("(")[0].strip()
    if name in _FEW:
        return _FEW[name][number % len(_FEW[name])]
    if name in _WHOLE or name in ("real", "double precision"):
        return number
    if name == "numeric":
        return _numeric(type, number)
    if name.startswith(("timestamp", "date", "time", "interval")):
        return _time(name, number)
    return _other(name, type, number)


def _numeric(type: str, number: int) -> str:
    precision, scale = ([*_sizes(type), 0, 0])[:2] if _sizes(type) else (12, 0)
    return str(number % 10 ** max(precision - scale, 0)) if precision > scale else "0"


def _time(name: str, number: int) -> str:
    moment = _START + timedelta(minutes=number)
    if name.startswith("timestamp"):
        return moment.isoformat()
    if name.startswith("date"):
        return (date(2000, 1, 1) + timedelta(days=number)).isoformat()
    return f"{number} minutes" if name == "interval" else moment.strftime("%H:%M:00")


def _other(name: str, type: str, number: int) -> Any:
    if name == "uuid":
        return str(UUID(int=number))
    if name in ("json", "jsonb"):
        return f'{{"n": {number}}}'
    if name == "bytea":
        return f"\\x{number:08x}"
    if name in ("inet", "cidr"):
        return f"10.0.{number // 256 % 256}.{number % 256}"
    if name in ("bit", "bit varying"):
        size = (_sizes(type) or [1])[0]
        return format(number % 2**size, f"0{size}b")
    return _text(type, number)


def _text(type: str, number: int) -> str:
    sizes = _sizes(type) if type.startswith("character") else []
    if type.startswith("character") and "varying" not in type and not sizes:
        sizes = [1]
    text = f"{number:x}" if sizes and sizes[0] < 8 else f"value {number}"
    return text[-sizes[0] :] if sizes else text


def _sizes(type: str) -> list[int]:
    inside = type.partition("(")[2].partition(")")[0]
    return [int(part) for part in inside.split(",") if part.strip().isdigit()]


# ---------------------------------------------------------------- what checks allow


def _allowed(
    session: Session, columns: Sequence[Column], conditions: Sequence[str]
) -> dict[str, list[Any]]:
    """For each column that conditions speak of alone, the values all of those take."""
    by_column: dict[str, list[str]] = {}
    for condition in conditions:
        about = [column for column in columns if _speaks_of(condition, column)]
        if len(about) == 1:
            by_column.setdefault(about[0].id, []).append(condition)
    taken = {}
    for column in columns:
        if column.id in by_column:
            taken[column.id] = _taken(session, column, by_column[column.id])
    return {id: values for id, values in taken.items() if values}


def _nulls(
    session: Session, recipe: Recipe, conditions: Sequence[str], keep: frozenset[str]
) -> frozenset[str]:
    """The fewest columns that must be null for the conditions over several columns to hold, as in
    "exactly one of these"; none where no choice helps: the table says so when it refuses its rows.
    """
    for condition in conditions:
        about = [column for column in recipe.columns if _speaks_of(condition, column)]
        free = [column for column in about if column.nullable and column.id not in keep]
        if len(about) < 2 or len(free) > _MOST_NULLABLE:
            continue
        for count in range(len(free) + 1):
            for chosen in combinations(free, count):
                if _holds(session, recipe, condition, about, chosen):
                    return frozenset(column.id for column in chosen)
    return frozenset()


def _holds(
    session: Session,
    recipe: Recipe,
    condition: str,
    about: Sequence[Column],
    null: Sequence[Column],
) -> bool:
    """Whether the first row satisfies the condition with these columns null."""
    typed = ", ".join(f"%s::{column.type} as {identifier(column.name)}" for column in about)
    query = f"select ({condition.replace('%', '%%')}) from (select {typed}) as each_row"  # noqa: S608 - the survey's and our own checks, run as a guest
    try:
        values = [None if column in null else recipe.value(column, 1) for column in about]
        return session.rows(query, values) == [(True,)]
    except (SqlRefused, Impossible):
        return False


def _speaks_of(condition: str, column: Column) -> bool:
    return any(
        token.text.strip('"') == column.name
        if token.kind == "quoted"
        else token.kind == "word" and token.text.lower() == column.name
        for token in tokens(condition)
    )


def _taken(session: Session, column: Column, conditions: list[str]) -> list[Any]:
    both = " and ".join(f"({condition})" for condition in conditions)
    query = (
        f"select v from unnest(%s::text[]) with ordinality as c(v, n) where "  # noqa: S608 - checked below
        f"(select {both.replace('%', '%%')} from (select c.v::{column.type} as "
        f"{identifier(column.name)}) as each_row)"
    )
    kept = []
    for value in _candidates(column, conditions):
        try:
            kept += [v for (v,) in session.rows(query, ([value],))]
        except SqlRefused:
            continue
    return kept


def _candidates(column: Column, conditions: list[str]) -> list[str]:
    """Made-up values and the constants of the conditions, with their neighbours."""
    made = [str(value_of(column, number)) for number in (1, 2, 3, 10, 100)]
    found: list[str] = []
    for token in (token for condition in conditions for token in tokens(condition)):
        if token.kind == "string":
            found.append(token.text[1:-1].replace("''", "'"))
        elif token.kind == "number" and token.text.isdigit():
            found += [token.text, str(int(token.text) + 1), str(int(token.text) - 1)]
    return list(dict.fromkeys([*made, *found]))[:_MOST_CANDIDATES]
