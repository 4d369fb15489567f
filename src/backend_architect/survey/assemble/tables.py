"""The tables in the making: everything that puts a store, table or part of one on the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from backend_architect.model.data import (
    Check,
    Column,
    ForeignKey,
    Index,
    Key,
    KeyKind,
    OnDelete,
    Store,
    StoreKind,
    Table,
)
from backend_architect.model.element import Element, EvidenceKind, Surveyed
from backend_architect.survey.assemble.ground import Ground, Seen, looks_secret
from backend_architect.survey.facts import Connection, Field, Grouped, Said
from backend_architect.survey.resolution import Symbol

#: Technologies of connections that are SQL databases.
SQL = ("postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle", "cockroachdb", "h2")

#: Technologies of connections that are caches first of all.
CACHES = ("redis", "valkey", "memcached")


class Place(NamedTuple):
    """Where a part of a table is said, and by what kind of file."""

    seen: Seen
    fact: Said
    kind: EvidenceKind = "code"


class Reference(NamedTuple):
    """A foreign key as it is written. `columns` and `ref_columns` are names (the latter empty for
    the primary key), `target` is the table's id or None, `written` what the code calls it."""

    columns: tuple[str, ...]
    written: str
    target: str | None
    ref_columns: tuple[str, ...]
    on_delete: OnDelete
    name: str = ""


@dataclass
class Data:
    """What is assembled about data. `entities` maps a mapped class to its table's id, `columns` a
    table's id to its columns by field name and by column name."""

    ground: Ground
    stores: dict[str, Store] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    parts: dict[str, Element] = field(default_factory=dict)
    entities: dict[Symbol, str] = field(default_factory=dict)
    columns: dict[str, dict[str, Column]] = field(default_factory=dict)
    primaries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, frozenset[str]] = field(default_factory=dict)

    def elements(self) -> Iterator[Element]:
        """Stores, tables and everything of tables."""
        yield from self.stores.values()
        yield from self.tables.values()
        yield from self.parts.values()

    # -- looking up

    def primary_of(self, table: str) -> tuple[str, ...]:
        """The primary key's column ids, () where there is none."""
        return self.primaries.get(table, ())

    def named(self, name: str) -> str | None:
        """The one table that is called `name`, or whose entity is, whatever the case; or None."""
        wanted = name.rpartition(".")[2].strip('"`').lower()
        found = self.names.get(wanted, frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def column_ids(self, table: Table, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of columns by field or column name, "-" kept; () if one is not known."""
        known = self.columns.get(table.id, {})
        found = []
        for name in names:
            column = known.get(name.removeprefix("-"))
            if column is None:
                return ()
            found.append(("-" if name.startswith("-") else "") + column.id)
        return tuple(found)

    # -- stores

    def put_store(self, seen: Seen, fact: Connection) -> None:
        """A store that is opened somewhere; the first place names it, any may tell the pool."""
        service = self.ground.service_id(seen.path)
        kind = _kind(fact.technology)
        id = f"{service}/db" if kind == "sql" else f"{service}/{fact.technology}"
        known = self.stores.get(id)
        if known is None or (known.pool_max is None and fact.pool_max is not None):
            self.stores[id] = Store(
                id=id,
                name=fact.technology,
                origin=self.ground.surveyed((seen, fact), kind="configuration"),
                technology=fact.technology if known is None else known.technology,
                kind=kind,
                service=service,
                pool_max=fact.pool_max,
            )

    def store_at(self, at: Place) -> Store:
        """The SQL store of the service that a place belongs to."""
        service = self.ground.service_id(at.seen.path)
        id = f"{service}/db"
        if id not in self.stores:
            origin = self.ground.surveyed((at.seen, at.fact))
            self.stores[id] = Store(
                id=id, name="database", origin=origin, technology="unknown", service=service
            )
        return self.stores[id]

    # -- tables and their parts

    def put_table(self, name: str, at: Place, *, schema: str = "", entity: str = "") -> Table:
        """A table in the store of its place; the one known already where there is one."""
        store = self.store_at(at)
        id = f"{store.id}/{name}"
        if id not in self.tables:
            self.tables[id] = Table(
                id=id,
                name=name,
                origin=self._origin([at]),
                store=store.id,
                schema=schema,
                entity=entity,
            )
            for word in (name.lower(), entity.rpartition(".")[2].lower()):
                self.names[word] = self.names.get(word, frozenset()) | {id}
        return self.tables[id]

    def put_column(self, table: Table, position: int, part: Field, at: Place) -> None:
        """A column; found from now on by its field's name and its own."""
        if _tells_a_secret(part):
            what, reason = f"default of {part.column}", "It may be a secret: it is not repeated."
            self.ground.gap(at.seen, at.fact.lines[0], what, reason, "skipped")
        column = Column(
            id=f"{table.id}/{part.column}",
            name=part.column,
            origin=self._origin([at]),
            table=table.id,
            position=position,
            type=part.type,
            nullable=part.nullable and not part.primary,
            default="" if _tells_a_secret(part) else part.default,
            identity=part.identity,
        )
        self.parts[column.id] = column
        known = self.columns.setdefault(table.id, {})
        known.setdefault(part.name, column)
        known[part.column] = column

    def add_column(self, table: Table, part: Field, at: Place) -> None:
        """A column behind those known; where it is one of them, another name for that."""
        known = self.columns.setdefault(table.id, {})
        if part.column in known:
            known.setdefault(part.name, known[part.column])
        else:
            self.put_column(table, len({each.id for each in known.values()}) + 1, part, at)

    def put_keys(self, table: Table, parts: Iterable[tuple[Field, Place]]) -> None:
        """The primary key over all primary columns; unique and indexed columns one by one."""
        said = list(parts)
        primary = [(part.column, at) for part, at in said if part.primary]
        if primary:
            names, places = zip(*primary, strict=True)
            self._put_key(table, names, "primary", places)
        for part, at in said:
            if part.unique and not part.primary:
                self._put_key(table, (part.column,), "unique", [at])
            elif part.indexed and not part.primary:
                lines = at.fact.lines
                index = Grouped(lines=lines, entity="", kind="index", columns=(part.column,))
                self.put_group(table, index, at)

    def put_group(self, table: Table, group: Grouped, at: Place) -> None:
        """An index, key or check over several columns."""
        if group.kind in ("primary", "unique"):
            self._put_key(table, group.columns, group.kind, [at], group.name)
        elif group.kind == "index":
            self._put_index(table, group, at)
        elif group.kind == "check" and group.expression:
            self._put(
                Check(
                    id=f"{table.id}/check({group.expression})",
                    name=group.name,
                    origin=self._origin([at]),
                    table=table.id,
                    expression=group.expression,
                )
            )

    def _put_key(
        self,
        table: Table,
        names: Sequence[str],
        kind: KeyKind,
        places: Iterable[Place],
        name: str = "",
    ) -> None:
        columns = self.column_ids(table, names)
        if columns:
            self._put(
                Key(
                    id=f"{table.id}/{kind}({','.join(names)})",
                    name=name,
                    origin=self._origin(places),
                    table=table.id,
                    columns=columns,
                    kind=kind,
                )
            )

    def _put_index(self, table: Table, group: Grouped, at: Place) -> None:
        columns = self.column_ids(table, group.columns)
        if not columns:
            what = f"index on {table.name} ({', '.join(group.columns)})"
            reason = "It is over an expression or unknown column."
            self.ground.gap(at.seen, at.fact.lines[0], what, reason)
            return
        condition = f" where {group.where}" if group.where else ""
        self._put(
            Index(
                id=f"{table.id}/index({','.join(group.columns)}){condition}",
                name=group.name,
                origin=self._origin([at]),
                table=table.id,
                columns=columns,
                unique=group.unique,
                method=group.method,
                where=group.where,
            )
        )

    def put_reference(self, table: Table, reference: Reference, at: Place) -> None:
        """A foreign key; a gap where what it refers to is not known."""
        columns = self.column_ids(table, reference.columns)
        refs: tuple[str, ...] = ()
        if reference.target is not None:
            target = self.tables[reference.target]
            refs = self.column_ids(target, reference.ref_columns) or self.primary_of(target.id)
        if reference.target is None or not columns or len(columns) != len(refs):
            what = f"{table.name} refers to {reference.written}"
            reason = "What it refers to could not be found among the tables that were read."
            self.ground.gap(at.seen, at.fact.lines[0], what, reason)
            return
        self._adopt_types(columns, refs)
        self._put(
            ForeignKey(
                id=f"{table.id}/fk({','.join(reference.columns)})",
                name=reference.name,
                origin=self._origin([at]),
                table=table.id,
                columns=columns,
                ref_table=reference.target,
                ref_columns=refs,
                on_delete=reference.on_delete,
            )
        )

    def _adopt_types(self, columns: Sequence[str], refs: Sequence[str]) -> None:
        """A referring column without a type of its own has the type of what it refers to."""
        for column_id, ref_id in zip(columns, refs, strict=True):
            column, ref = self.parts[column_id], self.parts[ref_id]
            if isinstance(column, Column) and isinstance(ref, Column) and not column.type:
                typed = msgspec.structs.replace(column, type=ref.type)
                self.parts[column_id] = typed
                known = self.columns[column.table]
                self.columns[column.table] = {
                    name: typed if each.id == column_id else each for name, each in known.items()
                }

    def _put(self, part: Element) -> None:
        """The first place that says a part is the one that counts."""
        self.parts.setdefault(part.id, part)
        if isinstance(part, Key) and part.kind == "primary":
            self.primaries.setdefault(part.table, part.columns)

    def _origin(self, places: Iterable[Place]) -> Surveyed:
        evidence = {self.ground.evidence(at.seen, at.fact, at.kind) for at in places}
        return Surveyed(evidence=tuple(sorted(evidence)))


def _tells_a_secret(part: Field) -> bool:
    """True for a constant that new rows of a secret column get: it is never repeated."""
    return "'" in part.default and looks_secret(part.column)


def _kind(technology: str) -> StoreKind:
    if technology in SQL:
        return "sql"
    return "cache" if technology in CACHES else "document"
