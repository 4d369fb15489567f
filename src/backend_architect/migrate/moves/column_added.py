"""A column that comes to a table that is there.

When
    A column is added to an existing table.
How
    At once, where no row must be rewritten: it may be NULL, or its default is the same for all
    rows. With a default that differs from row to row (gen_random_uuid()) it comes empty, new rows
    get the default, old ones are filled in batches, and only then it is NOT NULL. Numbers
    (identity) likewise, from a sequence of their own until the column takes over. NOT NULL without
    a default: what old rows shall hold is a decision of people; NOT NULL waits for contract, for
    until the switch nobody writes the column.
Locks
    ACCESS EXCLUSIVE for a moment; batches lock the rows they fill.
Way back
    DROP COLUMN; what was written into it meanwhile is lost.
Sources
    https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.migrate.belonging import lone_addition
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.migrate.requiring import require
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table
from backend_architect.model.route import Step

_MOVE = "column-added"
_STRING = re.compile(r"'(?:[^']|'')*'")
_CALL = re.compile(r"([a-z_]\w*)\s*\(")
#: Calls that give one value for the whole statement, and types with a length.
_SAME_FOR_ALL = frozenset(
    {"now", "transaction_timestamp", "statement_timestamp", "current_timestamp", "current_time",
     "localtime", "localtimestamp", "timezone", "date_trunc", "lower", "upper", "varying",
     "varchar", "character", "char", "numeric", "decimal", "bit", "timestamp", "time", "interval"}
)  # fmt: skip


@move(takes=lambda crossing: lone_addition(crossing, Column))
def column_added(crossing: Crossing) -> Steps:
    """At once where that is cheap, else empty first."""
    model, column = crossing.to_be, crossing.added
    assert isinstance(column, Column)  # noqa: S101  # narrows: `takes` said so
    if model.get(column.table, Table).rows == 0 or _is_cheap(column):
        yield "expand", _add(model, column)
    elif column.identity:
        yield from _numbered(model, column)
    elif column.default:
        yield from _filled(model, column)
    else:
        yield from _decided(model, column)


def _is_cheap(column: Column) -> bool:
    if column.identity:
        return False
    if not column.default:
        return column.nullable
    calls = _CALL.findall(_STRING.sub("''", column.default).lower())
    return all(call in _SAME_FOR_ALL for call in calls)


def _add(model: Model, column: Column) -> Step:
    table = model.get(column.table, Table)
    return Step(
        move=_MOVE,
        element=column.id,
        doc=f"Add the column {column.name} to {table.name}.",
        up=write.add_column(model, column),
        down=write.drop_column(model, column),
        check=transition.column_is_there(model, column),
    )


def _filled(model: Model, column: Column) -> Steps:
    empty = replace(column, nullable=True, default="")
    yield "expand", _add(model, empty)
    default = Step(
        move=_MOVE,
        element=column.id,
        doc=f"Give new rows their {column.name}.",
        up=write.set_default(model, column),
        down=write.set_default(model, empty),
    )
    yield "expand", default
    yield "backfill", _fill(model, column, column.default)
    if not column.nullable:
        yield from require(_MOVE, "backfill", model, column, filled=True)


def _fill(model: Model, column: Column, value: str) -> Step:
    question = doubts.empties(model, column)
    return Step(
        move=_MOVE,
        element=column.id,
        doc=f"Fill {column.name} of existing rows in batches.",
        up=transition.fill_in_batches(model, column, value),
        transactional=False,
        check=question.replace("SELECT count(*)", "SELECT count(*) = 0", 1),
        risk="A backfill writes every row once: watch replication lag and autovacuum; it can be"
        " stopped and taken up again at any time.",
    )


def _numbered(model: Model, column: Column) -> Steps:
    yield "expand", _add(model, replace(column, nullable=True, identity=False, default=""))
    for up, down in transition.number_new_rows(model, column):
        doc = f"Number new rows in {column.name}, from a sequence for the time being."
        yield "expand", Step(move=_MOVE, element=column.id, doc=doc, up=up, down=down)
    yield "backfill", _fill(model, column, transition.next_number(model, column))
    yield from require(_MOVE, "backfill", model, column, filled=True)
    for up, down in transition.number_by_identity(model, column):
        doc = f"Let {column.name} number its rows itself."
        yield "backfill", Step(move=_MOVE, element=column.id, doc=doc, up=up, down=down)


def _decided(model: Model, column: Column) -> Steps:
    table = model.get(column.table, Table)
    yield "expand", _add(model, replace(column, nullable=True))
    decide = f"Decide what {column.name} is for the existing rows of {table.name}, and fill it in"
    yield (
        "backfill",
        Step(
            move=_MOVE,
            element=column.id,
            doc=f"{decide} batches: neither words nor code say it.",
            risk=f"NOT NULL in phase 'contract' is refused while {column.name} of any row is NULL.",
        ),
    )
    write_it = f"Release code that gives {column.name} to every new row of {table.name}."
    yield "switch", Step(move=_MOVE, element=column.id, doc=write_it)
    yield from require(_MOVE, "contract", model, column)
