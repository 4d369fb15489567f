"""Stored data in PostgreSQL's words: stores, tables, columns, keys, indexes, queries.

Columns, keys and indexes are elements of their own, so that each has its own evidence and a change
to one of them is one change.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

StoreKind: TypeAlias = Literal["sql", "document", "key-value", "cache", "search", "blob"]
OnDelete: TypeAlias = Literal["no action", "restrict", "cascade", "set null", "set default"]
KeyKind: TypeAlias = Literal["primary", "unique"]
QueryVerb: TypeAlias = Literal["select", "insert", "update", "delete"]


class Store(Element, frozen=True, kw_only=True):
    """A database, cache or bucket. `pool_max` is the most connections one process opens."""

    technology: str
    kind: StoreKind = "sql"
    service: str = ""
    pool_max: int | None = None


class Table(Element, frozen=True, kw_only=True):
    """A table. `rows` is the number of rows to plan for; `entity` the class that maps it."""

    store: str
    schema: str = ""
    rows: int | None = None
    entity: str = ""


class Column(Element, frozen=True, kw_only=True):
    """A column. `type` is in PostgreSQL's words as `format_type` prints them."""

    table: str
    position: int
    type: str
    nullable: bool = False
    default: str = ""
    identity: bool = False
    classification: str = ""


class Key(Element, frozen=True, kw_only=True):
    """A primary key or a unique constraint over `columns` (ids, in order)."""

    table: str
    columns: tuple[str, ...]
    kind: KeyKind = "primary"


class ForeignKey(Element, frozen=True, kw_only=True):
    """`columns` of `table` refer to `ref_columns` of `ref_table` (ids, pairwise)."""

    table: str
    columns: tuple[str, ...]
    ref_table: str
    ref_columns: tuple[str, ...]
    on_delete: OnDelete = "no action"


class Index(Element, frozen=True, kw_only=True):
    """An index over `columns` (ids, in order; "-" before an id means descending)."""

    table: str
    columns: tuple[str, ...]
    unique: bool = False
    method: str = "btree"
    where: str = ""
    include: tuple[str, ...] = ()


class Check(Element, frozen=True, kw_only=True):
    """A check constraint; `expression` is SQL over the table's column names."""

    table: str
    expression: str


class Query(Element, frozen=True, kw_only=True):
    """An access to one table found in code: who runs it, by which columns, in which order.

    `limited` is False when nothing bounds the number of rows it returns, `looped` is True when it
    runs once per element of a loop. `operation` is the endpoint that leads to it, where known.
    """

    verb: QueryVerb
    table: str
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    limited: bool = False
    single: bool = False
    looped: bool = False
    function: str = ""
    operation: str = ""
