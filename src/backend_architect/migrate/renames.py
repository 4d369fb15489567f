"""Tables that get another name: what they looked like, under their new name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from backend_architect.migrate.belonging import shape
from backend_architect.model.architecture import Model, compose
from backend_architect.model.changes import Altered, diff
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Query, Table
from backend_architect.model.element import Element

_PARTS = (Column, Key, ForeignKey, Index, Check, Query)
_FIELDS = ("table", "columns", "ref_table", "ref_columns", "include", "filters", "sorts")


def renamed_tables(as_is: Model, to_be: Model) -> tuple[Altered, ...]:
    """The changes that give a table another name or schema."""
    return tuple(
        change
        for change in diff(as_is, to_be).changes
        if isinstance(change, Altered)
        and isinstance(change.before, Table)
        and shape(as_is, change.before) != shape(to_be, change.after)
    )


def carried(as_is: Model, to_be: Model) -> tuple[Model, Model]:
    """Both Models as they stand once the tables are renamed.

    In the first, renamed tables and their parts bear the new names and ids. In the second,
    `renamed_from` speaks of those ids. Otherwise a renamed table's columns would look dropped and
    made again.
    """
    changes = renamed_tables(as_is, to_be)
    ids = _new_ids(as_is, changes)
    tables = {change.before.id: change.after for change in changes}
    before = [_carried(element, ids, tables) for element in as_is.elements()]
    after = [
        msgspec.structs.replace(element, renamed_from=ids[element.renamed_from])
        if element.renamed_from in ids
        else element
        for element in to_be.elements()
    ]
    return compose(as_is.head, before), compose(to_be.head, after)


def _new_ids(as_is: Model, changes: tuple[Altered, ...]) -> dict[str, str]:
    """From the ids of renamed tables and of their parts to the new ones."""
    ids = {change.before.id: change.after.id for change in changes}
    for element in as_is.elements():
        if isinstance(element, _PARTS) and element.table in ids:
            tail = element.id.removeprefix(element.table)
            ids[element.id] = ids[element.table] + tail if tail != element.id else element.id
    return ids


def _carried(element: Element, ids: Mapping[str, str], tables: Mapping[str, Element]) -> Element:
    if element.id in tables:
        return tables[element.id]
    if not isinstance(element, _PARTS):
        return element
    fields: dict[str, Any] = {"id": ids.get(element.id, element.id)}
    for field in _FIELDS:
        value = getattr(element, field, None)
        if isinstance(value, str):
            fields[field] = ids.get(value, value)
        elif value:
            fields[field] = tuple(_new_id(id, ids) for id in value)
    return msgspec.structs.replace(element, **fields)


def _new_id(id: str, ids: Mapping[str, str]) -> str:
    bare = id.removeprefix("-")
    return "-" * (bare != id) + ids.get(bare, bare)
