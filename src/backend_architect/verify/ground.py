"""Schemas set up in a database: the as-is tables as far as the survey knows them, or the to-be
tables on the same ground.

What was surveyed may be incomplete or written for another server: an unknown type, a function that
is not there, a constraint over a column nobody could read. What PostgreSQL refuses of it is left
out, each with a sentence (a doubt). What is new or changed is never weakened: there a refusal is an
answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from backend_architect.errors import Misused
from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.names import identifier, table_name
from backend_architect.model.architecture import Model, compose
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Element
from backend_architect.ports.lab import Session, SqlRefused
from backend_architect.verify.once import said_once
from backend_architect.verify.trial import Design, Tried

Part = Column | Key | ForeignKey | Index | Check

#: What a column of a type that nobody knows is taken for.
STAND_IN = "text"
_PLAIN_TYPE = re.compile(r'(?:[A-Za-z_]\w*|"[^"]+")\Z')
_KINDS = {
    "Key": "a key", "ForeignKey": "a foreign key", "Index": "an index", "Check": "a check",
}  # fmt: skip
_KNOWN = "select t from unnest(%s::text[]) as t where pg_catalog.to_regtype(t) is not null"


class NewRefused(Exception):
    """PostgreSQL refused a new or changed part of the design. `tables` are those it touches."""

    def __init__(self, message: str, ground: Ground, tables: tuple[str, ...]) -> None:
        super().__init__(message)
        self.message = message
        self.ground = ground
        self.tables = tables

    @property
    def tried(self) -> Tried:
        """What a trial makes of it: refuted, unless the ground below is doubtful."""
        doubts = self.ground.doubted(self.tables)
        if doubts:
            reason = f"{self.message}; what the survey knows of the tables is incomplete."
            return Tried("not proven", reason, details=doubts)
        return Tried("refuted", self.message)


@dataclass(frozen=True)
class Ground:
    """What stands in the database. `model` differs from the design's only in types that were
    replaced and in what PostgreSQL takes only once; `tables` are those that were made and
    matter to the design; `absent` are ids of surveyed elements that could not be made. `doubts`
    are (id of table, sentence)."""

    model: Model
    tables: tuple[Table, ...]
    absent: frozenset[str]
    doubts: tuple[tuple[str, str], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All doubts, for the details of a proof."""
        return tuple(dict.fromkeys(sentence for _, sentence in self.doubts))

    def doubted(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The doubts about these tables."""
        wanted = set(ids)
        return tuple(dict.fromkeys(said for table, said in self.doubts if table in wanted))


# ---------------------------------------------------------------- what matters


def new_tables(design: Design) -> tuple[Table, ...]:
    """The tables of SQL stores that the design adds."""
    return tuple(table for table in sql_tables(design.to_be) if design.as_is.find(table.id) is None)


def touched_tables(design: Design) -> tuple[Table, ...]:
    """The tables of SQL stores that the design adds or of which it changes a part."""
    ids = {_table_id(element) for element in changed_parts(design)}
    return tuple(table for table in sql_tables(design.to_be) if table.id in ids)


def changed_parts(design: Design) -> Iterator[Table | Part]:
    """The tables and parts of tables that come, go or change."""
    after = {each.id: each for each in _stored(design.to_be)}
    before = {each.id: each for each in _stored(design.as_is)}
    for id in sorted(before.keys() | after.keys()):
        if before.get(id) != after.get(id):
            yield after.get(id) or before[id]


def _stored(model: Model) -> Iterator[Table | Part]:
    yield from model.tables
    yield from model.columns
    yield from model.keys
    yield from model.foreign_keys
    yield from model.indexes
    yield from model.checks


def _table_id(element: Element) -> str:
    return element.id if isinstance(element, Table) else str(getattr(element, "table", ""))


def sql_tables(model: Model) -> tuple[Table, ...]:
    """The tables in SQL stores."""
    return tuple(t for t in model.tables if model.get(t.store, Store).kind == "sql")


def _needed(design: Design, also: Iterable[str]) -> tuple[Table, ...]:
    """The as-is tables that the design touches or refers to, those named by id in `also`, and what
    all of them refer to in turn."""
    waiting = [*(_table_id(element) for element in changed_parts(design)), *also]
    seen: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            for model in (design.as_is, design.to_be):
                waiting += [key.ref_table for key in model.foreign_keys_of(id)]
    return tuple(table for table in sql_tables(design.as_is) if table.id in seen)


# ---------------------------------------------------------------- setting up


def lay_as_is(session: Session, design: Design, also: Iterable[str] = ()) -> Ground:
    """Make the as-is tables that matter to the design. Nothing refused is an error here."""
    tables = _needed(design, also)
    model, doubts = _settled(session, design, design.as_is, tables)
    builder = _Builder(session, model, tables, doubts)
    builder.make_tables()
    builder.make_links()
    return builder.ground()


def lay_to_be(session: Session, design: Design, also: Iterable[str] = ()) -> Ground:
    """Make the to-be tables from their own DDL: those that are there as they shall become, and all
    new ones. Raises `NewRefused` for what is new or changed."""
    needed = _needed(design, also)
    old = tuple(table for table in needed if design.to_be.find(table.id) is not None)
    added = new_tables(design)
    model, doubts = _settled(session, design, design.to_be, needed)
    kept = tuple(model.get(table.id, Table) for table in old)
    strict = frozenset(part.id for part in changed_parts(design))
    builder = _Builder(session, model, kept, doubts, strict)
    builder.make_tables()
    builder.run_new(lambda: write.schema(model, added), tuple(t.id for t in touched_tables(design)))
    builder.make_links()
    builder.tables = (*kept, *added)
    return builder.ground()


def _settled(
    session: Session, design: Design, model: Model, tables: tuple[Table, ...]
) -> tuple[Model, list[tuple[str, str]]]:
    """The Model with types of surveyed columns that PostgreSQL does not know made known: those
    with a plain name as domains of that name, the others replaced; and nothing said twice."""
    columns = [column for table in tables for column in design.as_is.columns_of(table)]
    written = sorted({column.type for column in columns})
    known = {name for (name,) in session.rows(_KNOWN, (written,))}
    unknown = [name for name in written if name not in known]
    replaced = {name: STAND_IN for name in unknown if not _made_a_domain(session, name)}
    doubts = [
        (column.table, f"{_full_name(model, column)}: {_unknown(column.type)}, taken for text.")
        for column in columns
        if column.type not in known
    ]
    return _with_types(said_once(model, design.as_is), replaced), doubts


def _made_a_domain(session: Session, type: str) -> bool:
    if not _PLAIN_TYPE.match(type):
        return False
    try:
        session.execute(f"create domain {type} as {STAND_IN}")
    except SqlRefused:
        return False
    return True


def _unknown(type: str) -> str:
    return f"the type `{type}` is not PostgreSQL's own" if type else "its type could not be read"


def _full_name(model: Model, column: Column) -> str:
    table = model.find(column.table)
    return f"`{table.name if table else column.table}.{column.name}`"


def _with_types(model: Model, replaced: dict[str, str]) -> Model:
    return _with(
        model,
        {
            column.id: msgspec.structs.replace(column, type=replaced[column.type])
            for column in model.columns
            if column.type in replaced
        },
    )


def _with(model: Model, parts: Mapping[str, Element]) -> Model:
    if not parts:
        return model
    return compose(model.head, (parts.get(each.id, each) for each in model.elements()))


@dataclass
class _Builder:
    """Makes tables one part after the other, and keeps a note of every surveyed part that is
    refused; `strict` are ids of parts whose refusal ends it."""

    session: Session
    model: Model
    tables: tuple[Table, ...]
    doubts: list[tuple[str, str]]
    strict: frozenset[str] = frozenset()
    absent: set[str] = field(default_factory=set)
    plain: dict[str, Column] = field(default_factory=dict)

    def ground(self) -> Ground:
        model = _with(self.model, self.plain)
        return Ground(model, self.tables, frozenset(self.absent), tuple(self.doubts))

    def make_tables(self) -> None:
        """Tables with columns, keys and checks."""
        for schema in sorted({table.schema for table in self.tables} - {"", "public"}):
            self.session.execute(f"CREATE SCHEMA IF NOT EXISTS {identifier(schema)};")
        if not self._at_once([(write.create_table, table) for table in self.tables]):
            for table in self.tables:
                self._table(table)

    def make_links(self) -> None:
        """Foreign keys, then indexes."""
        keys = [key for table in self.tables for key in self.model.foreign_keys_of(table)]
        indexes = [index for table in self.tables for index in self.model.indexes_of(table)]
        written: list[tuple[Callable[..., str], Part]] = [
            *((write.add_foreign_key, key) for key in keys),
            *((write.create_index, index) for index in indexes),
        ]
        if not self.absent and self._at_once(written):
            return
        for write_part, part in written:
            self._part(part, write_part)

    def _at_once(self, written: Sequence[tuple[Callable[..., str], Table | Part]]) -> bool:
        """Run all of it as one script, which is one transaction: refused, it leaves nothing, and
        the parts must be tried one by one. Mostly none is, and each way to the server counts."""
        return self._refusal(lambda: "\n".join(w(self.model, p) for w, p in written)) is None

    def run_new(self, written: Callable[[], str], tables: tuple[str, ...]) -> None:
        """Run SQL for what is new. Raises `NewRefused`."""
        if refusal := self._refusal(written):
            raise NewRefused(f"PostgreSQL refused the new tables: {refusal}", self.ground(), tables)

    def _table(self, table: Table) -> None:
        if self._refusal(lambda: write.create_table(self.model, table)) is None:
            return
        refusal = self._refusal(lambda: f"CREATE TABLE {table_name(table)} ();")
        if refusal is not None:
            self._leave_out(table, table.id, f"`{table.name}`", refusal)
        for column in self.model.columns_of(table):
            self._column(column)
        for key in self.model.keys_of(table):
            self._part(key, write.add_constraint)
        for check in self.model.checks_of(table):
            self._part(check, write.add_constraint)

    def _column(self, column: Column) -> None:
        name = _full_name(self.model, column)
        if column.table in self.absent:
            self.absent.add(column.id)
        elif refusal := self._refusal(lambda: write.add_column(self.model, column)):
            plain = msgspec.structs.replace(column, default="", identity=False)
            if column.id in self.strict or self._refusal(
                lambda: write.add_column(self.model, plain)
            ):
                self._leave_out(column, column.table, name, refusal)
            else:
                self.doubts.append((column.table, f"{name}: without its default ({refusal})."))
                self.plain[column.id] = plain

    def _part(self, part: Part, written: Callable[..., str]) -> None:
        if self._stands_on_nothing(part):
            self.absent.add(part.id)
        elif refusal := self._refusal(lambda: written(self.model, part)):
            table = self.model.get(part.table, Table)
            kind = type(part).__name__
            self._leave_out(part, table.id, f"{_KINDS[kind]} of `{table.name}`", refusal)

    def _stands_on_nothing(self, part: Part) -> bool:
        columns = (*getattr(part, "columns", ()), *getattr(part, "ref_columns", ()))
        places = {part.table, getattr(part, "ref_table", part.table)}
        there = {column.removeprefix("-") for column in columns} | places
        return bool(there & self.absent)

    def _leave_out(self, element: Element, table: str, name: str, refusal: str) -> None:
        if element.id in self.strict:
            message = f"PostgreSQL refused {name}: {refusal}"
            raise NewRefused(message, self.ground(), (table, getattr(element, "ref_table", table)))
        self.absent.add(element.id)
        self.doubts.append((table, f"{name} was left out ({refusal})."))

    def _refusal(self, written: Callable[[], str]) -> str | None:
        try:
            self.session.execute(written())
        except SqlRefused as refused:
            return refused.message
        except Misused as misused:
            return misused.message
        return None
