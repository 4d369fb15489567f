"""A catalog compared with a Model, element by element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from backend_architect.languages.postgresql.names import constraint_name, identifier, index_name
from backend_architect.languages.postgresql.tokens import tokens
from backend_architect.model.architecture import Model
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Table
from backend_architect.ports.lab import (
    Catalog,
    CatalogColumn,
    CatalogConstraint,
    CatalogIndex,
    Session,
)

#: What a part is called by, and what is said of it: both sides are brought to this form.
Said: TypeAlias = dict[str, str]
_Entry: TypeAlias = CatalogColumn | CatalogConstraint | CatalogIndex
_Part: TypeAlias = Column | Key | ForeignKey | Index | Check

_CANONICAL = """
select t, pg_catalog.format_type(pg_catalog.to_regtype(t), pg_catalog.to_regtypemod(t))
from unnest(%s::text[]) as t where pg_catalog.to_regtype(t) is not null
"""


def differences(
    model: Model, tables: Iterable[Table], catalog: Catalog, session: Session, absent: Iterable[str]
) -> tuple[str, ...]:
    """One sentence for each part that only one side has, or has otherwise. Parts in `absent` are
    left out of the comparison."""
    chosen, left_out = tuple(tables), frozenset(absent)
    wanted = _of_model(model, chosen, session, left_out)
    names = {_key(table) for table in chosen}
    found = _of_catalog(catalog, names)
    return tuple(_compared(wanted, found))


def count_parts(model: Model, tables: Iterable[Table], absent: Iterable[str]) -> int:
    """How many parts are compared."""
    left_out = frozenset(absent)
    return sum(1 for table in tables for part in _parts(model, table) if part.id not in left_out)


def catalogs_differ(before: Catalog, after: Catalog) -> tuple[str, ...]:
    """One sentence for each entry that only one of two catalogs has."""
    sides = [_entries(before), _entries(after)]
    gone = [f"only before: {entry}" for entry in sorted(sides[0] - sides[1])]
    come = [f"only after: {entry}" for entry in sorted(sides[1] - sides[0])]
    return tuple(gone + come)


def _entries(catalog: Catalog) -> set[str]:
    parts: list[_Entry] = [*catalog.columns, *catalog.constraints, *catalog.indexes]
    return {f"table {name}" for name in catalog.tables} | {*catalog.others} | {*map(_line, parts)}


def _line(part: _Entry) -> str:
    match part:
        case CatalogColumn():
            nullable = "" if part.nullable else " not null"
            default = " identity" if part.identity else f" default {part.default}"
            tail = default if part.identity or part.default else ""
            return f"column {part.table}.{part.name} {part.type}{nullable}{tail}"
        case CatalogConstraint():
            valid = "" if part.validated else " (not validated)"
            return f"constraint {part.name} on {part.table}: {part.definition}{valid}"
        case CatalogIndex():
            valid = "" if part.valid else " (invalid)"
            return f"index {part.definition}{valid}"


# ---------------------------------------------------------------- the Model's side


def _of_model(
    model: Model, tables: tuple[Table, ...], session: Session, absent: frozenset[str]
) -> Said:
    parts = [part for table in tables for part in _parts(model, table) if part.id not in absent]
    types = _canonical_types(session, [part for part in parts if isinstance(part, Column)])
    made = {f"table {_key(t)}": "there" for t in tables if t.id not in absent}
    return made | dict(_said(model, part, types) for part in parts)


def _parts(model: Model, table: Table) -> Iterator[_Part]:
    yield from model.columns_of(table)
    yield from model.keys_of(table)
    yield from model.foreign_keys_of(table)
    yield from model.indexes_of(table)
    yield from model.checks_of(table)


def _canonical_types(session: Session, columns: list[Column]) -> dict[str, str]:
    """PostgreSQL's own words for a type. `serial` is none: it stays, and differs from what is
    made of it."""
    return dict(session.rows(_CANONICAL, (sorted({column.type for column in columns}),)))


def _said(model: Model, part: _Part, types: dict[str, str]) -> tuple[str, str]:
    table = _key(model.get(part.table, Table))
    match part:
        case Column():
            return _column(model, table, part, types.get(part.type, part.type))
        case Index():
            lists = _names(model, part.columns), _names(model, part.include), part.method or "btree"
            rest = part.unique, _constants(part.where, _columns(model, part.table))
            return f"index {index_name(model, part)} on {table}", f"{lists} {rest}"
        case Key():
            return _constraint(model, table, part, f"{part.kind} {_plain(model, part.columns)}")
        case ForeignKey():
            target = _key(model.get(part.ref_table, Table))
            pairs = f"{_plain(model, part.columns)} to {target} {_plain(model, part.ref_columns)}"
            return _constraint(model, table, part, f"foreign {pairs} on delete {part.on_delete}")
        case Check():
            said = _constants(part.expression, _columns(model, part.table))
            return _constraint(model, table, part, f"check {said}")


def _column(model: Model, table: str, column: Column, type: str) -> tuple[str, str]:
    primary = model.primary_key_of(column.table)
    nullable = column.nullable and not (primary and column.id in primary.columns)
    default = bool(column.default) and not column.identity
    return f"column {table}.{column.name}", _column_said(
        type, nullable=nullable, default=default, identity=column.identity
    )


def _column_said(type: str, *, nullable: bool, default: bool, identity: bool) -> str:
    words = [type, "" if nullable else "not null", "default" if default else ""]
    return " ".join(word for word in (*words, "identity" if identity else "") if word)


def _constraint(
    model: Model, table: str, part: Key | ForeignKey | Check, said: str
) -> tuple[str, str]:
    return f"constraint {constraint_name(model, part)} on {table}", said


def _plain(model: Model, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(model.get(id, Column).name for id in ids)


def _names(model: Model, ids: Iterable[str]) -> tuple[str, ...]:
    """As an index's definition prints them, "-" before a descending one."""
    return tuple(
        "-" * id.startswith("-") + identifier(model.get(id.removeprefix("-"), Column).name)
        for id in ids
    )


def _columns(model: Model, table: str) -> frozenset[str]:
    return frozenset(column.name for column in model.columns_of(table))


def _key(table: Table) -> str:
    return table.name if table.schema in ("", "public") else f"{table.schema}.{table.name}"


def _constants(expression: str, columns: frozenset[str]) -> tuple[str, ...]:
    """The columns and constants of a condition, sorted: what PostgreSQL keeps as it is written."""
    kept: set[str] = set()
    for token in tokens(expression):
        name = token.text.strip('"') if token.kind == "quoted" else token.text.lower()
        if token.kind in ("string", "number"):
            kept.add(token.text)
        elif token.kind in ("word", "quoted") and name in columns:
            kept.add(name)
    return tuple(sorted(kept))


# ---------------------------------------------------------------- the catalog's side


def _of_catalog(catalog: Catalog, tables: set[str]) -> Said:
    columns: dict[str, set[str]] = {}
    for column in catalog.columns:
        columns.setdefault(column.table, set()).add(column.name)
    said: Said = {f"table {name}": "there" for name in catalog.tables if name in tables}
    for column in (each for each in catalog.columns if each.table in tables):
        said[f"column {column.table}.{column.name}"] = _column_said(
            column.type,
            nullable=column.nullable,
            default=bool(column.default),
            identity=column.identity,
        )
    for constraint in (each for each in catalog.constraints if each.table in tables):
        name = f"constraint {constraint.name} on {constraint.table}"
        said[name] = _catalog_constraint(constraint, frozenset(columns.get(constraint.table, ())))
    for index in (each for each in catalog.indexes if each.table in tables):
        lists = index.columns, index.include, index.method
        rest = index.unique, _constants(index.where, frozenset(columns.get(index.table, ())))
        said[f"index {index.name} on {index.table}"] = f"{lists} {rest}"
    return said


def _catalog_constraint(constraint: CatalogConstraint, columns: frozenset[str]) -> str:
    if constraint.kind == "foreign":
        pairs = f"{constraint.columns} to {constraint.ref_table} {constraint.ref_columns}"
        return f"foreign {pairs} on delete {constraint.on_delete}"
    if constraint.kind == "check":
        return f"check {_constants(constraint.definition, columns)}"
    return f"{constraint.kind} {constraint.columns}"


def _compared(wanted: Said, found: Said) -> Iterator[str]:
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield f"{name}: in the Model ({wanted[name]}), not in the database."
        elif name not in wanted:
            yield f"{name}: in the database ({found[name]}), not in the Model."
        elif wanted[name] != found[name]:
            yield f"{name}: {wanted[name]} in the Model, {found[name]} in the database."
