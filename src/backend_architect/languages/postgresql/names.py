"""Names and constants as PostgreSQL writes them, and the names it would choose by itself.

Identifiers are quoted where `quote_ident` would quote them and clipped to 63 bytes as the server
clips them. A constraint or index without a name of its own gets the server's: see
`makeObjectName`, `ChooseConstraintName` and `ChooseIndexName` in its sources
(`orders_customer_id_fkey`, `orders_pkey`, `orders_total_check`, `orders_customer_id_idx`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from backend_architect.errors import Misused
from backend_architect.languages.postgresql.tokens import Token, tokens
from backend_architect.model.architecture import Model
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Table
from backend_architect.model.element import Json

Constraint: TypeAlias = Key | ForeignKey | Check

#: The longest identifier in bytes (NAMEDATALEN - 1).
LONGEST = 63

_KEYWORDS = """
all analyse analyze and any array as asc asymmetric authorization between bigint binary bit
boolean both case cast char character check coalesce collate collation column concurrently
constraint create cross current_catalog current_date current_role current_schema current_time
current_timestamp current_user dec decimal default deferrable desc distinct do else end except
exists extract false fetch float for foreign freeze from full grant greatest group grouping
having ilike in initially inner inout int integer intersect interval into is isnull join json
json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
json_serialize json_table json_value lateral leading least left like limit localtime
localtimestamp merge_action national natural nchar none normalize not notnull null nullif
numeric offset on only or order out outer overlaps overlay placing position precision primary
real references returning right row select session_user setof similar smallint some substring
symmetric system_user table tablesample then time timestamp to trailing treat trim true union
unique user using values varchar variadic verbose when where window with xmlattributes
xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
xmltable
"""
#: `pg_get_keywords()` of PostgreSQL 18 without the unreserved ones.
KEYWORDS = frozenset(_KEYWORDS.split())
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_OPENING = {")": "(", "]": "["}


def clipped(name: str, limit: int = LONGEST) -> str:
    """`name` cut to at most `limit` bytes of UTF-8, never within a character."""
    return name.encode()[:limit].decode(errors="ignore")


def identifier(name: str) -> str:
    """`name` as an SQL identifier, quoted where it must be. Raises `Misused` for an impossible
    one (empty, or with a NUL character)."""
    if not name or "\0" in name:
        raise Misused(f"{name!r} cannot be a name in PostgreSQL.")
    short = clipped(name)
    if _PLAIN.match(short) and short not in KEYWORDS:
        return short
    return '"' + short.replace('"', '""') + '"'


def literal(value: Json) -> str:
    """`value` as an SQL constant; lists and objects as a string of JSON. Raises `Misused` for a
    string with a NUL character, which PostgreSQL cannot store."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value) if value == value and abs(value) != float("inf") else f"'{value}'"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if "\0" in text:
        raise Misused("a text with a NUL character cannot be stored in PostgreSQL.")
    return "'" + text.replace("'", "''") + "'"


def expression(text: str, *, place: str) -> str:
    """`text` if it is one SQL expression that cannot end the statement it is put into.

    Raises `Misused` with `place` for anything with a semicolon, a comment, an open string,
    unbalanced brackets or a comma outside them: such text comes from strangers.
    """
    *found, last = tokens(f"{text} ;")
    if not found or last.text != ";" or "\0" in text or _leaks(text, found):
        raise Misused(f"{place}: not one SQL expression.")
    return text.strip()


def _leaks(text: str, found: list[Token]) -> bool:
    """True if a bracket stays open, or if a comment hides between the tokens."""
    opened, covered = [""], 0
    for token in found:
        if text[covered : token.start].strip() or token.kind == "meta" or token.text == ";":
            return True
        covered = token.end
        if token.text in ("(", "["):
            opened.append(token.text)
        elif token.text in _OPENING:
            if opened.pop() != _OPENING[token.text]:
                return True
        elif token.text == "," and len(opened) == 1:
            return True
    return len(opened) != 1 or bool(text[covered:].strip())


def table_name(table: Table) -> str:
    """The table's name, with its schema where it has one."""
    name = identifier(table.name)
    return f"{identifier(table.schema)}.{name}" if table.schema else name


def constraint_name(model: Model, constraint: Constraint) -> str:
    """The bare name of a constraint of the model: its own, or the one PostgreSQL would choose."""
    return _names_of(model)[constraint.id]


def index_name(model: Model, index: Index) -> str:
    """The bare name of an index of the model: its own, or the one PostgreSQL would choose."""
    return _names_of(model)[index.id]


def object_name(table: str, columns: str, label: str) -> str:
    """`table_columns_label` in at most 63 bytes, the longer of the first two cut (the rule of
    PostgreSQL's `makeObjectName`)."""
    overhead = len(label.encode()) + (2 if columns else 1)
    first, second = len(table.encode()), len(columns.encode())
    while first + second + overhead > LONGEST:
        if first > second:
            first -= 1
        else:
            second -= 1
    parts = (clipped(table, first), clipped(columns, second) if columns else "", label)
    return "_".join(part for part in parts if part)


class _Identity:
    """A model as a key of a cache: by being the same object."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __hash__(self) -> int:
        return id(self.model)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.model is self.model


def _names_of(model: Model) -> dict[str, str]:
    return _names(_Identity(model))


@lru_cache(maxsize=2)
def _names(identity: _Identity) -> dict[str, str]:
    """Names by id. What has a name keeps it; then what exists is named, then what is new, so that
    a new element never takes the name of an old one."""
    model = identity.model
    named: dict[str, str] = {}
    taken = {(table.schema, clipped(table.name)) for table in model.tables}
    elements: list[Constraint | Index] = [
        *model.keys,
        *model.foreign_keys,
        *model.checks,
        *model.indexes,
    ]
    for element in sorted(elements, key=lambda each: (not each.name, each.is_new, each.id)):
        schema = model.get(element.table, Table).schema
        for name in _candidates(model, element):
            if element.name or (schema, name) not in taken:
                named[element.id] = name
                taken.add((schema, name))
                break
    return named


def _candidates(model: Model, element: Constraint | Index) -> Iterator[str]:
    if element.name:
        yield clipped(element.name)
        return
    table = clipped(model.get(element.table, Table).name)
    columns, label = _parts(model, element)
    yield object_name(table, columns, label)
    number = 1
    while True:
        yield object_name(table, columns, f"{label}{number}")
        number += 1


def _parts(model: Model, element: Constraint | Index) -> tuple[str, str]:
    match element:
        case Key(kind="primary"):
            return "", "pkey"
        case Key():
            return _joined(model, element.columns), "key"
        case ForeignKey():
            return _joined(model, element.columns), "fkey"
        case Check():
            return _only_column(model, element), "check"
        case Index():
            return _joined(model, element.columns + element.include), "idx"


def _joined(model: Model, columns: tuple[str, ...]) -> str:
    """Column names joined by "_", as many as begin within the longest name."""
    joined = ""
    for id in columns:
        if len(joined.encode()) > LONGEST:
            break
        name = clipped(model.get(id.removeprefix("-"), Column).name)
        joined = f"{joined}_{name}" if joined else name
    return clipped(joined)


def _only_column(model: Model, check: Check) -> str:
    """The column's name if the check is about exactly one, else ""."""
    known = {clipped(column.name) for column in model.columns_of(check.table)}
    used = {
        token.text[1:-1].replace('""', '"') if token.kind == "quoted" else token.text.lower()
        for token in tokens(check.expression)
        if token.kind in ("word", "quoted")
    } & known
    return used.pop() if len(used) == 1 else ""
