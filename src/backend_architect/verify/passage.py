"""The way there and back on a real database: a Route's steps run as its files would run them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backend_architect.model.route import Route, Step
from backend_architect.ports.lab import Session, SqlRefused
from backend_architect.verify.ground import Ground, touched_tables
from backend_architect.verify.trial import Design, Tried

#: Table locks of PostgreSQL, weakest first ("13.3.1. Table-Level Locks" of its manual).
LOCKS = (
    "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
    "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
)  # fmt: skip

_HELD = """
select n.nspname, c.relname, l.mode from pg_catalog.pg_locks l
join pg_catalog.pg_class c on c.oid = l.relation
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where l.pid = pg_catalog.pg_backend_pid() and c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
"""


class StepRefused(Exception):
    """PostgreSQL refused a step."""

    def __init__(self, step: Step, direction: str, refused: SqlRefused) -> None:
        super().__init__(f"{step.move} {step.element}: {direction}: {refused.message}")
        self.step = step
        self.message = f"The step '{step.doc}' ({direction}) was refused: {refused.message}."


@dataclass(frozen=True)
class Lock:
    """The strongest lock a step took on a table that was there before its transaction."""

    step: Step
    table: str
    mode: str


def up_steps(route: Route) -> tuple[Step, ...]:
    """The steps with SQL, in the order they are taken."""
    return tuple(step for step in route.steps() if step.up)


def go_up(session: Session, route: Route, existing: Iterable[str] = ()) -> tuple[Lock, ...]:
    """Run all steps, those of a phase that may in one transaction. Gives the locks taken within
    transactions on the tables of `existing` (names without schema). Raises `StepRefused`."""
    locks: list[Lock] = []
    watched = frozenset(existing)
    for phase in route.phases:
        for run in _runs(tuple(step for step in phase.steps if step.up)):
            if run[0].transactional:
                locks += _in_transaction(session, run, watched)
            else:
                for step in run:
                    _act(session, step, step.up, "up")
    return tuple(locks)


def _runs(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Steps that share a transaction, or that refuse one."""
    run: list[Step] = []
    for step in steps:
        if run and (step.apart or step.transactional != run[-1].transactional):
            yield tuple(run)
            run = []
        run.append(step)
    if run:
        yield tuple(run)


def _in_transaction(
    session: Session, run: tuple[Step, ...], watched: frozenset[str]
) -> Iterator[Lock]:
    held: set[tuple[str, str]] = set()
    session.execute("begin")
    try:
        for step in run:
            _act(session, step, step.up, "up")
            now = {(table, mode) for _, table, mode in session.rows(_HELD) if table in watched}
            yield from _strongest(step, now - held)
            held |= now
    except StepRefused:
        session.execute("rollback")
        raise
    session.execute("commit")


def _strongest(step: Step, taken: set[tuple[str, str]]) -> Iterator[Lock]:
    for table in sorted({table for table, _ in taken}):
        modes = [mode for name, mode in taken if name == table]
        yield Lock(step, table, max(modes, key=LOCKS.index))


def go_down(session: Session, route: Route) -> tuple[Step, ...]:
    """Take all steps back in reverse, each by itself, as far as they have a way back. Gives those
    without SQL for it. Raises `StepRefused`."""
    left: list[Step] = []
    for step in reversed(up_steps(route)):
        if not step.down:
            left.append(step)
        else:
            _act(session, step, step.down, "down")
    return tuple(left)


def _act(session: Session, step: Step, sql: str, direction: str) -> None:
    try:
        session.execute(sql)
    except SqlRefused as refused:
        raise StepRefused(step, direction, refused) from refused


def refusal(refused: StepRefused, design: Design, ground: Ground) -> Tried:
    """What a trial makes of a refused step: refuted, unless the ground below it is doubtful."""
    touched = [table.id for table in touched_tables(design)]
    linked = [key.ref_table for id in touched for key in design.to_be.foreign_keys_of(id)]
    doubts = ground.doubted([*touched, *linked])
    if doubts:
        reason = f"{refused.message} What the survey knows of the tables is incomplete."
        return Tried("not proven", reason, details=doubts)
    return Tried("refuted", refused.message)
