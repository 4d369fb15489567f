"""A column whose type, default, numbering or nullability changes, under the same name.

When
    A column of an existing table is altered.
How
    What frees (NULL allowed, a default) comes in expand; what binds (NOT NULL, a default taken
    away) in contract, after the release that keeps to it. A type that only gets wider is changed
    in expand: no row is rewritten. Any other change of type rewrites the table in the switch phase;
    for a table that cannot stand still that long, design a new column and let this one be renamed
    into it.
Locks
    ACCESS EXCLUSIVE: for a moment, or for as long as the rewriting takes.
Way back
    The old definition. A narrower type, or NOT NULL, is refused if rows have come that break it.
Sources
    https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.languages.postgresql.names import table_name
from backend_architect.migrate.belonging import replacement
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.migrate.requiring import require
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Table
from backend_architect.model.route import Step

_MOVE = "column-altered"
_TEXT = re.compile(r"(?:text|character varying(?:\((\d+)\))?)")
_NUMERIC = re.compile(r"numeric(?:\((\d+),(\d+)\))?")


def _takes(crossing: Crossing) -> bool:
    if not replacement(crossing, Column) or crossing.altered is None:
        return False
    before, after = crossing.altered
    return before.name == after.name


@move(takes=_takes)
def column_altered(crossing: Crossing) -> Steps:
    """What frees first, what binds last."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, Column)  # noqa: S101  # narrows
    assert isinstance(after, Column)  # noqa: S101  # narrows
    model = crossing.to_be
    rewritten = before.type != after.type and not is_wider(before.type, after.type)
    if before.type != after.type:
        yield from _type(model, before, after)
    if before.identity != after.identity:
        yield from _numbering(model, before, after)
    elif before.default != after.default and not rewritten:
        yield from _default(model, before, after)
    if before.nullable != after.nullable:
        yield from _nullability(model, before, after)


def _step(column: Column, doc: str, up: str = "", down: str = "", risk: str = "") -> Step:
    return Step(move=_MOVE, element=column.id, doc=doc, up=up, down=down, risk=risk)


def _type(model: Model, before: Column, after: Column) -> Steps:
    table, name = table_name(model.get(after.table, Table)), transition.value_of(after)
    doc = f"Change {after.name} of {table} from {before.type} to {after.type}."
    back = write.alter_type(model, before, using=f"{name}::{before.type}")
    if is_wider(before.type, after.type):
        risk = "The way back is refused once values have come that the old type cannot hold."
        yield "expand", _step(after, doc, write.alter_type(model, after), back, risk)
        return
    risk = (
        f"The change of type rewrites {table} and its indexes under ACCESS EXCLUSIVE: nobody reads"
        " or writes it meanwhile. Measure it on a copy and plan a window, or take a new column."
    )
    up = write.alter_type(model, after, using=f"{name}::{after.type}")
    without = write.set_default(model, replace(after, default="", identity=False))
    # A default is not cast with the rows: the old one goes before, the new one comes after.
    if before.default and not before.identity:
        away = f"Take the default of {after.name} away for the change of type."
        yield "switch", _step(after, away, without, write.set_default(model, before))
    yield "switch", _step(after, doc, up, back, risk)
    if after.default and not after.identity and not before.identity:
        anew = f"Give {after.name} its default."
        yield "switch", _step(after, anew, write.set_default(model, after), without)


def is_wider(before: str, after: str) -> bool:
    """Whether every value of the one type is one of the other as it is stored, so that PostgreSQL
    rewrites nothing."""
    text, longer = _TEXT.fullmatch(before), _TEXT.fullmatch(after)
    if text and longer:
        return longer[1] is None or (text[1] is not None and int(longer[1]) >= int(text[1]))
    number, larger = _NUMERIC.fullmatch(before), _NUMERIC.fullmatch(after)
    if number and larger:
        same_scale = number[2] == larger[2] and number[1] is not None
        return larger[1] is None or (same_scale and int(larger[1]) >= int(number[1]))
    return False


def _numbering(model: Model, before: Column, after: Column) -> Steps:
    def alone(column: Column) -> Column:
        return replace(column, default="", identity=False)

    if after.identity:
        if before.default:
            gone = write.set_default(model, alone(after))
            doc = f"The default of {after.name} makes room for numbering."
            yield "expand", _step(after, doc, gone, write.set_default(model, before))
        for up, down in transition.become_identity(model, after):
            yield "expand", _step(after, f"Let {after.name} number its rows.", up, down)
        return
    for up, down in reversed(list(transition.become_identity(model, before))):
        if down:
            doc = f"{after.name} no longer numbers its rows."
            yield "contract", _step(after, doc, down, up)
    if after.default:
        down = write.set_default(model, alone(after))
        doc = f"Give {after.name} its default."
        yield "contract", _step(after, doc, write.set_default(model, after), down)


def _default(model: Model, before: Column, after: Column) -> Steps:
    up, down = write.set_default(model, after), write.set_default(model, before)
    if after.default:
        yield "expand", _step(after, f"Change the default of {after.name}.", up, down)
    else:
        doc = f"Take the default of {after.name} away: the release writes it by now."
        yield "contract", _step(after, doc, up, down)


def _nullability(model: Model, before: Column, after: Column) -> Steps:
    if after.nullable:
        up, down = write.set_nullable(model, after), write.set_nullable(model, before)
        risk = f"The way back is refused once rows have come without {after.name}."
        yield "expand", _step(after, f"Allow {after.name} to be NULL.", up, down, risk)
        return
    filled = bool(after.default) and not after.identity
    # A default of another type can only be filled in once the type is changed.
    late = filled and before.type != after.type
    if filled:
        doc = f"Fill {after.name} of rows that have none, in batches."
        step = _step(after, doc, transition.fill_in_batches(model, after, after.default))
        question = doubts.empties(model, after).replace("count(*)", "count(*) = 0", 1)
        step = replace(step, transactional=False, check=question)
        yield "contract" if late else "backfill", step
    else:
        doc = f"Decide what {after.name} is for rows that have none, and fill it in batches."
        yield "backfill", _step(after, doc)
    yield "switch", _step(after, f"Release code that always writes {after.name}.")
    yield from require(_MOVE, "contract", model, after, filled=late)
