"""An index that becomes another: other columns, another condition or another name.

When
    An index of an existing table is altered.
How
    Only the name: ALTER INDEX RENAME in expand. Otherwise the new one is built concurrently, the
    old one goes in contract; where both have one name, the new one bears another until then.
Locks
    As for `index-added` and `index-removed`; a rename takes SHARE UPDATE EXCLUSIVE for a moment.
Way back
    The same in reverse; nothing is lost.
Sources
    https://www.postgresql.org/docs/current/sql-alterindex.html
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from backend_architect.languages.postgresql import transition, write
from backend_architect.languages.postgresql.names import index_name, object_name
from backend_architect.migrate.belonging import replacement, shape
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.architecture import Model, compose
from backend_architect.model.data import Index, Table
from backend_architect.model.route import Step

_MOVE = "index-replaced"


@move(takes=lambda crossing: replacement(crossing, Index))
def index_replaced(crossing: Crossing) -> Steps:
    """Build the new one, then drop the old one."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    before, after = crossing.altered
    assert isinstance(before, Index)  # noqa: S101  # narrows
    assert isinstance(after, Index)  # noqa: S101  # narrows
    old, new = index_name(crossing.as_is, before), index_name(crossing.to_be, after)
    table = crossing.to_be.get(after.table, Table)
    names = transition.rename_index(table, old, new), transition.rename_index(table, new, old)
    if shape(crossing.as_is, before)[1:] == shape(crossing.to_be, after)[1:]:
        doc = f"Rename the index {old} to {new}."
        step = Step(move=_MOVE, element=after.id, doc=doc, up=names[0], down=names[1])
        yield "expand", step
        return
    yield from _anew(crossing, before, after, old == new)


def _anew(crossing: Crossing, before: Index, after: Index, same: bool) -> Steps:  # noqa: FBT001  # names agree or not
    model, table = crossing.to_be, crossing.to_be.get(after.table, Table)
    name = index_name(model, after)
    meanwhile = object_name(name, "", "new") if same else name
    there = _with(model, replace(after, name=meanwhile))
    built = there.get(after.id, Index)
    yield (
        "expand",
        Step(
            move=_MOVE,
            element=after.id,
            doc=f"Build the new index beside {index_name(crossing.as_is, before)}.",
            up=write.create_index(there, built, concurrently=True),
            down=write.drop_index(there, built, concurrently=True),
            transactional=False,
            check=transition.index_is_valid(there, built),
        ),
    )
    for up, down, transactional in _change_over(crossing, before, table, (meanwhile, name)):
        doc = f"{name} takes over."
        step = Step(move=_MOVE, element=after.id, doc=doc, up=up, down=down)
        yield "contract", replace(step, transactional=transactional)


def _change_over(
    crossing: Crossing, before: Index, table: Table, names: tuple[str, str]
) -> Iterator[tuple[str, str, bool]]:
    model = crossing.as_is
    drop = write.drop_index(model, before, concurrently=True)
    yield drop, write.create_index(model, before, concurrently=True), False
    if names[0] != names[1]:
        back = transition.rename_index(table, names[1], names[0])
        yield transition.rename_index(table, *names), back, True


def _with(model: Model, index: Index) -> Model:
    """The Model with the index under the name it bears meanwhile."""
    others = (each for each in model.elements() if each.id != index.id)
    return compose(model.head, (*others, index))
