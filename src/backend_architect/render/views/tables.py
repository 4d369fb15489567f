"""Every table with its columns, keys and indexes.

For whom: people who ask how data is stored, and programs that compare schemas
Sections: a row a column: table, column, type, whether it may be null, its keys, what it refers to
Order: by table, then by the columns' own order
"""

from __future__ import annotations

from collections.abc import Iterable

from backend_architect.languages.mermaid.diagrams import EntityDiagram
from backend_architect.measures.diagrams import tables_picture
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table
from backend_architect.model.element import Noun
from backend_architect.render.view import View, place_of


class ColumnShape(Noun, frozen=True, kw_only=True, omit_defaults=False):
    """A column as it is declared."""

    name: str
    type: str
    nullable: bool
    default: str


class Reference(Noun, frozen=True, kw_only=True, omit_defaults=False):
    """A foreign key, by the names of columns."""

    columns: tuple[str, ...]
    table: str
    ref_columns: tuple[str, ...]


class IndexShape(Noun, frozen=True, kw_only=True, omit_defaults=False):
    """An index; "-" before a column means descending."""

    name: str
    columns: tuple[str, ...]
    unique: bool


class TableShape(Noun, frozen=True, kw_only=True, omit_defaults=False):
    """A table. `file` and `line` are where it is written first."""

    name: str
    schema: str
    store: str
    columns: tuple[ColumnShape, ...]
    primary_key: tuple[str, ...]
    uniques: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[Reference, ...]
    indexes: tuple[IndexShape, ...]
    file: str
    line: int


def _tables(model: Model) -> tuple[TableShape, ...]:
    found = (_table(model, table) for table in model.tables)
    return tuple(sorted(found, key=lambda each: (each.name, each.schema, each.store)))


def _table(model: Model, table: Table) -> TableShape:
    primary = model.primary_key_of(table)
    file, line = place_of(model, table)
    uniques = (key.columns for key in model.keys_of(table) if key.kind == "unique")
    return TableShape(
        name=table.name,
        schema=table.schema,
        store=table.store,
        columns=tuple(_column(each) for each in model.columns_of(table)),
        primary_key=_names(model, primary.columns) if primary else (),
        uniques=tuple(sorted(_names(model, columns) for columns in uniques)),
        foreign_keys=tuple(
            Reference(
                columns=_names(model, key.columns),
                table=_names(model, (key.ref_table,))[0],
                ref_columns=_names(model, key.ref_columns),
            )
            for key in model.foreign_keys_of(table)
        ),
        indexes=tuple(
            IndexShape(name=each.name, columns=_names(model, each.columns), unique=each.unique)
            for each in model.indexes_of(table)
        ),
        file=file,
        line=line,
    )


def _column(column: Column) -> ColumnShape:
    return ColumnShape(
        name=column.name, type=column.type, nullable=column.nullable, default=column.default
    )


def _names(model: Model, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of elements; "-" before an id stays before its name."""
    return tuple(("-" if id.startswith("-") else "") + _name(model, id.lstrip("-")) for id in ids)


def _name(model: Model, id: str) -> str:
    element = model.find(id)
    return element.name if element is not None else id


def _rows(model: Model) -> Iterable[tuple[str, ...]]:
    for table in _tables(model):
        refers = {reference.columns: reference for reference in table.foreign_keys}
        for column in table.columns:
            marks = _marks(table, column.name)
            reference = refers.get((column.name,))
            to = f"{reference.table}.{','.join(reference.ref_columns)}" if reference else ""
            null = "null" if column.nullable else "not null"
            place = f"{table.file}:{table.line}"
            yield table.name, column.name, column.type, null, " ".join(marks), to, place


def _marks(table: TableShape, column: str) -> tuple[str, ...]:
    """Which keys a column is part of."""
    primary = ("primary",) if column in table.primary_key else ()
    unique = ("unique",) if any(column in columns for columns in table.uniques) else ()
    indexed = ("index",) if any(column in each.columns for each in table.indexes) else ()
    return (*primary, *unique, *indexed)


def _diagram(model: Model) -> EntityDiagram:
    return tables_picture(model, model.tables)


VIEW = View(
    "tables",
    ("Table", "Column", "Type", "Null", "Keys", "Refers to", "Place"),
    _tables,
    _rows,
    _diagram,
)
