"""Definitions of columns, as CREATE and ALTER write them.

Grammar: "CREATE TABLE" of the PostgreSQL manual, with MySQL's and SQLite's additions.
"""

from __future__ import annotations

from typing import NamedTuple

from backend_architect.languages.postgresql.constraints import constraint
from backend_architect.languages.postgresql.cursor import Cursor, NotUnderstood
from backend_architect.languages.postgresql.operations import ColumnDefinition, ConstraintDefinition
from backend_architect.languages.postgresql.tokens import Token
from backend_architect.languages.postgresql.types import canonical, canonical_default

#: Words that begin a column constraint or option: a type or a default ends before them.
_OPTIONS = frozenset(
    {"CONSTRAINT", "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK",
     "GENERATED", "COLLATE", "AUTO_INCREMENT", "AUTOINCREMENT", "COMMENT", "ON", "KEY", "IDENTITY",
     "CHARACTER", "CHARSET", "AS", "VIRTUAL", "STORED", "INVISIBLE", "VISIBLE", "FIRST", "AFTER",
     "BINARY", "STORAGE", "COMPRESSION", "USING", "DEFERRABLE", "INITIALLY", "ENFORCED", "OPTIONS",
     "WITH", "INITIAL"}
)  # fmt: skip
_NAMELESS = frozenset({"NOT", "NULL", "DEFAULT"})
_ENDS = _OPTIONS | {","}
_SECOND = frozenset({"VARYING", "PRECISION", "UNSIGNED", "SIGNED", "ZEROFILL", "VARCHAR"})
_FIELDS = frozenset({"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"})


class Defined(NamedTuple):
    """A column with the constraints written at it."""

    column: ColumnDefinition
    constraints: tuple[ConstraintDefinition, ...]


def column(cursor: Cursor) -> Defined:
    """Read a column definition up to the cursor's end. Raises `NotUnderstood`."""
    return _ColumnReader(cursor).read()


def type_text(cursor: Cursor) -> str:
    """Pass a type, as it is written; "" where none comes next (SQLite allows that)."""
    start = cursor.index
    if cursor.done or cursor.any_ahead(_ENDS - {"CHARACTER"}):
        return ""
    cursor.take()
    while cursor.accept("."):
        cursor.take()
    first = cursor.tokens[cursor.index - 1].upper
    if first == "NATIONAL":
        cursor.take()
    cursor.accept_any(_SECOND)
    cursor.accept("BIG", "INT")
    if first == "INTERVAL":
        while cursor.accept_any(_FIELDS):
            pass
    if cursor.ahead("("):
        cursor.skip_group()
    while cursor.accept_any(_SECOND):
        pass
    for zone in ("WITH", "WITHOUT"):
        cursor.accept(zone, "TIME", "ZONE")
    cursor.accept("ARRAY")
    while cursor.ahead("["):
        cursor.skip_group()
    return cursor.sql((start, cursor.index))


class _ColumnReader:
    """Gathers what the options of one column say."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.constraints: list[ConstraintDefinition] = []
        self.nullable: bool | None = None
        self.default = ""
        self.generated = ""
        self.identity = False

    def read(self) -> Defined:
        start = self.cursor.index
        self.name = self.cursor.name()
        written = type_text(self.cursor)
        while not self.cursor.done:
            self._option()
        type = canonical(written, self.cursor.dialect)
        primary = any(constraint.kind == "primary" for constraint in self.constraints)
        rowid = primary and self.cursor.dialect == "sqlite" and written.upper() == "INTEGER"
        identity = self.identity or type.identity or rowid or takes_from_sequence(self.default)
        default = canonical_default(self.default, type.name, self.cursor.dialect)
        definition = ColumnDefinition(
            name=self.name,
            type=type.name or "bytea" if written else "text",
            written_type=written,
            values=type.values,
            lines=self.cursor.lines(start),
            nullable=self._nullable(identity=identity, primary=primary),
            default="" if identity or default.upper() == "NULL" else default,
            identity=identity,
            generated=self.generated,
        )
        return Defined(definition, tuple(self.constraints))

    def _nullable(self, *, identity: bool, primary: bool) -> bool:
        if identity or primary:
            return False
        return True if self.nullable is None else self.nullable

    def _option(self) -> None:
        cursor, start = self.cursor, self.cursor.index
        if cursor.ahead("CONSTRAINT") and cursor.token_after(2).upper in _NAMELESS:
            cursor.index += 2  # a name that PostgreSQL 18 keeps, and the Model does not
        if cursor.accept("NOT", "NULL"):
            self.nullable = False
        elif cursor.accept("NULL"):
            self.nullable = True
        elif cursor.accept("DEFAULT"):
            self.default = _value(cursor)
        elif cursor.accept_any(frozenset({"AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY"})):
            self.identity = True
            cursor.skip_optional_group()
        elif cursor.ahead("GENERATED") or cursor.ahead("AS", "("):
            self._generated()
        elif not (self._constraint() or self._without_effect()):
            cursor.index = start
            raise NotUnderstood("an option of a column is not known here")

    def _constraint(self) -> bool:
        found = constraint(self.cursor, column=self.name)
        if found is not None:
            self.constraints.append(found)
        return found is not None

    def _generated(self) -> None:
        cursor = self.cursor
        cursor.accept("GENERATED")
        if cursor.accept("BY", "DEFAULT") or cursor.accept("ALWAYS"):
            pass
        cursor.expect("AS")
        if cursor.accept("IDENTITY"):
            self.identity = True
            cursor.skip_optional_group()
        else:
            self.generated = cursor.sql(cursor.skip_group())
            cursor.accept_any(frozenset({"STORED", "VIRTUAL", "PERSISTED"}))

    def _without_effect(self) -> bool:
        """Pass what says nothing about type, nullability, value or constraints."""
        cursor = self.cursor
        if cursor.accept("CHARACTER", "SET") or cursor.accept_any(
            frozenset({"COLLATE", "CHARSET", "STORAGE", "COMPRESSION", "COMMENT", "AFTER"})
        ):
            cursor.accept("=")
            cursor.take()
            while cursor.accept("."):
                cursor.take()
            return True
        if cursor.accept("ON", "UPDATE"):
            _value(cursor)
            return True
        if cursor.accept("NOT", "VISIBLE"):
            return True
        if cursor.accept("OPTIONS"):
            cursor.skip_group()
            return True
        return bool(cursor.accept_any(frozenset({"INVISIBLE", "VISIBLE", "FIRST", "BINARY"})))


def takes_from_sequence(default: str) -> bool:
    """True for the default that `serial` stands for."""
    return default.lower().startswith("nextval(")


def _value(cursor: Cursor) -> str:
    """Pass an expression that an option may follow; its first token is never an option."""
    start = cursor.index
    if cursor.ahead("("):
        cursor.skip_group()
    else:
        cursor.take()
    cursor.skip_until(_ends_value)
    while cursor.ahead("CHARACTER", "VARYING"):  # the type of a cast, no character set
        cursor.index += 2
        cursor.skip_until(_ends_value)
    return cursor.sql((start, cursor.index))


def _ends_value(token: Token) -> bool:
    return token.upper in _ENDS and token.upper not in ("WITH", "AS")
