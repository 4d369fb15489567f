"""Stored data: mapped classes and replayed migrations become tables, columns, keys, indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from backend_architect.model.data import (
    Check,
    Column,
    ForeignKey,
    Index,
    Key,
    OnDelete,
    Store,
    StoreKind,
    Table,
)
from backend_architect.model.element import Element, EvidenceKind
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.replay import Built, replay
from backend_architect.survey.facts import (
    Connection,
    Entity,
    Field,
    Grouped,
    Link,
    Naming,
    Said,
)
from backend_architect.survey.resolution import Symbol

#: Technologies of connections that are SQL databases.
SQL = ("postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle", "cockroachdb", "h2")

#: Technologies of connections that are caches first of all.
CACHES = ("redis", "valkey", "memcached")


@dataclass
class _Mapped:
    """An entity with the fields and groups of itself and its ancestors."""

    seen: Seen
    entity: Entity
    fields: dict[str, tuple[Seen, Field]] = field(default_factory=dict)
    groups: list[tuple[Seen, Grouped]] = field(default_factory=list)


@dataclass
class Data:
    """What was assembled about data. `entities` maps a mapped class to its table's id, `columns`
    a table's id to its columns by field name and by column name."""

    stores: dict[str, Store] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    parts: dict[str, Element] = field(default_factory=dict)
    entities: dict[Symbol, str] = field(default_factory=dict)
    columns: dict[str, dict[str, Column]] = field(default_factory=dict)

    def elements(self) -> Iterator[Element]:
        """Stores, tables and everything of tables."""
        yield from self.stores.values()
        yield from self.tables.values()
        yield from self.parts.values()

    def primary_of(self, table: str) -> tuple[str, ...]:
        """The primary key's column ids, () where there is none."""
        for part in self.parts.values():
            if isinstance(part, Key) and part.table == table and part.kind == "primary":
                return part.columns
        return ()

    def named(self, name: str) -> str | None:
        """The one table that is called `name`, or whose entity is, whatever the case; or None."""
        wanted = name.rpartition(".")[2].strip('"`').lower()
        found = [
            t.id
            for t in self.tables.values()
            if wanted in (t.name.lower(), t.entity.rpartition(".")[2].lower())
        ]
        return found[0] if len(set(found)) == 1 else None


def assemble_data(ground: Ground) -> Data:
    """All stores and tables with their parts."""
    data = Data()
    _stores(ground, data)
    mapped = _mapped(ground)
    for symbol, entity in mapped.items():
        if not entity.entity.abstract:
            _table_of_entity(ground, data, symbol, entity)
    built = [table for _, table in sorted(replay(ground).items())]
    for table in [each for each in built if not _known(data, each.name)]:
        _table_of_migrations(ground, data, table)
    _references_of_entities(ground, data, mapped)
    for table in built:
        _groups_of_migrations(ground, data, table)
    _links(ground, data)
    return data


# ---------------------------------------------------------------- stores


def _stores(ground: Ground, data: Data) -> None:
    for seen, fact in ground.facts(Connection):
        service = ground.service_id(seen.path)
        kind = _kind(fact.technology)
        id = f"{service}/db" if kind == "sql" else f"{service}/{fact.technology}"
        known = data.stores.get(id)
        if known is None or (known.pool_max is None and fact.pool_max is not None):
            data.stores[id] = Store(
                id=id,
                name=fact.technology,
                origin=ground.surveyed((seen, fact), kind="configuration"),
                technology=fact.technology if known is None else known.technology,
                kind=kind,
                service=service,
                pool_max=fact.pool_max,
            )


def _kind(technology: str) -> StoreKind:
    if technology in SQL:
        return "sql"
    return "cache" if technology in CACHES else "document"


def _store(ground: Ground, data: Data, where: tuple[Seen, Said]) -> Store:
    """The SQL store of the service a table is found in."""
    service = ground.service_id(where[0].path)
    id = f"{service}/db"
    if id not in data.stores:
        origin = ground.surveyed(where)
        data.stores[id] = Store(
            id=id, name="database", origin=origin, technology="unknown", service=service
        )
    return data.stores[id]


# ---------------------------------------------------------------- entities


def _mapped(ground: Ground) -> dict[Symbol, _Mapped]:
    own: dict[Symbol, _Mapped] = {}
    for seen, entity in ground.facts(Entity):
        own.setdefault(Symbol(seen.path, entity.name), _Mapped(seen, entity))
    for seen, part in ground.facts(Field):
        each = _owner(ground, own, seen, part.entity, part)
        if each is not None:
            each.fields.setdefault(part.name, (seen, _named(ground, each.entity, part)))
    for seen, group in ground.facts(Grouped):
        each = _owner(ground, own, seen, group.entity, group)
        if each is not None:
            each.groups.append((seen, group))
    return {symbol: _with_inherited(ground, own, symbol) for symbol in sorted(own)}


def _named(ground: Ground, entity: Entity, part: Field) -> Field:
    """The field with the column's name as the program tells the mapper to derive it."""
    told = (fact for _, fact in ground.facts(Naming) if fact.mapper == entity.mapper)
    if not part.derived or next(told, None) is None:
        return part
    return msgspec.structs.replace(part, column=_snake(part.column))


def _snake(name: str) -> str:
    """`createdAt` is "created_at", `userID` is "user_id"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _owner(
    ground: Ground, own: dict[Symbol, _Mapped], seen: Seen, entity: str, fact: Said
) -> _Mapped | None:
    """The entity a column is said of: of the same file, or one that a relation leads to."""
    here = own.get(Symbol(seen.path, entity))
    if here is not None or not entity:
        return here
    found = ground.resolve(seen.path, entity, fact.scope)
    return own.get(found) if found is not None else None


def _with_inherited(ground: Ground, own: dict[Symbol, _Mapped], symbol: Symbol) -> _Mapped:
    each = own[symbol]
    whole = _Mapped(each.seen, each.entity, dict(each.fields), list(each.groups))
    inherited: dict[str, tuple[Seen, Field]] = {}
    for parent in _parents(ground, own, symbol):
        if own[parent].entity.abstract:
            inherited |= {n: f for n, f in own[parent].fields.items() if n not in inherited}
            whole.groups.extend(own[parent].groups)
    keys = {name: part for name, part in inherited.items() if part[1].primary}
    rest = {name: part for name, part in inherited.items() if name not in whole.fields}
    whole.fields = {**keys, **whole.fields, **rest}
    return whole


def _parents(ground: Ground, own: dict[Symbol, _Mapped], symbol: Symbol) -> list[Symbol]:
    """The mapped ancestors: by the code's inheritance, and by the names the entity gives."""
    found = [parent for parent in ground.symbols.ancestors(symbol) if parent in own]
    for base in own[symbol].entity.bases:
        parent = ground.resolve(symbol.path, base)
        if parent is not None and parent in own and parent not in found:
            found.append(parent)
            found.extend(p for p in _parents(ground, own, parent) if p not in found)
    return [parent for parent in found if parent != symbol]


def _table_of_entity(ground: Ground, data: Data, symbol: Symbol, each: _Mapped) -> None:
    written = ground.symbols.text(symbol.path, each.entity.table, each.entity.scope)
    if each.entity.table is not None and written is None:
        reason = "The table's name is computed when the program runs."
        ground.gap(each.seen, each.entity.lines[0], f"table of {each.entity.name}", reason)
    name = written or each.entity.derived
    if not name or not each.fields:
        return
    store = _store(ground, data, (each.seen, each.entity))
    kind = each.entity.evidence
    table = Table(
        id=f"{store.id}/{name}",
        name=name,
        origin=ground.surveyed((each.seen, each.entity), kind=kind),
        store=store.id,
        schema=each.entity.schema,
        entity=each.entity.name,
    )
    data.entities[symbol] = table.id
    if table.id in data.tables:
        return
    data.tables[table.id] = table
    for position, (seen, part) in enumerate(each.fields.values(), 1):
        _column(ground, data, table, position, (seen, part), part, kind)
    _keys(ground, data, table, [(seen, part, part) for seen, part in each.fields.values()], kind)
    for seen, group in each.groups:
        _group(ground, data, table, (seen, group), group, kind)


def _column(
    ground: Ground,
    data: Data,
    table: Table,
    position: int,
    where: tuple[Seen, Said],
    part: Field,
    kind: EvidenceKind,
) -> None:
    column = Column(
        id=f"{table.id}/{part.column}",
        name=part.column,
        origin=ground.surveyed(where, kind=kind),
        table=table.id,
        position=position,
        type=part.type,
        nullable=part.nullable and not part.primary,
        default=part.default,
        identity=part.identity,
    )
    data.parts[column.id] = column
    known = data.columns.setdefault(table.id, {})
    known.setdefault(part.name, column)
    known[part.column] = column


def _keys(
    ground: Ground,
    data: Data,
    table: Table,
    parts: list[tuple[Seen, Said, Field]],
    kind: EvidenceKind,
) -> None:
    """The primary key over all primary columns; unique and indexed columns one by one."""
    primary = [(seen, where, part) for seen, where, part in parts if part.primary]
    if primary:
        names = tuple(part.column for *_, part in primary)
        origin = [(seen, where) for seen, where, _ in primary]
        _put_key(ground, data, table, names, "primary", origin, kind)
    for seen, where, part in parts:
        if part.unique and not part.primary:
            _put_key(ground, data, table, (part.column,), "unique", [(seen, where)], kind)
        elif part.indexed and not part.primary:
            group = Grouped(lines=where.lines, entity="", kind="index", columns=(part.column,))
            _group(ground, data, table, (seen, where), group, kind)


def _put_key(
    ground: Ground,
    data: Data,
    table: Table,
    names: tuple[str, ...],
    key: str,
    where: list[tuple[Seen, Said]],
    kind: EvidenceKind,
    name: str = "",
) -> None:
    columns = _column_ids(data, table, names)
    id = f"{table.id}/{key}({','.join(names)})"
    if columns and id not in data.parts:
        data.parts[id] = Key(
            id=id,
            name=name,
            origin=ground.surveyed(*where, kind=kind),
            table=table.id,
            columns=columns,
            kind="primary" if key == "primary" else "unique",
        )


def _column_ids(data: Data, table: Table, names: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of columns by field or column name, "-" kept; () if one is not known."""
    known = data.columns.get(table.id, {})
    found = []
    for name in names:
        column = known.get(name.removeprefix("-"))
        if column is None:
            return ()
        found.append(("-" if name.startswith("-") else "") + column.id)
    return tuple(found)


def _group(
    ground: Ground,
    data: Data,
    table: Table,
    where: tuple[Seen, Said],
    group: Grouped,
    kind: EvidenceKind,
) -> None:
    """An index, key or check over several columns. Foreign keys need all tables: see below."""
    if group.kind in ("primary", "unique"):
        _put_key(ground, data, table, group.columns, group.kind, [where], kind, group.name)
    elif group.kind == "index":
        _put_index(ground, data, table, where, group, kind)
    elif group.kind == "check" and group.expression:
        id = f"{table.id}/check({group.expression})"
        origin = ground.surveyed(where, kind=kind)
        data.parts[id] = Check(
            id=id, name=group.name, origin=origin, table=table.id, expression=group.expression
        )


def _put_index(
    ground: Ground,
    data: Data,
    table: Table,
    where: tuple[Seen, Said],
    group: Grouped,
    kind: EvidenceKind,
) -> None:
    columns = _column_ids(data, table, group.columns)
    condition = f" where {group.where}" if group.where else ""
    id = f"{table.id}/index({','.join(group.columns)}){condition}"
    if not columns:
        what = f"index on {table.name} ({', '.join(group.columns)})"
        ground.gap(where[0], where[1].lines[0], what, "It is over an expression or unknown column.")
    elif id not in data.parts:
        data.parts[id] = Index(
            id=id,
            name=group.name,
            origin=ground.surveyed(where, kind=kind),
            table=table.id,
            columns=columns,
            unique=group.unique,
            method=group.method,
            where=group.where,
        )


# ---------------------------------------------------------------- migrations


def _known(data: Data, name: str) -> bool:
    return any(table.name.lower() == name.lower() for table in data.tables.values())


def _table_of_migrations(ground: Ground, data: Data, each: Built) -> None:
    store = _store(ground, data, each.made)
    origin = ground.surveyed(each.made, kind="migration")
    table = Table(id=f"{store.id}/{each.name}", name=each.name, origin=origin, store=store.id)
    data.tables[table.id] = table
    for position, (seen, where, part) in enumerate(each.columns.values(), 1):
        _column(ground, data, table, position, (seen, where), part, "migration")


def _groups_of_migrations(ground: Ground, data: Data, each: Built) -> None:
    """Keys and indexes that migrations make, also for tables whose columns come from a class."""
    id = data.named(each.name)
    if id is None:
        return
    table = data.tables[id]
    known = data.columns.get(id, {})
    parts = [(s, w, part) for s, w, part in each.columns.values() if part.column in known]
    if not data.primary_of(id):
        _keys(ground, data, table, parts, "migration")
    else:
        rest = [(s, w, part) for s, w, part in parts if not part.primary]
        _keys(ground, data, table, rest, "migration")
    for seen, where, group in each.groups:
        if group.kind == "foreign":
            _foreign_group(ground, data, table, (seen, where), group, "migration")
        elif all(column.removeprefix("-") in known for column in group.columns):
            _group(ground, data, table, (seen, where), group, "migration")
    for seen, where, part in parts:
        _reference(ground, data, table, (seen, where), part, None, "migration")


# ---------------------------------------------------------------- references


def _references_of_entities(ground: Ground, data: Data, mapped: dict[Symbol, _Mapped]) -> None:
    pending = [
        (symbol, seen, part)
        for symbol, each in mapped.items()
        if symbol in data.entities
        for seen, part in each.fields.values()
        if part.references
    ]
    for _ in range(3):  # a key's type may come from a key that itself is a reference
        for symbol, seen, part in pending:
            table = data.tables[data.entities[symbol]]
            kind = mapped[symbol].entity.evidence
            _reference(ground, data, table, (seen, part), part, symbol, kind)
    for symbol, each in mapped.items():
        if symbol in data.entities:
            table = data.tables[data.entities[symbol]]
            for seen, group in each.groups:
                if group.kind == "foreign":
                    kind = each.entity.evidence
                    _foreign_group(ground, data, table, (seen, group), group, kind, symbol)


def _target(
    ground: Ground, data: Data, name: str, where: tuple[Seen, Said], symbol: Symbol | None
) -> str | None:
    """The table an entity's name means: by what the name refers to, else by the name alone."""
    if symbol is not None:
        found = ground.resolve(where[0].path, name, symbol.name)
        if found is not None and found in data.entities:
            return data.entities[found]
    return data.named(name)


def _reference(
    ground: Ground,
    data: Data,
    table: Table,
    where: tuple[Seen, Said],
    part: Field,
    symbol: Symbol | None,
    kind: EvidenceKind,
) -> None:
    if not part.references:
        return
    if part.references_table:
        name, _, column = part.references.rpartition(".")
        target = data.named(name or column)
        wanted = (column,) if name else ()
    else:
        target, wanted = _target(ground, data, part.references, where, symbol), ()
    _foreign_key(
        ground, data, table, where, (part.column,), target, wanted, part.on_delete, kind,
        part.references,
    )  # fmt: skip


def _foreign_group(
    ground: Ground,
    data: Data,
    table: Table,
    where: tuple[Seen, Said],
    group: Grouped,
    kind: EvidenceKind,
    symbol: Symbol | None = None,
) -> None:
    target = _target(ground, data, group.references, where, symbol)
    _foreign_key(
        ground, data, table, where, group.columns, target, group.ref_columns, group.on_delete, kind,
        group.references, group.name,
    )  # fmt: skip


def _foreign_key(
    ground: Ground,
    data: Data,
    table: Table,
    where: tuple[Seen, Said],
    names: tuple[str, ...],
    target: str | None,
    wanted: tuple[str, ...],
    on_delete: OnDelete,
    kind: EvidenceKind,
    written: str,
    name: str = "",
) -> None:
    columns = _column_ids(data, table, names)
    refs: tuple[str, ...] = ()
    if target is not None:
        refs = _column_ids(data, data.tables[target], wanted) or data.primary_of(target)
    if target is None or not columns or len(columns) != len(refs):
        reason = "What it refers to could not be found among the tables that were read."
        ground.gap(where[0], where[1].lines[0], f"{table.name} refers to {written}", reason)
        return
    _adopt_types(data, columns, refs)
    id = f"{table.id}/fk({','.join(names)})"
    if id not in data.parts:
        data.parts[id] = ForeignKey(
            id=id,
            name=name,
            origin=ground.surveyed(where, kind=kind),
            table=table.id,
            columns=columns,
            ref_table=target,
            ref_columns=refs,
            on_delete=on_delete,
        )


def _adopt_types(data: Data, columns: tuple[str, ...], refs: tuple[str, ...]) -> None:
    """A referring column without a type of its own has the type of what it refers to."""
    for column_id, ref_id in zip(columns, refs, strict=True):
        column, ref = data.parts[column_id], data.parts[ref_id]
        if isinstance(column, Column) and isinstance(ref, Column) and not column.type and ref.type:
            typed = msgspec.structs.replace(column, type=ref.type)
            data.parts[column_id] = typed
            known = data.columns[column.table]
            for name in [name for name, each in known.items() if each.id == column_id]:
                known[name] = typed


# ---------------------------------------------------------------- many to many


def _links(ground: Ground, data: Data) -> None:
    for seen, link in ground.facts(Link):
        symbol = Symbol(seen.path, link.entity)
        source = data.entities.get(symbol)
        target = _target(ground, data, link.target, (seen, link), symbol)
        if source is None or target is None:
            what = f"{link.entity}.{link.name} links to {link.target}"
            ground.gap(seen, link.lines[0], what, "One of the two tables was not found.")
            continue
        whole = _with_target(link, data.tables[target].name)
        if whole.table and data.named(whole.table) is None:
            _link_table(ground, data, (seen, link), whole, source, target)


def _with_target(link: Link, target: str) -> Link:
    """The link with the other table's name where its own names are made of it."""
    return msgspec.structs.replace(
        link,
        table=link.table.replace("{target}", target),
        columns=tuple(each.replace("{target}", target) for each in link.columns),
    )


def _link_table(
    ground: Ground,
    data: Data,
    where: tuple[Seen, Said],
    link: Link,
    source: str,
    target: str,
) -> None:
    store, name = data.tables[source].store, link.table
    origin = ground.surveyed(where)
    table = Table(id=f"{store}/{name}", name=name, origin=origin, store=store)
    data.tables[table.id] = table
    ends = ((source, "_id"), (target, "_id" if source != target else "_other_id"))
    names = []
    for position, (end, ending) in enumerate(ends, 1):
        key = data.primary_of(end)
        typed = data.parts.get(key[0]) if len(key) == 1 else None
        derived = f"{data.tables[end].entity.rpartition('.')[2].lower()}{ending}"
        column = link.columns[position - 1] if link.columns else derived
        part = Field(
            lines=where[1].lines,
            entity=name,
            name=column,
            column=column,
            type=typed.type if isinstance(typed, Column) else "",
        )
        names.append(part.column)
        _column(ground, data, table, position, where, part, "code")
        _foreign_key(
            ground, data, table, where, (part.column,), end, (), "cascade", "code", end
        )  # fmt: skip
    _put_key(ground, data, table, tuple(names), "unique", [where], "code")
