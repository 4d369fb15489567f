"""The actions of ALTER TABLE, each read by itself: one that is not understood hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from backend_architect.languages.postgresql import columns, constraints, indexes
from backend_architect.languages.postgresql.cursor import Cursor, NotUnderstood
from backend_architect.languages.postgresql.operations import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AttachPartition,
    CreateIndex,
    DropColumn,
    DropConstraint,
    DropIndex,
    IndexDefinition,
    MoveTable,
    Operation,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    TableName,
    Unread,
    ValidateConstraint,
)
from backend_architect.languages.postgresql.types import canonical, canonical_default

CONSTRAINT_WORDS = frozenset({"CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE"})
_INDEX_KINDS = frozenset({"FULLTEXT", "SPATIAL", "INVERTED"})
#: First words of actions about storage, triggers, rights and replication.
_WITHOUT_EFFECT = frozenset(
    {"OWNER", "ENABLE", "DISABLE", "FORCE", "NO", "REPLICA", "CLUSTER", "RESET", "ENGINE",
     "CONVERT", "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT", "AUTO_INCREMENT",
     "ROW_FORMAT", "ALGORITHM", "LOCK", "ORDER", "DEPENDS", "WITH"}
)  # fmt: skip
_COLUMN_SETTINGS = frozenset({"STATISTICS", "STORAGE", "COMPRESSION", "(", "GENERATED"})


def alter_table(cursor: Cursor) -> Iterator[Operation]:
    """Read ALTER TABLE from behind its second word."""
    cursor.accept("IF", "EXISTS")
    cursor.accept("ONLY")
    table = cursor.table_name()
    cursor.accept("*")
    for item in cursor.items():
        try:
            yield from _action(item, table)
        except NotUnderstood as trouble:
            yield Unread(lines=item.all_lines, reason=f"{trouble}.")


def _action(item: Cursor, table: TableName) -> Iterator[Operation]:
    verb = item.take().upper
    reader = _ACTIONS.get(verb)
    if reader is not None:
        yield from reader(item, table)
    elif verb not in _WITHOUT_EFFECT:
        raise NotUnderstood("an action of ALTER TABLE is not known")


# -- add


def _add(item: Cursor, table: TableName) -> Iterator[Operation]:
    if inline := inline_index(item, table):
        yield CreateIndex(index=inline, lines=item.all_lines)
        return
    if item.ahead("CONSTRAINT") and item.token_after(3).upper == "NULL":
        yield _named_not_null(item, table)
        return
    if item.any_ahead(CONSTRAINT_WORDS):
        if found := constraints.constraint(item):
            yield AddConstraint(table=table, constraint=found, lines=item.all_lines)
            return
        raise NotUnderstood("a constraint of this kind is not known")
    if item.ahead("PARTITION"):
        return
    item.accept("COLUMN")
    missing = item.accept("IF", "NOT", "EXISTS")
    for part in item.group_items() if item.ahead("(") else (item,):
        lines = part.all_lines
        defined = columns.column(part)
        yield AddColumn(
            table=table,
            column=defined.column,
            constraints=defined.constraints,
            if_not_exists=missing,
            lines=lines,
        )


def _named_not_null(item: Cursor, table: TableName) -> AlterColumn:
    """PostgreSQL 18's `ADD CONSTRAINT name NOT NULL column`."""
    item.index += 2
    item.expect("NOT", "NULL")
    return AlterColumn(table=table, name=item.name(), nullable=False, lines=item.all_lines)


def inline_index(item: Cursor, table: TableName) -> IndexDefinition | None:
    """Read `[FULLTEXT] KEY name (columns)` of MySQL and CockroachDB; None where something else
    comes next, such as a column that is called `key` or `index`."""
    start = item.index
    kind = item.accept_any(_INDEX_KINDS)
    word = item.accept_any(frozenset({"KEY", "INDEX"}))
    if not (kind or word) or (word == "KEY" and item.dialect != "mysql"):
        item.index = start
        return None
    name = "" if item.ahead("(") or item.ahead("USING") or item.done else item.name()
    columns_follow = item.ahead("(") and item.token_after(1).kind != "number"
    if not (columns_follow or item.ahead("USING")):
        item.index = start
        return None
    index = indexes.index(item, table, name=name, unique=False)
    return replace(index, method=kind.lower()) if kind else index


# -- drop


def _drop(item: Cursor, table: TableName) -> Iterator[Operation]:
    lines = item.all_lines
    if item.accept("PRIMARY", "KEY"):
        yield DropConstraint(table=table, kind="primary", lines=lines)
    elif item.accept("FOREIGN", "KEY"):
        item.accept("IF", "EXISTS")
        yield DropConstraint(table=table, name=item.name(), kind="foreign", lines=lines)
    elif item.accept("CONSTRAINT") or item.accept("CHECK"):
        item.accept("IF", "EXISTS")
        yield DropConstraint(table=table, name=item.name(), lines=lines)
    elif item.dialect == "mysql" and item.accept_any(frozenset({"INDEX", "KEY"})):
        yield DropIndex(name=item.name(), table=table, lines=lines)
    elif not item.ahead("PARTITION"):
        item.accept("COLUMN")
        item.accept("IF", "EXISTS")
        yield DropColumn(table=table, name=item.name(), lines=lines)


# -- change


def _alter(item: Cursor, table: TableName) -> Iterator[Operation]:
    lines = item.all_lines
    if item.accept("CONSTRAINT") or item.ahead("INDEX"):
        return
    item.accept("COLUMN")
    name = item.name()
    change = AlterColumn(table=table, name=name, lines=lines)
    if item.accept("TYPE") or item.accept("SET", "DATA", "TYPE"):
        yield _retyped(item, change)
    elif item.accept("SET", "NOT", "NULL"):
        yield replace(change, nullable=False)
    elif item.accept("DROP", "NOT", "NULL"):
        yield replace(change, nullable=True)
    elif item.accept("SET", "DEFAULT"):
        yield _defaulted(change, item.sql())
    elif item.accept("DROP", "DEFAULT"):
        yield replace(change, default="")
    elif item.accept("ADD", "GENERATED"):
        yield replace(change, identity=True)
    elif item.accept("DROP", "IDENTITY"):
        yield replace(change, identity=False)
    elif not (
        (item.accept("SET") and item.any_ahead(_COLUMN_SETTINGS))
        or item.ahead("RESTART")
        or item.ahead("RESET")
    ):
        raise NotUnderstood("a change of a column is not known")


def _retyped(item: Cursor, change: AlterColumn) -> AlterColumn:
    type = canonical(columns.type_text(item), item.dialect)
    item.skip_until(lambda token: token.upper == "USING")
    using = item.sql() if item.accept("USING") else ""
    return replace(change, type=type.name, using=using)


def _defaulted(change: AlterColumn, default: str) -> AlterColumn:
    if columns.takes_from_sequence(default):
        return replace(change, identity=True)
    return replace(change, default="" if default.upper() == "NULL" else default)


def _modify(item: Cursor, table: TableName) -> Iterator[Operation]:
    """MySQL's `MODIFY column definition`."""
    item.accept("COLUMN")
    item.accept("IF", "EXISTS")
    yield from _redefined(item, table, "")


def _change(item: Cursor, table: TableName) -> Iterator[Operation]:
    """MySQL's `CHANGE old definition`."""
    item.accept("COLUMN")
    old = item.name()
    yield from _redefined(item, table, old)


def _redefined(item: Cursor, table: TableName, old: str) -> Iterator[Operation]:
    lines = item.all_lines
    column, added = columns.column(item)
    if old and old != column.name:
        yield RenameColumn(table=table, name=old, to=column.name, lines=lines)
    yield AlterColumn(
        table=table,
        name=column.name,
        type=column.type,
        nullable=column.nullable,
        default=canonical_default(column.default, column.type, item.dialect),
        identity=column.identity,
        lines=lines,
    )
    for each in added:
        yield AddConstraint(table=table, constraint=each, lines=lines)


# -- names, schemas, partitions


def _rename(item: Cursor, table: TableName) -> Iterator[Operation]:
    lines = item.all_lines
    if item.accept_any(frozenset({"TO", "AS"})):
        yield RenameTable(table=table, to=item.table_name().name, lines=lines)
        return
    if item.accept("CONSTRAINT"):
        name, to = _pair(item)
        yield RenameConstraint(table=table, name=name, to=to, lines=lines)
    elif item.dialect == "mysql" and item.accept_any(frozenset({"INDEX", "KEY"})):
        name, to = _pair(item)
        yield RenameIndex(name=name, to=to, lines=lines)
    elif item.dialect == "mysql" and len(item.tokens) == 2:
        yield RenameTable(table=table, to=item.name(), lines=lines)
    else:
        item.accept("COLUMN")
        name, to = _pair(item)
        yield RenameColumn(table=table, name=name, to=to, lines=lines)


def _pair(item: Cursor) -> tuple[str, str]:
    before = item.name()
    item.expect("TO")
    return before, item.name()


def _validate(item: Cursor, table: TableName) -> Iterator[Operation]:
    item.expect("CONSTRAINT")
    yield ValidateConstraint(table=table, name=item.name(), lines=item.all_lines)


def _set(item: Cursor, table: TableName) -> Iterator[Operation]:
    if item.accept("SCHEMA"):
        yield MoveTable(table=table, to=item.name(), lines=item.all_lines)


def _attach(item: Cursor, table: TableName) -> Iterator[Operation]:
    item.expect("PARTITION")
    yield AttachPartition(table=table, partition=item.table_name(), lines=item.all_lines)


_ACTIONS: dict[str, Callable[[Cursor, TableName], Iterator[Operation]]] = {
    "ADD": _add,
    "ALTER": _alter,
    "ATTACH": _attach,
    "CHANGE": _change,
    "DROP": _drop,
    "MODIFY": _modify,
    "RENAME": _rename,
    "SET": _set,
    "VALIDATE": _validate,
}
