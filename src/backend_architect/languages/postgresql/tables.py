"""CREATE TABLE: each part is read by itself, and one that is not understood hides no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend_architect.languages.postgresql import alter, columns, constraints
from backend_architect.languages.postgresql.cursor import Cursor, NotUnderstood
from backend_architect.languages.postgresql.operations import (
    ColumnDefinition,
    ConstraintDefinition,
    CreateTable,
    IndexDefinition,
    Operation,
    TableName,
    Unread,
)


def create_table(cursor: Cursor, modifiers: frozenset[str]) -> Iterator[Operation]:
    """Read CREATE TABLE from behind its second word. Raises `NotUnderstood` without a name."""
    missing = cursor.accept("IF", "NOT", "EXISTS")
    table = cursor.table_name()
    parent = cursor.table_name() if cursor.accept("PARTITION", "OF") else None
    body = _Body(table)
    if cursor.ahead("("):
        body.add(cursor.group_items())
    elif parent is None:
        body.refuse(cursor, "the columns are not written here")
    if _takes_columns(cursor) and not body.unread:
        body.refuse(cursor, "columns are taken from another table or a query")
    yield CreateTable(
        table=table,
        columns=tuple(body.columns),
        constraints=tuple(body.constraints),
        indexes=tuple(body.indexes),
        partition_of=parent,
        temporary=bool(modifiers & {"TEMP", "TEMPORARY"}),
        if_not_exists=missing,
        lines=cursor.all_lines,
    )
    yield from body.unread


def _takes_columns(cursor: Cursor) -> bool:
    cursor.skip_until(lambda token: token.upper in ("INHERITS", "SELECT"))
    return not cursor.done


class _Body:
    """What stands between the brackets of CREATE TABLE."""

    def __init__(self, table: TableName) -> None:
        self.table = table
        self.columns: list[ColumnDefinition] = []
        self.constraints: list[ConstraintDefinition] = []
        self.indexes: list[IndexDefinition] = []
        self.unread: list[Unread] = []

    def add(self, items: Iterable[Cursor]) -> None:
        for item in items:
            try:
                self._add(item)
            except NotUnderstood as trouble:
                self.refuse(item, str(trouble))

    def refuse(self, place: Cursor, reason: str) -> None:
        self.unread.append(Unread(lines=place.all_lines, reason=f"{reason}."))

    def _add(self, item: Cursor) -> None:
        if item.accept("LIKE"):
            raise NotUnderstood("columns are taken from another table")
        if item.ahead("FAMILY") and item.tokens[-1].text == ")":  # CockroachDB: about storage
            return
        if inline := alter.inline_index(item, self.table):
            self.indexes.append(inline)
        elif item.any_ahead(alter.CONSTRAINT_WORDS) and (found := constraints.constraint(item)):
            self.constraints.append(found)
        else:
            defined = columns.column(item)
            self.columns.append(defined.column)
            self.constraints.extend(defined.constraints)
