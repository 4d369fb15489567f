"""What belongs to whom: parts that come or go with their table, changes that change no SQL."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec.structs import replace

from backend_architect.languages.postgresql.names import constraint_name, index_name
from backend_architect.languages.postgresql.write import dependency_order
from backend_architect.migrate.move import Crossing
from backend_architect.model.architecture import Model
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Element

Part: TypeAlias = Column | Key | ForeignKey | Index | Check


def element_of(crossing: Crossing) -> Element:
    """The element a change is about: as it becomes, or as it was if it goes."""
    change = crossing.change
    return crossing.removed or change.after  # type: ignore[union-attr]  # only Removed lacks it


def in_sql(crossing: Crossing) -> bool:
    """Whether the change is about a table, or a part of one, in an SQL store."""
    element = element_of(crossing)
    model = crossing.as_is if crossing.removed else crossing.to_be
    if isinstance(element, Part):
        element = model.get(element.table, Table)
    return isinstance(element, Table) and model.get(element.store, Store).kind == "sql"


def comes_with_table(crossing: Crossing) -> bool:
    """Whether an added part is made together with its new table.

    A foreign key that closes a circle of new tables is not: it comes after all of them.
    """
    part = crossing.added
    return isinstance(part, Part) and _goes_along(crossing.to_be, crossing.as_is, part)


def goes_with_table(crossing: Crossing) -> bool:
    """Whether a removed part goes together with its table."""
    part = crossing.removed
    return isinstance(part, Part) and _goes_along(crossing.as_is, crossing.to_be, part)


def lone_addition(crossing: Crossing, kind: type[Part]) -> bool:
    """Whether a part of that kind comes to a table that is there, or after it."""
    return isinstance(crossing.added, kind) and in_sql(crossing) and not comes_with_table(crossing)


def lone_removal(crossing: Crossing, kind: type[Part]) -> bool:
    """Whether a part of that kind goes and its table stays, or goes after it."""
    return isinstance(crossing.removed, kind) and in_sql(crossing) and not goes_with_table(crossing)


def replacement(crossing: Crossing, kind: type[Element]) -> bool:
    """Whether an element of that kind becomes another in SQL."""
    return isinstance(element_of(crossing), kind) and in_sql(crossing) and changes_sql(crossing)


def changes_sql(crossing: Crossing) -> bool:
    """Whether an alteration of stored data says anything else in SQL than before."""
    if crossing.altered is None:
        return False
    before, after = crossing.altered
    return shape(crossing.as_is, before) != shape(crossing.to_be, after)


def says_the_same(before: Element, after: Element) -> bool:
    """Whether two elements differ only in where they come from and what is written about them."""
    plain = {"origin": before.origin, "doc": "", "tags": (), "renamed_from": ""}
    return replace(before, **plain) == replace(after, **plain)


def refers_to_new_column(crossing: Crossing, key: ForeignKey) -> bool:
    """Whether a foreign key of the to-be Model refers to a column that comes to an existing table:
    one whose rows must be filled first."""
    new = any(crossing.as_is.find(column) is None for column in key.ref_columns)
    return new and crossing.as_is.find(key.ref_table) is not None


def columns_stay(crossing: Crossing, part: ForeignKey | Check) -> bool:
    """Whether all columns of a part of the as-is Model are in the to-be Model under their names;
    for a check, all columns of its table."""
    ids: tuple[str, ...] = tuple(each.id for each in crossing.as_is.columns_of(part.table))
    if isinstance(part, ForeignKey):
        ids = part.columns + part.ref_columns
    for id in ids:
        before, after = crossing.as_is.find(id), crossing.to_be.find(id)
        if before is None or after is None or before.name != after.name:
            return False
    return True


def _goes_along(there: Model, elsewhere: Model, part: Part) -> bool:
    if elsewhere.find(part.table) is not None:
        return False
    return not isinstance(part, ForeignKey) or part not in closing_keys(there, elsewhere)


def lone_tables(there: Model, elsewhere: Model) -> tuple[Table, ...]:
    """The tables of one Model that the other does not have."""
    return tuple(table for table in there.tables if elsewhere.find(table.id) is None)


def closing_keys(there: Model, elsewhere: Model) -> tuple[ForeignKey, ...]:
    """The foreign keys of tables only `there` has that are not part of their CREATE TABLE: those
    that close circles, and those to columns that existing tables do not have `elsewhere`."""
    lone = lone_tables(there, elsewhere)
    ahead = [
        key
        for table in lone
        for key in there.foreign_keys_of(table)
        if elsewhere.find(key.ref_table) and not all(map(elsewhere.find, key.ref_columns))
    ]
    return (*dependency_order(there, lone)[1], *ahead)


def shape(model: Model, element: Element) -> tuple[Any, ...]:
    """What an element of stored data says in SQL, by names: equal shapes, equal SQL."""
    match element:
        case Table():
            return element.schema, element.name
        case Column():
            default = "" if element.identity else element.default
            return element.name, element.type, element.nullable, default, element.identity
        case Key():
            return constraint_name(model, element), element.kind, _names(model, element.columns)
        case ForeignKey():
            target = shape(model, model.get(element.ref_table, Table))
            columns = _names(model, element.columns), _names(model, element.ref_columns)
            return constraint_name(model, element), columns, target, element.on_delete
        case Check():
            return constraint_name(model, element), " ".join(element.expression.split())
        case Index():
            columns = _names(model, element.columns), _names(model, element.include)
            rest = element.unique, element.method or "btree", element.where
            return index_name(model, element), columns, rest
    return ()


def _names(model: Model, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        "-" * id.startswith("-") + model.get(id.removeprefix("-"), Column).name for id in ids
    )
