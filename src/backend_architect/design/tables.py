"""New tables and indexes, spelled and typed as the repository's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend_architect.design.sheet import Sheet
from backend_architect.errors import Defect
from backend_architect.model.data import (
    Check,
    Column,
    ForeignKey,
    Index,
    Key,
    OnDelete,
    Query,
    QueryVerb,
    Store,
    Table,
)
from backend_architect.model.element import Decided
from backend_architect.model.service import Service


@dataclass
class TableDraft:
    """A new table in the making. Its methods give the elements they make."""

    draft: Tables
    table: Table
    position: int = 0

    def identity(self) -> Column:
        """The primary key, of the type the repository's others have."""
        site = self.draft.site
        type = site.id_type
        default = {"uuid": "gen_random_uuid()"}.get(type, "")
        counted = type in ("bigint", "integer", "smallint")
        column = self.column(site.column_name("id"), type, default=default, identity=counted)
        self.key("primary", column)
        return column

    def column(
        self,
        name: str,
        type: str,
        *,
        nullable: bool = False,
        default: str = "",
        identity: bool = False,
        classification: str = "",
        doc: str = "",
    ) -> Column:
        """A column. `name` is spelled as the repository spells columns; `default` is SQL."""
        self.position += 1
        spelt = self.draft.site.column_name(name)
        return self.draft.add(
            Column(
                id=f"{self.table.id}/{spelt}",
                name=spelt,
                origin=self.table.origin,
                table=self.table.id,
                position=self.position,
                type=type,
                nullable=nullable,
                default=default,
                identity=identity,
                classification=classification,
                doc=doc,
            )
        )

    def reference(
        self,
        target: Table,
        name: str,
        *,
        on_delete: OnDelete = "cascade",
        nullable: bool = False,
        doc: str = "",
    ) -> Column | None:
        """A column that refers to the key of `target`; None if that key is not one column. It is
        named after the target's own noun where the repository has the target, else `name`.

        There is no foreign key to a table of another database: that column is an id by value.
        """
        key = self.draft.key_of(target)
        if key is None:
            return None
        if target.store != self.table.store:
            doc = f"{doc} The id of a row of another database: no foreign key can hold it.".strip()
        noun = self.draft.site.noun_of(target) if target.evidence else name
        column = self.column(f"{noun} id", key.type, nullable=nullable, doc=doc)
        if target.store != self.table.store:
            return column
        self.draft.add(
            ForeignKey(
                id=f"{self.table.id}/fk({column.name})",
                name="",
                origin=self.table.origin,
                table=self.table.id,
                columns=(column.id,),
                ref_table=target.id,
                ref_columns=(key.id,),
                on_delete=on_delete,
            )
        )
        return column

    def owner(self, target: Table, name: str, *, nullable: bool = False, doc: str = "") -> Column:
        """As `reference`, for a target whose key was found to be one column before.

        Raises `Defect` if it is not.
        """
        column = self.reference(target, name, nullable=nullable, doc=doc)
        if column is None:
            raise Defect(f"{target.name} was taken as an owner, but its key is not one column.")
        return column

    def timestamps(self) -> tuple[Column, Column]:
        """Columns for creation and change, as other tables have them."""
        type = self.draft.site.timestamp_type
        created, updated = self.draft.site.timestamps()
        return (
            self.column(created, type, default="now()"),
            self.column(updated, type, default="now()"),
        )

    def key(self, kind: str, *columns: Column) -> Key:
        """A primary key or a unique constraint over these columns."""
        names = ",".join(column.name for column in columns)
        return self.draft.add(
            Key(
                id=f"{self.table.id}/{kind}({names})",
                name="",
                origin=self.table.origin,
                table=self.table.id,
                columns=tuple(column.id for column in columns),
                kind="primary" if kind == "primary" else "unique",
            )
        )

    def index(
        self, *columns: Column, unique: bool = False, where: str = "", descending: bool = False
    ) -> Index:
        """An index; `descending` is about the last column, `where` is SQL over column names."""
        return self.draft.index(
            self.table, *columns, unique=unique, where=where, descending=descending
        )

    def one_open(self, owner: Column, condition: str, marker: str, doc: str) -> None:
        """At most one row for each owner while `condition` holds. Where a unique index may have no
        condition, a column says so instead: true or null, and nulls are distinct in a key."""
        if self.draft.site.partial_indexes:
            self.index(owner, unique=True, where=condition)
            return
        column = self.column(marker, "boolean", nullable=True, default="true", doc=doc)
        self.key("unique", owner, column)

    def check(self, expression: str) -> Check:
        """A check constraint over the table's column names, in SQL."""
        return self.draft.add(
            Check(
                id=f"{self.table.id}/check({expression})",
                name="",
                origin=self.table.origin,
                table=self.table.id,
                expression=expression,
            )
        )


@dataclass
class Tables(Sheet):
    """A sheet with tables."""

    def table(self, noun: str, decision: str, *, feature: str, rows: int, doc: str) -> TableDraft:
        """A new table for a noun ("cart item"), named as the repository names tables."""
        store = self.store(decision)
        name = self.site.table_name(noun, feature=feature)
        table = Table(
            id=f"{store.id}/{name}",
            name=name,
            origin=Decided(decision=decision),
            store=store.id,
            rows=rows,
            doc=doc,
        )
        return TableDraft(self, self.add(table))

    def key_of(self, table: Table) -> Column | None:
        """The one column of the table's primary key, on the site or on this sheet."""
        for element in self.elements.values():
            if isinstance(element, Key) and element.table == table.id and element.kind == "primary":
                column = self.elements.get(element.columns[0])
                return column if isinstance(column, Column) and len(element.columns) == 1 else None
        return self.site.key_of(table)

    def index(
        self,
        table: Table,
        *columns: Column,
        decision: str = "",
        unique: bool = False,
        where: str = "",
        descending: bool = False,
    ) -> Index:
        """An index on a new or an existing table."""
        ids = [column.id for column in columns]
        names = [column.name for column in columns]
        if descending:
            ids[-1], names[-1] = f"-{ids[-1]}", f"-{names[-1]}"
        condition = f" where {where}" if where else ""
        return self.add(
            Index(
                id=f"{table.id}/index({','.join(names)}){condition}",
                name="",
                origin=Decided(decision=decision) if decision else table.origin,
                table=table.id,
                columns=tuple(ids),
                unique=unique,
                where=where,
            )
        )

    def query(
        self,
        table: Table,
        name: str,
        decision: str,
        *,
        verb: QueryVerb = "select",
        filters: Sequence[Column] = (),
        sorts: Sequence[Column] = (),
        single: bool = False,
    ) -> Query:
        """An access that follows from no endpoint's parameters: a job's, or by what a body names.
        It is bounded to a page, or to one row if `single`."""
        return self.add(
            Query(
                id=f"{table.id}/query/{name}",
                name=name,
                origin=Decided(decision=decision),
                verb=verb,
                table=table.id,
                filters=tuple(column.id for column in filters),
                sorts=tuple(column.id for column in sorts),
                limited=not single,
                single=single,
                function=name,
            )
        )

    def store(self, decision: str) -> Store:
        """The database to extend, or a new one where the repository has none."""
        known = [e for e in self.elements.values() if isinstance(e, Store)]
        return self.site.store or next(iter(known), None) or self._new_store(decision)

    def _new_store(self, decision: str) -> Store:
        service = self.service(decision)
        return self.add(
            Store(
                id=f"{service.id}/db",
                name=f"{service.name} database",
                origin=Decided(decision=decision),
                technology="postgresql",
                service=service.id,
            )
        )

    def service(self, decision: str) -> Service:
        """The service to extend, or a new one where the repository has none."""
        known = [e for e in self.elements.values() if isinstance(e, Service)]
        if self.site.service or known:
            return self.site.service or known[0]
        name = self.site.model.head.system or "service"
        language = self.site.preferences.get("language", "")
        return self.add(
            Service(id=name, name=name, origin=Decided(decision=decision), language=language)
        )
