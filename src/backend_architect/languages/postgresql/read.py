"""SQL text -> statements with their lines, and what they do to the schema.

An own reader for the data definition language of PostgreSQL, MySQL and SQLite: it keeps lines,
reads each action of an ALTER TABLE by itself, and looks into DO blocks. Nothing is dropped: what
may change the schema and is not understood becomes an `Unread` in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from msgspec.structs import replace

from backend_architect.languages.postgresql import alter, columns, indexes
from backend_architect.languages.postgresql.cursor import Cursor, NotUnderstood, unquoted
from backend_architect.languages.postgresql.operations import (
    AddEnumValue,
    CreateDomain,
    CreateEnum,
    CreateIndex,
    DropIndex,
    DropSchema,
    DropTable,
    DropType,
    Lines,
    Operation,
    RenameEnumValue,
    RenameIndex,
    RenameTable,
    RenameType,
    SetSearchPath,
    Statement,
    Unread,
)
from backend_architect.languages.postgresql.tables import create_table
from backend_architect.languages.postgresql.tokens import (
    Dialect,
    LineIndex,
    Piece,
    dialect_of,
    split,
)
from backend_architect.languages.postgresql.types import canonical

_MODIFIERS = frozenset(
    {"OR", "REPLACE", "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "FOREIGN", "UNIQUE",
     "FULLTEXT", "SPATIAL", "INVERTED", "MATERIALIZED", "RECURSIVE", "CONSTRAINT", "DEFINER",
     "VIRTUAL"}
)  # fmt: skip
_MADE = frozenset({"CREATE", "ALTER", "DROP"})
#: Objects that hold no tables and no columns.
_ELSEWHERE = frozenset(
    {"VIEW", "FUNCTION", "PROCEDURE", "ROUTINE", "TRIGGER", "EXTENSION", "SCHEMA", "SEQUENCE",
     "ROLE", "USER", "GROUP", "POLICY", "PUBLICATION", "SUBSCRIPTION", "RULE", "OPERATOR",
     "AGGREGATE", "CAST", "COLLATION", "CONVERSION", "DATABASE", "EVENT", "SERVER", "LANGUAGE",
     "STATISTICS", "TABLESPACE", "TEXT", "DEFAULT", "SYSTEM", "ACCESS", "TRANSFORM", "LARGE",
     "OWNED", "DATA", "INDEX", "TYPE", "DOMAIN", "PROCEDURAL", "TRUSTED"}
)  # fmt: skip
#: First words of statements about data, sessions and rights.
_OTHER_VERBS = frozenset(
    {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES", "TRUNCATE", "MERGE", "COPY", "BEGIN",
     "COMMIT", "START", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET", "RESET", "SHOW", "EXPLAIN",
     "ANALYZE", "ANALYSE", "VACUUM", "REINDEX", "CLUSTER", "GRANT", "REVOKE", "COMMENT", "LOCK",
     "CALL", "DECLARE", "FETCH", "CLOSE", "PREPARE", "EXECUTE", "DEALLOCATE", "LISTEN", "NOTIFY",
     "UNLISTEN", "DISCARD", "CHECKPOINT", "REFRESH", "SECURITY", "END", "ABORT", "USE", "REPLACE",
     "PRAGMA", "OPTIMIZE", "LOAD", "FLUSH", "UNLOCK", "REASSIGN", "TABLE", "GO", "(", "ANALYSIS"}
)  # fmt: skip
_INCLUDES = ("\\i", "\\ir", "\\include", "\\include_relative", ".read")
_SPECIAL_INDEXES = frozenset({"FULLTEXT", "SPATIAL", "INVERTED"})
_ACTING = _MADE | {"EXECUTE"}
#: Words of PL/pgSQL behind which a statement begins.
_GUARDS = frozenset({"BEGIN", "THEN", "ELSE", "LOOP"})

Reader = Callable[[Cursor, frozenset[str]], Iterator[Operation]]


def read(text: str, dialect: Dialect | None = None) -> tuple[Statement, ...]:
    """The statements of `text` in order. The dialect is told by signs in the text if None."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    spoken = dialect or dialect_of(text)
    lines = LineIndex(text)
    return tuple(_statement(text, piece, lines, spoken) for piece in split(text, spoken))


def operations(text: str, dialect: Dialect | None = None) -> tuple[Operation, ...]:
    """What the statements of `text` do to the schema, on the way up only."""
    statements = (each for each in read(text, dialect) if each.section == "up")
    return tuple(chain.from_iterable(statement.operations for statement in statements))


def _statement(text: str, piece: Piece, lines: LineIndex, dialect: Dialect) -> Statement:
    cursor = Cursor(piece.tokens, lines, dialect)
    return Statement(
        kind=_kind(cursor),
        sql=text[piece.start : piece.tokens[-1].end],
        lines=Lines(first=lines.line_of(piece.start), last=lines.line_of(piece.end - 1)),
        operations=_operations(cursor),
        section=piece.section,
    )


def _kind(cursor: Cursor) -> str:
    first = cursor.tokens[0]
    if first.kind == "meta":
        return "command"
    if first.upper not in _MADE:
        known = first.upper in _OTHER_VERBS or first.upper in ("RENAME", "DO")
        return first.upper.lower() if known else "unknown"
    words = (token.upper for token in cursor.tokens[1:9])
    named = next((word for word in words if word in _ELSEWHERE or word == "TABLE"), "")
    return f"{first.upper} {named}".strip().lower()


def _operations(cursor: Cursor) -> tuple[Operation, ...]:
    found: list[Operation] = []
    try:
        found.extend(_read(cursor))
    except NotUnderstood as trouble:
        found.append(Unread(lines=cursor.all_lines, reason=f"{trouble}."))
    return tuple(found)


def _read(cursor: Cursor) -> Iterator[Operation]:
    verb = cursor.take()
    if verb.kind == "meta":
        yield from _command(cursor)
    elif verb.upper in _MADE:
        yield from _made(cursor, verb.upper)
    elif verb.upper == "RENAME":
        cursor.expect("TABLE")
        yield from (_renamed(item) for item in cursor.items())
    elif verb.upper == "DO":
        yield from _block(cursor)
    elif verb.upper == "SET":
        yield from _search_path(cursor)
    elif verb.upper not in _OTHER_VERBS:
        raise NotUnderstood("this is no statement known here")


def _command(cursor: Cursor) -> Iterator[Operation]:
    if cursor.tokens[0].text.split(maxsplit=1)[0] in _INCLUDES:
        yield Unread(lines=cursor.all_lines, reason="another file is included here.")


def _made(cursor: Cursor, verb: str) -> Iterator[Operation]:
    modifiers: set[str] = set()
    while cursor.any_ahead(_MODIFIERS):
        modifiers.add(cursor.take().upper)
    if cursor.accept("="):  # MySQL's DEFINER = user
        cursor.skip_until(lambda token: token.upper in _ELSEWHERE)
    kind = cursor.take().upper
    reader = _READERS.get(f"{verb} {kind}")
    if reader is not None and "VIRTUAL" not in modifiers:
        yield from reader(cursor, frozenset(modifiers))
    elif kind not in _ELSEWHERE:
        raise NotUnderstood(f"a statement {verb} of this kind is not known")


# -- tables


def _alter_table(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    if cursor.accept("ALL"):
        return
    yield from alter.alter_table(cursor)


def _drop_table(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    cursor.accept("IF", "EXISTS")
    cascade = cursor.tokens[-1].upper == "CASCADE"
    for item in cursor.items():
        table = item.table_name()
        yield DropTable(table=table, cascade=cascade, lines=cursor.all_lines)


def _renamed(item: Cursor) -> Operation:
    table = item.table_name()
    item.expect("TO")
    return RenameTable(table=table, to=item.table_name().name, lines=item.all_lines)


# -- indexes


def _create_index(cursor: Cursor, modifiers: frozenset[str]) -> Iterator[Operation]:
    concurrently = cursor.accept("CONCURRENTLY")
    cursor.accept("IF", "NOT", "EXISTS")
    name = "" if cursor.ahead("ON") else cursor.table_name().name
    using = cursor.name().lower() if cursor.accept("USING") else ""
    cursor.expect("ON")
    cursor.accept("ONLY")
    table = cursor.table_name()
    index = indexes.index(cursor, table, name=name, unique="UNIQUE" in modifiers)
    special = next((word.lower() for word in sorted(modifiers) if word in _SPECIAL_INDEXES), using)
    yield CreateIndex(
        index=replace(
            index,
            concurrently=concurrently,
            method=special or index.method,
            lines=cursor.all_lines,
        ),
        lines=cursor.all_lines,
    )


def _alter_index(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    cursor.accept("IF", "EXISTS")
    name = cursor.table_name().name
    if cursor.accept("RENAME", "TO"):
        yield RenameIndex(name=name, to=cursor.name(), lines=cursor.all_lines)


def _drop_index(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    cursor.accept("CONCURRENTLY")
    cursor.accept("IF", "EXISTS")
    for item in cursor.items():
        name = item.table_name()
        table = item.table_name() if item.accept("ON") else None
        yield DropIndex(name=name.name, schema=name.schema, table=table, lines=cursor.all_lines)


# -- types and schemas


def _create_type(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    name = cursor.table_name()
    if cursor.accept("AS", "ENUM"):
        values = tuple(unquoted(item.take().text) for item in cursor.group_items())
        yield CreateEnum(name=name, values=values, lines=cursor.all_lines)


def _alter_type(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    name = cursor.table_name()
    if cursor.accept("ADD", "VALUE"):
        cursor.accept("IF", "NOT", "EXISTS")
        value = unquoted(cursor.take().text)
        yield AddEnumValue(name=name, value=value, lines=cursor.all_lines)
    elif cursor.accept("RENAME", "VALUE"):
        value = unquoted(cursor.take().text)
        cursor.expect("TO")
        to = unquoted(cursor.take().text)
        yield RenameEnumValue(name=name, value=value, to=to, lines=cursor.all_lines)
    elif cursor.accept("RENAME", "TO"):
        yield RenameType(name=name, to=cursor.name(), lines=cursor.all_lines)
    elif cursor.ahead("RENAME") or cursor.ahead("SET", "SCHEMA"):
        raise NotUnderstood("a type is moved, or a part of it gets another name")


def _create_domain(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    name = cursor.table_name()
    cursor.accept("AS")
    type = canonical(columns.type_text(cursor), cursor.dialect)
    yield CreateDomain(name=name, type=type.name, lines=cursor.all_lines)


def _drop_type(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    cursor.accept("IF", "EXISTS")
    for item in cursor.items():
        yield DropType(name=item.table_name(), lines=cursor.all_lines)


def _drop_schema(cursor: Cursor, _: frozenset[str]) -> Iterator[Operation]:
    cursor.accept("IF", "EXISTS")
    cascade = cursor.tokens[-1].upper == "CASCADE"
    for item in cursor.items():
        yield DropSchema(name=item.name(), cascade=cascade, lines=cursor.all_lines)


def _search_path(cursor: Cursor) -> Iterator[Operation]:
    cursor.accept_any(frozenset({"SESSION", "LOCAL"}))
    if not cursor.accept("SEARCH_PATH"):
        return
    cursor.take()
    names = (item.take() for item in cursor.items())
    schemas = tuple(unquoted(each.text) if each.text[0] in "'\"" else each.text for each in names)
    yield SetSearchPath(schemas=schemas, lines=cursor.all_lines)


# -- DO blocks


def _block(cursor: Cursor) -> Iterator[Operation]:
    """Read the statements of an anonymous block as if each of them ran: guards such as
    `IF NOT EXISTS ... THEN` and `EXCEPTION WHEN duplicate_object` only make it repeatable."""
    body = next((token for token in cursor.tokens if token.text.startswith("$")), None)
    if body is None:
        raise NotUnderstood("a DO block is written as a plain string")
    text = "\n" * (cursor.line_of(body) - 1) + _within_dollars(body.text)
    lines = LineIndex(text)
    for piece in split(text, cursor.dialect):
        for start, token in enumerate(piece.tokens):
            if token.upper in _ACTING and (not start or piece.tokens[start - 1].upper in _GUARDS):
                yield from _guarded(Cursor(piece.tokens[start:], lines, cursor.dialect))
                break


def _guarded(cursor: Cursor) -> tuple[Operation, ...]:
    if cursor.ahead("EXECUTE"):
        reason = "a DO block puts a statement together while it runs."
        return (Unread(lines=cursor.all_lines, reason=reason),)
    return _operations(cursor)


def _within_dollars(text: str) -> str:
    tag = text[: text.index("$", 1) + 1]
    return text.removeprefix(tag).removesuffix(tag)


_READERS: dict[str, Reader] = {
    "CREATE TABLE": create_table,
    "ALTER TABLE": _alter_table,
    "DROP TABLE": _drop_table,
    "CREATE INDEX": _create_index,
    "ALTER INDEX": _alter_index,
    "DROP INDEX": _drop_index,
    "CREATE TYPE": _create_type,
    "ALTER TYPE": _alter_type,
    "DROP TYPE": _drop_type,
    "CREATE DOMAIN": _create_domain,
    "DROP DOMAIN": _drop_type,
    "DROP SCHEMA": _drop_schema,
}
