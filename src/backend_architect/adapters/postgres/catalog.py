"""What `pg_catalog` holds of a guest's making, normalised: the same on every supported version.

What an extension brought along is left out; the extension itself has a line.
"""

from __future__ import annotations

from typing import Any, Protocol

from backend_architect.adapters.postgres.catalog_others import OTHERS
from backend_architect.ports.lab import (
    Catalog,
    CatalogColumn,
    CatalogConstraint,
    CatalogIndex,
)

_RELATIONS = """
with relation as (
  select c.oid, c.relkind,
         case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                    and d.objid = c.oid and d.deptype = 'e')
)
"""

_TABLES = "select name::text from relation where relkind in ('r', 'p')"

_COLUMNS = """
select t.name::text, a.attname::text, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
       case a.attgenerated when '' then coalesce(pg_get_expr(d.adbin, d.adrelid), '')
            when 's' then 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
            else 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') virtual' end,
       a.attidentity <> ''
from relation t
join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
where t.relkind in ('r', 'p')
"""

_CONSTRAINTS = """
select t.name::text, c.conname::text,
       case c.contype when 'p' then 'primary' when 'u' then 'unique' when 'f' then 'foreign'
                      when 'c' then 'check' else 'exclude' end,
       array(select coalesce(a.attname, '')::text from unnest(c.conkey) with ordinality k(num, at)
             left join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num
             order by k.at),
       pg_get_constraintdef(c.oid), coalesce(r.name, '')::text,
       array(select a.attname::text from unnest(c.confkey) with ordinality k(num, at)
             join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num
             order by k.at),
       case when c.contype <> 'f' then ''
            else case c.confdeltype when 'a' then 'no action' when 'r' then 'restrict'
                 when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end end,
       c.convalidated
from pg_constraint c
join relation t on t.oid = c.conrelid
left join relation r on r.oid = c.confrelid
where c.contype in ('p', 'u', 'f', 'c', 'x')
"""

_INDEXES = """
select t.name::text, c.relname::text,
       array(select case when i.indoption[k - 1] & 1 = 1 then '-' else '' end
                    || pg_get_indexdef(i.indexrelid, k, true)
             from generate_series(1, i.indnkeyatts) k order by k),
       i.indisunique, m.amname::text, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
       array(select pg_get_indexdef(i.indexrelid, k, true)
             from generate_series(i.indnkeyatts + 1, i.indnatts) k order by k),
       i.indisvalid, pg_get_indexdef(i.indexrelid)
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_am m on m.oid = c.relam
join relation t on t.oid = i.indrelid and t.relkind in ('r', 'p', 'm')
where not exists (select from pg_constraint k where k.conindid = i.indexrelid
                  and k.contype in ('p', 'u', 'x'))
"""


class Reader(Protocol):
    """What can be asked."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of one query."""


def read_catalog(session: Reader) -> Catalog:
    """The catalog as the session sees it; it must have "public" alone as its search path."""
    return Catalog(
        tables=tuple(sorted(name for (name,) in session.rows(_RELATIONS + _TABLES))),
        columns=tuple(sorted(map(_column, session.rows(_RELATIONS + _COLUMNS)))),
        constraints=tuple(sorted(map(_constraint, session.rows(_RELATIONS + _CONSTRAINTS)))),
        indexes=tuple(sorted(map(_index, session.rows(_RELATIONS + _INDEXES)))),
        others=tuple(sorted(_one_line(line) for (line,) in session.rows(OTHERS))),
    )


def _column(row: tuple[Any, ...]) -> CatalogColumn:
    table, name, type_, nullable, default, identity = row
    return CatalogColumn(
        table=table, name=name, type=type_, nullable=nullable, default=default, identity=identity
    )


def _constraint(row: tuple[Any, ...]) -> CatalogConstraint:
    table, name, kind, columns, definition, ref_table, ref_columns, on_delete, validated = row
    return CatalogConstraint(
        table=table,
        name=name,
        kind=kind,
        columns=tuple(columns),
        definition=definition,
        ref_table=ref_table,
        ref_columns=tuple(ref_columns),
        on_delete=on_delete,
        validated=validated,
    )


def _index(row: tuple[Any, ...]) -> CatalogIndex:
    table, name, columns, unique, method, where, include, valid, definition = row
    return CatalogIndex(
        table=table,
        name=name,
        columns=tuple(columns),
        unique=unique,
        method=method,
        where=where,
        include=tuple(include),
        valid=valid,
        definition=definition,
    )


def _one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
