"""Definitions of indexes, as CREATE INDEX and MySQL's CREATE TABLE write them."""

from __future__ import annotations

from backend_architect.languages.postgresql.cursor import Cursor, NotUnderstood
from backend_architect.languages.postgresql.operations import IndexDefinition, IndexPart, TableName

_INDEX_WORDS = frozenset({"ASC", "DESC", "NULLS", "COLLATE"})


def index(cursor: Cursor, table: TableName, *, name: str, unique: bool) -> IndexDefinition:
    """Read an index from its method or its columns on, to the end. Raises `NotUnderstood`."""
    start = cursor.index
    method = cursor.name().lower() if cursor.accept("USING") else "btree"
    parts = tuple(_part(item) for item in cursor.group_items())
    if not parts:
        raise NotUnderstood("an index without columns")
    include: tuple[str, ...] = ()
    where = ""
    while not cursor.done:
        if cursor.accept("INCLUDE"):
            include = cursor.names()
        elif cursor.accept("WHERE"):
            where = cursor.sql()
            cursor.index = len(cursor.tokens)
        elif cursor.accept("USING"):
            method = cursor.name().lower()
        else:
            cursor.take()
    return IndexDefinition(
        table=table,
        parts=parts,
        name=name,
        unique=unique,
        method=method,
        where=where,
        include=include,
        lines=cursor.lines(start),
    )


def _part(item: Cursor) -> IndexPart:
    start = item.index
    column, expression = "", ""
    if item.ahead("("):
        expression = item.sql(item.skip_group())
    else:
        column = item.name()
        if item.ahead("("):
            bounds = item.skip_group()
            prefix = item.dialect == "mysql" and item.within(bounds).token.kind == "number"
            if not prefix:
                column, expression = "", item.sql((start, item.index))
        elif not (item.done or item.token.kind in ("word", "quoted")):
            item.skip_until(lambda token: token.upper in _INDEX_WORDS)
            column, expression = "", item.sql((start, item.index))
    item.skip_until(lambda token: token.upper in ("ASC", "DESC"))
    return IndexPart(column=column, expression=expression, descending=item.accept("DESC"))
