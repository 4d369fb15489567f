"""Indexes that findings ask for: what several remedies have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from backend_architect.catalog.sources import source
from backend_architect.design.draft import Draft
from backend_architect.languages.markdown.write import code
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Index, Store, Table
from backend_architect.model.decision import Reasons, Source
from backend_architect.model.element import Decided, Json
from backend_architect.model.finding import Finding
from backend_architect.model.service import Option

_CHOSEN = "B-tree indexes, built while the tables are in use"


class Wanted(NamedTuple):
    """An index that a finding asks for: column ids in order, "-" before a descending one."""

    finding: Finding
    table: Table
    columns: tuple[str, ...]


def add_indexes(draft: Draft, wanted: Sequence[Wanted], *, context: str) -> None:
    """Put the indexes on the sheet with one decision; those that an existing or wider index makes
    superfluous are left out. Does nothing where none is left."""
    ranked = sorted(wanted, key=_weight)
    kept = _without_superfluous(draft.site.model, ranked)
    if not kept:
        return
    decision = _decide(draft, kept, ranked, context)
    for each in kept:
        draft.add(_index(draft, each, decision))
    lines = [f"{place}. {_told(draft, each)}" for place, each in enumerate(kept, start=1)]
    draft.note("performance", "\n".join(["Indexes, the weightiest first:", "", *lines]), decision)


def in_sql(model: Model, table: Table) -> bool:
    """Whether the table is in an SQL store: only there can we make an index."""
    store = model.find(table.store)
    return isinstance(store, Store) and store.kind == "sql"


def _weight(each: Wanted) -> tuple[float, float, int, str, tuple[str, ...]]:
    """What the planner counted comes first, then what queries ask for, what is large, by name."""
    cost, asked = (_number(each.finding.measure.get(name)) for name in ("cost", "queries"))
    return -cost, -asked, -(each.table.rows or 0), each.table.id, each.columns


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _without_superfluous(model: Model, ranked: Sequence[Wanted]) -> list[Wanted]:
    lists = {(each.table.id, each.columns) for each in ranked}
    kept: dict[tuple[str, tuple[str, ...]], Wanted] = {}
    for each in ranked:
        size = len(each.columns)
        plain = tuple(column.removeprefix("-") for column in each.columns)
        served = any(lead[:size] == plain for lead in model.leading_columns_of(each.table))
        wider = any(
            table == each.table.id and len(columns) > size and columns[:size] == each.columns
            for table, columns in lists
        )
        if not served and not wider:
            kept.setdefault((each.table.id, each.columns), each)
    return list(kept.values())


def _index(draft: Draft, each: Wanted, decision: str) -> Index:
    return Index(
        id=f"{each.table.id}/index({_names(draft, each)})",
        name="",
        origin=Decided(decision=decision),
        table=each.table.id,
        columns=each.columns,
    )


def _names(draft: Draft, each: Wanted) -> str:
    model = draft.site.model
    return ",".join(
        "-" * c.startswith("-") + model.get(c.removeprefix("-"), Column).name for c in each.columns
    )


def _told(draft: Draft, each: Wanted) -> str:
    measure = each.finding.measure
    names = _names(draft, each).replace(",", ", ")
    before, after = measure.get("cost"), measure.get("cost with index")
    proven = f" Planner's cost without it {before}, with it {after}." if after is not None else ""
    index = code(f"{each.table.name} ({names})")
    return f"{index}: {each.finding.message}{proven}"


def _decide(draft: Draft, kept: Sequence[Wanted], wanted: Sequence[Wanted], context: str) -> str:
    tables = list(dict.fromkeys(each.table for each in kept))
    many = len(kept) != 1
    return draft.decide(
        "indexes",
        f"{len(kept)} {'indexes' if many else 'index'} on {_listed(tables)}",
        context=context,
        options=_options(),
        chosen=_CHOSEN,
        reasons=_reasons(),
        consequences=_consequences(tables, kept),
        sources=(
            source("postgresql-indexes"),
            source("postgresql-multicolumn-indexes"),
            source("postgresql-create-index"),
            *_places(tables),
        ),
        findings=tuple(dict.fromkeys(each.finding.id for each in wanted)),
    )


def _listed(tables: Sequence[Table]) -> str:
    names = [code(table.name) for table in tables]
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more tables"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _options() -> tuple[Option, ...]:
    return (
        Option(
            name=_CHOSEN,
            pros=(
                "the planner finds the rows without reading the table",
                "no change of code, and dropped again in a moment",
            ),
            cons=("every write to the tables keeps one more index up to date", "disk and memory"),
        ),
        Option(
            name="answers kept in a cache",
            pros=("repeated readings do not reach the database",),
            cons=(
                "the first reading stays slow, and so do deletes along a foreign key",
                "code must say when an answer is stale",
            ),
        ),
        Option(
            name="leave it until it hurts",
            pros=("nothing to do while the tables are small",),
            cons=("the work grows with every row, and the index is built under load",),
        ),
    )


def _reasons() -> Reasons:
    return Reasons(
        performance=(
            "A lookup by an index takes as many pages as the tree is high, a scan all pages of the "
            "table; the proof `access-paths-use-indexes` has the planner's costs at the planned "
            "volume."
        ),
        maintainability="An index is declared once, beside the table, and no query names it.",
        team="One migration; nobody's code changes.",
        evolution=(
            "An index that turns out to be unused (`pg_stat_user_indexes.idx_scan` stays 0) is "
            "dropped without a release."
        ),
    )


def _consequences(tables: Sequence[Table], kept: Sequence[Wanted]) -> list[str]:
    costs = [
        f"Each INSERT into {code(table.name)} writes {_entries(table, kept)} more, and so does an "
        "UPDATE of the indexed columns, which then can no longer be heap-only."
        for table in tables
    ]
    building = (
        "A concurrent build reads the table twice and waits for open transactions: run it outside "
        "the busiest hours. One that fails leaves an invalid index, which is dropped and built "
        "again."
    )
    return [*costs, building]


def _entries(table: Table, kept: Sequence[Wanted]) -> str:
    count = sum(each.table == table for each in kept)
    return "one index entry" if count == 1 else f"{count} index entries"


def _places(tables: Sequence[Table]) -> list[Source]:
    return [
        Source(title=f"{code(table.name)} at {table.evidence[0].place}", evidence=table.evidence[0])
        for table in tables
        if table.evidence
    ]
