"""What a written query says, SQL or JPQL, as far as plain reading goes: table, verb, columns."""

from __future__ import annotations

import re
from typing import NamedTuple

from backend_architect.model.data import QueryVerb

_TABLE = re.compile(
    r"\b(?:from|into|update|delete\s+from)\s+[\"`]?(?:\w+\.)?[\"`]?(\w+)[\"`]?"
    r"(?:\s+(?:as\s+)?(?!where\b|set\b|join\b|left\b|inner\b|right\b|order\b|group\b|limit\b)(\w+))?",
    re.IGNORECASE,
)
#: A relation that JPQL joins, and the name it gets.
_JOINED = re.compile(r"\bjoin\s+(?:fetch\s+)?(\w+)\.(\w+)\s+(?:as\s+)?(\w+)", re.IGNORECASE)
_VERB = re.compile(r"\s*(?:with\b.*?\)\s*)?(select|insert|update|delete|from)\b", re.I | re.DOTALL)
_WHERE = re.compile(
    r"\bwhere\b(.*?)(?:\bgroup\s+by\b|\border\s+by\b|\blimit\b|\breturning\b|\bfetch\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ORDER = re.compile(
    r"\border\s+by\b(.*?)(?:\blimit\b|\boffset\b|\bfetch\b|\bfor\b|\Z)", re.I | re.S
)
_COLUMN = re.compile(
    r"(?<![\w:.])(?:[\"`]?(\w+)[\"`]?\.)?[\"`]?(\w+(?:\.\w+)?)[\"`]?(?:::\w+)?\s*\)?\s*"
    r"(?:=|<>|!=|<=|>=|<|>|\bnot\s+in\b|\bin\b|\bi?like\b|\bnot\s+i?like\b|\bbetween\b|\bis\b"
    r"|\bmember\s+of\b)",
    re.IGNORECASE,
)
_SORT = re.compile(r"(?:\w+\.)?(\w+)(?:\s+(asc|desc))?", re.IGNORECASE)
_LIMIT = re.compile(r"\blimit\b|\bfetch\s+(?:first|next)\b|\A\s*select\s+count\s*\(", re.I)
_KEYWORDS = frozenset(("and", "or", "not", "where", "null", "case", "when", "then", "else", "on"))
_VERBS: dict[str, QueryVerb] = {
    "select": "select", "from": "select", "insert": "insert", "update": "update",
    "delete": "delete",
}  # fmt: skip


class Query(NamedTuple):
    """The main table of a query with what is asked of it."""

    table: str
    verb: QueryVerb
    filters: tuple[str, ...]
    sorts: tuple[str, ...]
    limited: bool


def read_query(text: str) -> Query | None:
    """What a query says, None where no table is to be seen."""
    table, verb = _TABLE.search(text), _VERB.match(text)
    if table is None or verb is None:
        return None
    where, order = _WHERE.search(text), _ORDER.search(text)
    main = table[2] or table[1]
    return Query(
        table[1],
        _VERBS[verb[1].lower()],
        _columns(where[1], main, _relations(text, main)) if where else (),
        _sorts(order[1]) if order else (),
        bool(_LIMIT.search(text)),
    )


def _relations(text: str, main: str) -> dict[str, str]:
    """The main table's relations by the names they get: `join o.customer c` is c: customer."""
    joined = _JOINED.findall(text)
    return {alias.lower(): rel for owner, rel, alias in joined if owner.lower() == main.lower()}


def _columns(condition: str, main: str, relations: dict[str, str]) -> tuple[str, ...]:
    """The columns of the main table that a condition compares.

    Of `o.customer.id` and of `c.id`, where c is the joined `o.customer`, that is `customer`.
    """
    found: dict[str, None] = {}
    for owner, name in _COLUMN.findall(condition):
        if name.lower() in _KEYWORDS or name.isdigit():
            continue
        if owner.lower() in relations and name.lower() == "id":
            found[relations[owner.lower()]] = None
        elif not owner or owner.lower() == main.lower():
            found[name.partition(".")[0]] = None
    return tuple(found)


def _sorts(order: str) -> tuple[str, ...]:
    found = (_SORT.match(part.strip()) for part in order.split(","))
    return tuple(
        f"{'-' if (each[2] or '').lower() == 'desc' else ''}{each[1]}" for each in found if each
    )
