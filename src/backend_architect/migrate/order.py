"""The order of steps within a phase: what something stands on comes before it."""

from __future__ import annotations

from backend_architect.languages.postgresql.write import dependency_order
from backend_architect.migrate.belonging import comes_with_table, element_of
from backend_architect.migrate.move import Crossing
from backend_architect.model.architecture import COLLECTIONS, Model
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Element
from backend_architect.model.route import PhaseKind

#: Stored data in the order it is made; it is taken away in the reverse order.
_STORED: tuple[type[Element], ...] = (Store, Table, Column, Check, Key, ForeignKey, Index)
_OTHERS = [kind for kind in COLLECTIONS if kind not in _STORED]

Rank = tuple[int, int, int, str]


class Order:
    """Ranks of changes between two Models, tables by the foreign keys between them."""

    def __init__(self, as_is: Model, to_be: Model) -> None:
        gone = [table for table in as_is.tables if to_be.find(table.id) is None]
        tables = (*dependency_order(to_be, to_be.tables)[0], *dependency_order(as_is, gone)[0])
        self._positions = {table.id: position for position, table in enumerate(tables)}

    def rank(self, phase: PhaseKind, crossing: Crossing) -> Rank:
        """What to sort a change's steps of one phase by.

        What goes, goes in the reverse order and before what takes its place; in `contract` that
        is also true of the old side of what changes, and code leaves the data first.
        """
        element = element_of(crossing)
        kind = _kind(crossing, element)
        position = self._positions.get(getattr(element, "table", element.id), -1)
        leaves = crossing.removed or (phase == "contract" and not crossing.added)
        if leaves:
            return _band(crossing, element), -kind, -position, element.id
        return 2, kind, position * 2 + isinstance(element, Index), element.id


def _band(crossing: Crossing, element: Element) -> int:
    """What stands on columns leaves before columns and tables do; so does the view under a renamed
    table's old name."""
    view = isinstance(element, Table) and crossing.altered
    return 1 if isinstance(element, Column | Table) and not view else 0


def _kind(crossing: Crossing, element: Element) -> int:
    if isinstance(element, Table) and crossing.altered:
        return -1
    if comes_with_table(crossing):
        return _STORED.index(Table)
    if type(element) in _STORED:
        return _STORED.index(type(element))
    return len(_STORED) + _OTHERS.index(type(element))
