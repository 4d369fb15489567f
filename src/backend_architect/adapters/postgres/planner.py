"""Make the planner believe in rows that are not there.

The files of an empty table and of its indexes are stretched to the size they would have, as sparse
files that take no disk, and statistics are written (PostgreSQL 18). The planner asks the file for
its size and the statistics for the rest. Indexes are taken as full, a partial one too; the table as
vacuumed lately.
"""

from __future__ import annotations

import math
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from backend_architect.adapters.postgres.guest import Guest
from backend_architect.errors import Misused
from backend_architect.ports.lab import ColumnStatistics

PAGE_BYTES = 8192
_SEGMENT_BYTES = 1 << 30
_MOST_PAGES = 1 << 31
_ROW_OVERHEAD = 28
_ENTRY_OVERHEAD = 12
_BTREE_FULLNESS = 0.9
_BRIN_PAGES_A_RANGE = 128
_BRIN_RANGES_A_PAGE = 100
_UNKNOWN_WIDTH = 8
_FILE = re.compile(r"base/\d+/\d+")

# `pg_partition_tree` is empty for an ordinary table.
_RELATIONS = """
with whole as (select relid from pg_partition_tree(%s) union select %s)
select c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, 'heap',
       coalesce(pg_relation_filepath(c.oid), ''), '{}'::text[]
from whole p join pg_class c on c.oid = p.relid
join pg_namespace n on n.oid = c.relnamespace
union all
select i.indexrelid::bigint, n.nspname, c.relname, c.relkind::text, m.amname,
       coalesce(pg_relation_filepath(i.indexrelid), ''),
       array(select a.attname::text from pg_attribute a where a.attrelid = i.indrelid
             and a.attnum = any (i.indkey::smallint[]))
from whole p join pg_index i on i.indrelid = p.relid
join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
join pg_am m on m.oid = c.relam
"""

# One statement for all relations, and one for all columns: each way to the server and back takes
# longer than the work itself.
_DESCRIBE = """
select pg_restore_relation_stats('schemaname', s, 'relname', r, 'relpages', pages,
       'reltuples', tuples, 'relallvisible', visible)
from unnest(%s::text[], %s::text[], %s::int[], %s::real[], %s::int[])
     as t (s, r, pages, tuples, visible)
"""
_DESCRIBE_COLUMNS = """
select pg_restore_attribute_stats('schemaname', s, 'relname', r, 'attname', a, 'inherited', i,
       'null_frac', nulls, 'avg_width', width, 'n_distinct', n)
from unnest(%s::text[], %s::text[], %s::text[], %s::boolean[], %s::real[], %s::int[], %s::real[])
     as t (s, r, a, i, nulls, width, n)
"""


class Asked(Protocol):
    """What the planner's facts are read from and written to."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one query."""


@dataclass(frozen=True)
class _Relation:
    oid: int
    schema: str
    name: str
    kind: str
    method: str
    file: str
    columns: list[str]

    @property
    def is_parent(self) -> bool:
        return self.kind in ("p", "I")


def pretend(
    session: Asked,
    data: Path,
    guest: Guest,
    oid: int,
    rows: int,
    columns: Sequence[ColumnStatistics],
    row_width: int,
) -> None:
    """Stretch and describe the table `oid`; the leaves of a partitioned one share the rows evenly.

    Raises `SqlRefused`, and `Misused` for a size that no table can have.
    """
    relations = [_Relation(*row) for row in session.rows(_RELATIONS, (oid, oid))]
    leaves = sum(one.kind == "r" for one in relations) or 1
    widths = {column.column: column.average_width for column in columns}
    sizes = []
    for relation in relations:
        share = rows if relation.is_parent else math.ceil(rows / leaves)
        pages = _pages(relation, share, row_width, widths)
        if relation.file:
            _stretch(data, relation.file, pages, guest)
        sizes.append(_size(relation, share, pages))
    session.rows(_DESCRIBE, [list(each) for each in zip(*sizes, strict=True)])
    heaps = [relation for relation in relations if relation.method == "heap"]
    spreads = [_spread(relation, column) for relation in heaps for column in columns]
    if spreads:
        session.rows(_DESCRIBE_COLUMNS, [list(each) for each in zip(*spreads, strict=True)])


def _pages(relation: _Relation, rows: int, row_width: int, widths: dict[str, int]) -> int:
    heap = math.ceil(rows / max(1, (PAGE_BYTES - 24) // (row_width + _ROW_OVERHEAD)))
    pages = heap
    if relation.method == "brin":
        pages = 2 + heap // (_BRIN_PAGES_A_RANGE * _BRIN_RANGES_A_PAGE)
    elif relation.method != "heap":
        width = sum(widths.get(name, _UNKNOWN_WIDTH) for name in relation.columns)
        entry = (width or _UNKNOWN_WIDTH) + _ENTRY_OVERHEAD
        pages = 1 + math.ceil(rows * entry / (PAGE_BYTES * _BTREE_FULLNESS))
    if rows < 0 or pages > _MOST_PAGES:
        raise Misused(f"{relation.name}: a table cannot have {rows} rows of {row_width} bytes.")
    return pages


def _stretch(data: Path, file: str, pages: int, guest: Guest) -> None:
    """Give a relation's file this many pages, in segments of 1 GiB."""
    if not _FILE.fullmatch(file):
        raise Misused(f"{file}: not the file of an ordinary relation.")
    size = max(pages, 1) * PAGE_BYTES
    segment = 0
    path = data / file
    while size > 0 or path.exists():
        _resize(path, min(size, _SEGMENT_BYTES), guest)
        size = max(0, size - _SEGMENT_BYTES)
        segment += 1
        path = data / f"{file}.{segment}"


def _resize(path: Path, size: int, guest: Guest) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
            raise Misused(f"{path.name}: not a file of its own.")
        os.ftruncate(handle, size)
        if guest.switched:
            os.fchown(handle, guest.uid, guest.gid)
    finally:
        os.close(handle)


def _size(relation: _Relation, rows: int, pages: int) -> tuple[str, str, int, float, int]:
    # A parent has no pages of its own; -1 is how the server itself marks that it was counted.
    shown = -1 if relation.is_parent else pages
    visible = pages if relation.method == "heap" and not relation.is_parent else 0
    return relation.schema, relation.name, shown, float(rows), visible


def _spread(
    relation: _Relation, column: ColumnStatistics
) -> tuple[str, str, str, bool, float, int, float]:
    return (
        relation.schema,
        relation.name,
        column.column,
        relation.is_parent,
        float(column.null_fraction),
        column.average_width,
        float(column.distinct),
    )
