"""The query for everything of a schema that is no table, column, constraint or index.

One row of text for each thing: its kind, its name, its definition.
"""

from __future__ import annotations

_PARTS = (
    "select 'schema ' || nspname from own_schema where nspname <> 'public'",
    "select 'extension ' || extname || ' ' || extversion from pg_extension where oid >= 16384",
    # What a table has beside its columns.
    """
    select 'table ' || r.name || ': ' || concat_ws(', ',
           case c.relpersistence when 'u' then 'unlogged' end,
           case when c.relrowsecurity then 'row security' end,
           case when c.relforcerowsecurity then 'forced row security' end,
           nullif(array_to_string(c.reloptions, ', '), ''),
           'partitioned by ' || pg_get_partkeydef(c.oid),
           'below ' || (select string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno)
                        from pg_inherits i where i.inhrelid = c.oid),
           pg_get_expr(c.relpartbound, c.oid))
    from relation r join pg_class c using (oid)
    where c.relkind in ('r', 'p')
      and (c.relpersistence = 'u' or c.relrowsecurity or c.relforcerowsecurity
           or c.reloptions is not null or c.relkind = 'p'
           or exists (select from pg_inherits i where i.inhrelid = c.oid))
    """,
    """
    select 'collation ' || r.name || '.' || a.attname || ': ' || a.attcollation::regcollation
    from relation r join pg_attribute a on a.attrelid = r.oid join pg_type t on t.oid = a.atttypid
    where r.relkind in ('r', 'p') and not a.attisdropped and a.attcollation <> t.typcollation
    """,
    """
    select case r.relkind when 'm' then 'materialized view ' else 'view ' end
           || r.name || ': ' || pg_get_viewdef(r.oid)
    from relation r where r.relkind in ('v', 'm')
    """,
    # An identity column's sequence is part of the column.
    """
    select 'sequence ' || r.name || ': ' || format_type(s.seqtypid, null) || ' start ' || s.seqstart
           || ' increment ' || s.seqincrement || ' from ' || s.seqmin || ' to ' || s.seqmax
           || ' cache ' || s.seqcache || case when s.seqcycle then ' cycle' else '' end
           || coalesce(' owned by ' || d.refobjid::regclass || '.' || a.attname, '')
    from relation r join pg_sequence s on s.seqrelid = r.oid
    left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = r.oid
         and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.deptype is distinct from 'i'
    """,
    """
    select 'type ' || t.oid::regtype || ': ' || case t.typtype
      when 'e' then 'enum ' || (select string_agg(quote_literal(e.enumlabel), ', '
                                       order by e.enumsortorder) from pg_enum e
                                where e.enumtypid = t.oid)
      when 'd' then 'domain ' || concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
                    'default ' || t.typdefault, case when t.typnotnull then 'not null' end,
                    (select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname)
                     from pg_constraint k where k.contypid = t.oid and k.contype = 'c'))
      when 'c' then 'composite ' || (select string_agg(
                    a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                    order by a.attnum) from pg_attribute a
                    where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
      else 'range ' || (select format_type(g.rngsubtype, null) from pg_range g
                        where g.rngtypid = t.oid) end
    from pg_type t join own_schema n on n.oid = t.typnamespace
    left join pg_class c on c.oid = t.typrelid
    where (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and c.relkind = 'c')
      and not exists (select from of_extension x where x.classid = 'pg_type'::regclass
                      and x.objid = t.oid)
    """,
    """
    select 'function ' || p.oid::regprocedure || ': '
           || case p.prokind when 'a' then 'aggregate' else pg_get_functiondef(p.oid) end
    from pg_proc p join own_schema n on n.oid = p.pronamespace
    where not exists (select from of_extension x where x.classid = 'pg_proc'::regclass
                      and x.objid = p.oid)
    """,
    """
    select 'trigger ' || r.name || '.' || t.tgname || ': ' || pg_get_triggerdef(t.oid)
           || case t.tgenabled when 'O' then '' when 'D' then ' disabled'
                   when 'R' then ' on replica' else ' always' end
    from pg_trigger t join relation r on r.oid = t.tgrelid
    where not t.tgisinternal and t.tgparentid = 0
    """,
    """
    select 'rule ' || r.name || '.' || w.rulename || ': ' || pg_get_ruledef(w.oid)
    from pg_rewrite w join relation r on r.oid = w.ev_class where w.rulename <> '_RETURN'
    """,
    # Roles are named by what they are to the table: each trial's guest has another name.
    """
    select 'policy ' || r.name || '.' || p.polname || ': ' || concat_ws(' ',
           case when p.polpermissive then 'permissive' else 'restrictive' end,
           case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                when 'd' then 'delete' else 'all' end,
           'to ' || (select string_agg(case when o = 0 then 'public' when o = c.relowner
                     then 'owner' else o::regrole::text end, ', ' order by o)
                     from unnest(p.polroles) o),
           'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
           'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
    from pg_policy p join relation r on r.oid = p.polrelid join pg_class c on c.oid = r.oid
    """,
    """
    select 'statistics ' || s.stxname || ': ' || pg_get_statisticsobjdef(s.oid)
    from pg_statistic_ext s join relation r on r.oid = s.stxrelid
    """,
    """
    select 'grant on ' || r.name || ': ' || string_agg(x.privilege_type, ', '
           order by x.privilege_type) || ' to '
           || case when x.grantee = 0 then 'public' else x.grantee::regrole::text end
    from relation r join pg_class c using (oid), aclexplode(c.relacl) x
    where x.grantee <> c.relowner group by r.name, x.grantee
    """,
    """
    select 'comment on ' || pg_describe_object(d.classoid, d.objoid, d.objsubid) || ': '
           || d.description
    from pg_description d
    where d.objoid >= 16384
      and pg_describe_object(d.classoid, d.objoid, d.objsubid) is not null
      and not exists (select from of_extension x where x.classid = d.classoid
                      and x.objid = d.objoid)
      and d.classoid <> 'pg_extension'::regclass
    """,
)

_BEFORE = """
with own_schema as (
  select oid, nspname from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
), of_extension as (
  select classid, objid from pg_depend where deptype = 'e'
), relation as (
  select c.oid, c.relkind,
         case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
  from pg_class c join own_schema n on n.oid = c.relnamespace
  where not exists (select from of_extension x where x.classid = 'pg_class'::regclass
                    and x.objid = c.oid)
)
"""

OTHERS = _BEFORE + "\nunion all\n".join(_PARTS)
