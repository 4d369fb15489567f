"""Two writers with one key: one of them wins, whatever they intend.

Claim
    Of two sessions that write the same unique key into a new table at the same time, exactly one
    succeeds, for every unique key and every partial unique index.
Method
    The as-is tables and the route's migrations are applied on PostgreSQL 18. For each primary key,
    unique key and unique index of a new table, one session inserts a row and keeps its transaction
    open; a second inserts another row with the same key. It must wait (lock_timeout tells), and
    once the first has committed it must be refused as a duplicate. A partial index is tried with
    rows its condition holds for.
What a pass does not show
    What the service makes of the refusal: it must answer it as a conflict, not as a failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from backend_architect.languages.postgresql.names import constraint_name, index_name, table_name
from backend_architect.languages.postgresql.write import dependency_order
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Index, Key, Table
from backend_architect.model.element import Json
from backend_architect.ports.lab import Database, Lab, Session, SqlRefused
from backend_architect.verify.ground import Ground, lay_as_is, new_tables
from backend_architect.verify.mutants import with_steps
from backend_architect.verify.passage import StepRefused, go_up, refusal
from backend_architect.verify.rows import Impossible, Recipe, fill, insertion
from backend_architect.verify.trial import Design, Tried, trial

#: Rows in the tables that are referred to: two writers and something around them.
ROWS = 5
_WAITED, _DUPLICATE = "55P03", "23505"
WON = "one writer won; the other waited and was refused as a duplicate"
_PATIENCE = "set lock_timeout = '50ms'"


def _not_unique(design: Design) -> Design:
    """The migrations make an ordinary index where a unique one was designed."""
    return with_steps(
        design,
        lambda step: msgspec.structs.replace(
            step, up=step.up.replace("CREATE UNIQUE INDEX", "CREATE INDEX")
        ),
    )


@dataclass(frozen=True)
class _Duel:
    """What became of one key: `WON`, or a sentence. `tried` is False where no row could be made."""

    key: str
    outcome: str
    tried: bool = True


@trial(mutant=_not_unique)
def unique_keys_hold_when_two_write(design: Design, lab: Lab) -> Tried | None:
    """Two sessions, one key, one winner."""
    model = design.to_be
    keys = [key for table in new_tables(design) for key in _unique(model, table)]
    if not keys:
        return None
    with lab.cluster() as cluster, cluster.database() as database:
        ground = lay_as_is(database, design)
        filling = fill(database, ground.model, ground.tables, ROWS, ground.absent)
        try:
            go_up(database, design.route)
        except StepRefused as refused:
            return refusal(refused, design, ground)
        field = _Field(database, design, frozenset(filling.empty) | ground.absent)
        duels = [field.duel(key) for key in keys]
    return _judged(duels, ground)


def _unique(model: Model, table: Table) -> Iterator[Key | Index]:
    yield from model.keys_of(table)
    for index in model.indexes_of(table):
        if index.unique:
            yield index


@dataclass(frozen=True)
class _Field:
    """The database where they meet; `empty` are ids of tables that hold no rows to refer to."""

    database: Database
    design: Design
    empty: frozenset[str]

    def duel(self, key: Key | Index) -> _Duel:
        """Two sessions insert the same key."""
        model = self.design.to_be
        name = index_name(model, key) if isinstance(key, Index) else constraint_name(model, key)
        conditions = (key.where,) if isinstance(key, Index) and key.where else ()
        table = model.get(key.table, Table)
        try:
            self._prepare(table)
            columns = frozenset(each.removeprefix("-") for each in key.columns)
            recipe = self._recipe(table, conditions, columns)
            rows = _two_rows(recipe, columns)
            with self.database.session() as first, self.database.session() as second:
                said = _fought(first, second, table, recipe.columns, rows)
        except (SqlRefused, Impossible) as why:
            return _Duel(name, f"no rows could be made: {why}", tried=False)
        return _Duel(name, said)

    def _recipe(
        self, table: Table, conditions: Sequence[str] = (), keep: frozenset[str] = frozenset()
    ) -> Recipe:
        return Recipe(
            self.database,
            self.design.to_be,
            table,
            empty=self.empty,
            conditions=conditions,
            keep=keep,
        )

    def _prepare(self, table: Table) -> None:
        """The new tables empty, but for those this one refers to."""
        model = self.design.to_be
        added, _ = dependency_order(model, new_tables(self.design))
        for each in reversed(added):
            self.database.execute(f"DELETE FROM {table_name(each)}")  # noqa: S608 - quoted
        wanted = _ancestors(model, table)
        for each in added:
            if each.id in wanted:
                recipe = self._recipe(each)
                for number in range(1, ROWS + 1):
                    self.database.execute(*insertion(each, recipe.columns, recipe.row(number)))


def _ancestors(model: Model, table: Table) -> frozenset[str]:
    """The tables a table refers to, and those they refer to, without itself."""
    seen: set[str] = set()
    waiting = [table.id]
    while waiting:
        for key in model.foreign_keys_of(waiting.pop()):
            if key.ref_table not in seen:
                seen.add(key.ref_table)
                waiting.append(key.ref_table)
    return frozenset(seen - {table.id})


def _two_rows(recipe: Recipe, key: frozenset[str]) -> tuple[list[Any], list[Any]]:
    """Two rows that differ in everything but the key."""
    second = [recipe.value(column, 1 if column.id in key else 2) for column in recipe.columns]
    return recipe.row(1), second


def _fought(
    first: Session,
    second: Session,
    table: Table,
    columns: Sequence[Column],
    rows: tuple[list[Any], list[Any]],
) -> str:
    """WON, or what went wrong."""
    first.execute("begin")
    first.execute(*insertion(table, columns, rows[0]))
    second.execute(_PATIENCE)
    early = _refused(second, insertion(table, columns, rows[1]))
    first.execute("commit")
    if early != _WAITED:
        return f"the second writer was refused: {early}" if early else "both writers succeeded"
    late = _refused(second, insertion(table, columns, rows[1]))
    if late == _DUPLICATE:
        return WON
    return f"the second writer was refused: {late}" if late else "both writers succeeded"


def _refused(session: Session, statement: tuple[str, Sequence[Any]]) -> str:
    try:
        session.execute(*statement)
    except SqlRefused as refused:
        return refused.sqlstate
    return ""


def _judged(duels: list[_Duel], ground: Ground) -> Tried:
    won = [duel for duel in duels if duel.outcome == WON]
    untried = [duel for duel in duels if not duel.tried]
    failed = [duel for duel in duels if duel.tried and duel.outcome != WON]
    figures: dict[str, Json] = {"unique keys": len(duels), "held": len(won)}
    details = (*(f"{duel.key}: {duel.outcome}." for duel in duels), *ground.sentences)
    if failed:
        reason = f"{failed[0].key}: {failed[0].outcome}."
        return Tried("refuted", reason, figures, details)
    if untried:
        reason = f"{untried[0].key}: {untried[0].outcome}."
        return Tried("not proven", reason, figures, details)
    return Tried("proven", figures=figures, details=details)
