"""A column that gets another name: the new one is added and both are kept written.

When
    A column of the as-is Model is in the to-be Model under another name (`renamed_from`).
How
    expand: the new column, empty, and a trigger that writes both alike, so that the old and the new
    release run side by side. backfill: old rows in batches, then NOT NULL where it was. switch: the
    release that knows only the new name. contract: the trigger and the old column go; default and
    numbering pass over. A change of type or nullability along with the name comes with it, as far
    as an assignment casts.
Locks
    ACCESS EXCLUSIVE or SHARE ROW EXCLUSIVE for a moment each; the trigger costs each write some
    microseconds until contract.
Way back
    Nothing is lost in any phase: also after contract the old column is filled from the new one
    (which writes every row, under ACCESS EXCLUSIVE).
Sources
    https://martinfowler.com/bliki/ParallelChange.html
    https://www.postgresql.org/docs/current/plpgsql-trigger.html
"""

from __future__ import annotations

from msgspec.structs import replace

from backend_architect.languages.postgresql import transition, write
from backend_architect.migrate.belonging import replacement
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.migrate.requiring import require
from backend_architect.model.data import Column, Table
from backend_architect.model.route import Step

_MOVE = "column-renamed"


def _takes(crossing: Crossing) -> bool:
    if not replacement(crossing, Column) or crossing.altered is None:
        return False
    before, after = crossing.altered
    return before.name != after.name


@move(takes=_takes)
def column_renamed(crossing: Crossing) -> Steps:
    """Add, keep both written, fill, switch, drop."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, Column)  # noqa: S101  # narrows
    assert isinstance(after, Column)  # noqa: S101  # narrows
    yield from _expand(crossing, before, after)
    yield from _backfill(crossing, before, after)
    doc = f"Release code that reads and writes {after.name} instead of {before.name}."
    yield "switch", Step(move=_MOVE, element=after.id, doc=doc)
    yield from _contract(crossing, before, after)


def _empty(column: Column) -> Column:
    return replace(column, nullable=True, default="", identity=False)


def _expand(crossing: Crossing, before: Column, after: Column) -> Steps:
    model, id = crossing.to_be, after.id
    table = model.get(after.table, Table).name
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=id,
            doc=f"Add {after.name} beside {before.name} in {table}, empty.",
            up=write.add_column(model, _empty(after)),
            down=write.drop_column(model, after),
            check=transition.column_is_there(model, after),
        ),
    )
    for doc, up, down in _syncing(crossing, before, after):
        yield "expand", Step(move=_MOVE, element=id, doc=doc, up=up, down=down)


def _syncing(crossing: Crossing, before: Column, after: Column) -> list[tuple[str, str, str]]:
    model = crossing.to_be
    both = f"{before.name} and {after.name}"
    return [
        (
            f"Say how {both} are kept alike.",
            transition.keep_both_written(model, before, after),
            transition.drop_both_written(model, before, after),
        ),
        (
            f"Keep {both} alike, whichever of them a release writes.",
            transition.call_both_written(model, before, after),
            transition.stop_both_written(model, before, after),
        ),
    ]


def _backfill(crossing: Crossing, before: Column, after: Column) -> Steps:
    model = crossing.to_be
    yield (
        "backfill",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Fill {after.name} of existing rows from {before.name}, in batches.",
            up=transition.fill_in_batches(model, after, transition.value_of(before)),
            transactional=False,
            check=transition.nothing_left(model, before, after),
            risk="A backfill writes every row once: watch replication lag and autovacuum; it can"
            " be stopped and taken up again at any time.",
        ),
    )
    if not after.nullable:
        yield from require(_MOVE, "backfill", model, after, filled=True)


def _contract(crossing: Crossing, before: Column, after: Column) -> Steps:
    model, id = crossing.to_be, after.id
    for _, up, down in reversed(_syncing(crossing, before, after)):
        doc = f"{before.name} need no longer be written."
        yield "contract", Step(move=_MOVE, element=id, doc=doc, up=down, down=up)
    yield "contract", _drop(crossing, before, after)
    if after.default and not after.identity:
        default = write.set_default(model, after), write.set_default(model, _empty(after))
        doc = f"Give {after.name} its default."
        yield "contract", Step(move=_MOVE, element=id, doc=doc, up=default[0], down=default[1])
    for up, down in transition.become_identity(model, after) if after.identity else ():
        doc = f"Let {after.name} number its rows."
        yield "contract", Step(move=_MOVE, element=id, doc=doc, up=up, down=down)


def _drop(crossing: Crossing, before: Column, after: Column) -> Step:
    model = crossing.as_is
    add = [write.add_column(model, replace(before, nullable=True, identity=False))]
    if not before.nullable:
        add.append(write.set_nullable(model, before))
    if before.identity:
        # In a block a query whose result nobody wants is a PERFORM.
        numbers = [up for up, _ in transition.become_identity(model, before)]
        add += [up.replace("SELECT", "PERFORM", 1) if up[0] == "S" else up for up in numbers]
    return Step(
        move=_MOVE,
        element=after.id,
        doc=f"Drop {before.name}; {after.name} holds the same values.",
        up=write.drop_column(model, before),
        down=transition.bring_back(model, before, after, add),
        check=transition.column_is_gone(model, before),
        risk=f"The way back fills {before.name} from {after.name}, row by row, while the table is"
        " locked.",
    )
