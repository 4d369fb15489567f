"""What the code already says, so that nobody is asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend_architect.elicit.tables import TableNames, words_of
from backend_architect.elicit.text import key_of, keys
from backend_architect.model.architecture import Model
from backend_architect.model.data import Table

_PATH = re.compile(r"(?<![\w<./])/[a-z][\w{}:-]*", re.IGNORECASE)
_TENANTS = ("tenant", "organisation", "workspace")
_PLAIN_WORDS = frozenset(["user", "data", "order", "group", "service", "query", "page", "api"])


def has_column(as_is: Model, tables: Sequence[str], columns: Sequence[str]) -> bool:
    """True when a table whose name holds one of `tables` (() is any) has one of `columns`."""
    wanted = {keys(each) for each in tables}
    named = {keys(each) for each in columns}
    for column in as_is.columns:
        table = as_is.get(column.table, Table)
        fits = not wanted or any(_holds(words_of(table.name), each) for each in wanted)
        if fits and any(_holds(words_of(column.name), each) for each in named):
            return True
    return False


def limits_rates(as_is: Model) -> bool:
    """True when an operation or a link of the middleware limits rates."""
    return any(each.rate_limit for each in as_is.operations) or any(
        each.role == "rate-limit" for each in as_is.middleware
    )


def uses(as_is: Model, *names: str) -> bool:
    """True when a technology in use has one of these names in its own."""
    return any(name in words_of(each.name) for each in as_is.technologies for name in names)


def has_tenants(as_is: Model) -> bool:
    """True when rows belong to tenants: a table of them that another table refers to."""
    kinds = {key_of(each) for each in _TENANTS}
    tenants = {
        each.id
        for each in as_is.tables
        if words_of(each.name)[-1:] and words_of(each.name)[-1] in kinds
    }
    return any(each.ref_table in tenants for each in as_is.foreign_keys)


def names_a_place(words: str, as_is: Model) -> bool:
    """True when the words hold a path, or the name of a table that exists."""
    if _PATH.search(words):
        return True
    tables, row = TableNames(as_is), keys(words)
    return any(
        tables.first_of(row[place:])[0] and row[place] not in _PLAIN_WORDS
        for place in range(len(row))
    )


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))
