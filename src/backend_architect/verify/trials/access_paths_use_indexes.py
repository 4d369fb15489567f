"""The planner of PostgreSQL itself, asked about every way rows are looked for.

Claim
    At the planned volume every access path of what is new or changed is served by an index.
Method
    The access paths follow from the operations' parameters and orders, the queries and the foreign
    keys. The to-be tables are created on PostgreSQL 18; their files are stretched (sparse) to the
    planned number of rows and statistics are injected: unique columns differ in every row,
    references are spread evenly over the rows referred to, others by a guess for their type. Then
    EXPLAIN with unknown values: no sequential scan may read more than 10,000 rows, and no more than
    1,000 rows may be sorted to hand out one page. Where a path fails, the index it asks for is
    created and the planner asked again.
What a pass does not show
    Times. Values that are spread unevenly (one customer with most of the orders), rows as long as
    documents, joins over several tables. Compared columns are taken as equal to one value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backend_architect.measures.access import AccessPath, access_paths
from backend_architect.measures.volume import tells_apart, volume_of
from backend_architect.model.data import Column, ForeignKey, Index, Table
from backend_architect.model.element import Element, Json
from backend_architect.model.finding import Finding
from backend_architect.ports.lab import Database, Lab, SqlRefused
from backend_architect.verify.advice import advised_index, index_sql
from backend_architect.verify.ground import (
    Ground,
    NewRefused,
    lay_as_is,
    lay_to_be,
    new_tables,
    sql_tables,
)
from backend_architect.verify.mutants import with_model
from backend_architect.verify.plans import (
    Explained,
    believe_in_rows,
    explained,
    select_of,
)
from backend_architect.verify.trial import Design, Tried, trial

RULE = "unserved-access-path"


def _without_indexes(design: Design) -> Design:
    """The new tables lose their indexes, but for those of keys."""
    new = {table.id for table in new_tables(design)}

    def alters(element: Element) -> Element | None:
        return None if isinstance(element, Index) and element.table in new else element

    return with_model(design, alters)


@dataclass(frozen=True)
class _Seen:
    """What the planner said: to-be plans, as-is plans by path, better plans with an index."""

    ground: Ground
    plans: tuple[Explained, ...]
    before: dict[AccessPath, Explained]
    better: dict[AccessPath, tuple[tuple[str, ...], Explained]]
    refused: tuple[str, ...]


@trial(mutant=_without_indexes)
def access_paths_use_indexes(design: Design, lab: Lab) -> Tried | None:
    """Pretend, explain, advise."""
    paths = paths_to_prove(design)
    if not paths:
        return None
    with lab.cluster() as cluster:
        with cluster.database() as database:
            try:
                ground = lay_to_be(database, design, (path.table for path in paths))
            except NewRefused as refused:
                return refused.tried
            seen = _see(database, design, ground, paths)
        with cluster.database() as database:
            seen.before.update(_before(database, design, [plan.path for plan in seen.plans]))
    return _judged(design, seen)


def paths_to_prove(design: Design) -> tuple[AccessPath, ...]:
    """The paths over new tables, those that new or changed elements cause, and for a repair those
    over the tables of the findings it cures.

    Of what was there before two kinds are left out: foreign keys no decision speaks of (whether
    rows are deleted that are referred to, nobody says), and filters by flags and states alone.
    """
    stored = {table.id for table in sql_tables(design.to_be)}
    new = {table.id for table in new_tables(design)}
    cured = frozenset(_cured(design))
    return tuple(
        path
        for path in access_paths(design.to_be)
        if path.table in stored
        and (path.table in new or _is_changed(design, path) or _is_repaired(design, path, cured))
    )


def _is_changed(design: Design, path: AccessPath) -> bool:
    return design.to_be.find(path.cause) != design.as_is.find(path.cause)


def _is_repaired(design: Design, path: AccessPath, cured: frozenset[str]) -> bool:
    if isinstance(design.as_is.find(path.cause), ForeignKey):
        return path.cause in cured
    ordered = bool(path.sorts) and path.limit is not None
    told = any(tells_apart(design.to_be.get(column, Column)) for column in path.equals)
    return path.table in cured and (told or ordered)


def _cured(design: Design) -> Iterator[str]:
    """The elements of the findings that decisions answer, and their tables."""
    for decision in design.proposal.decisions:
        for finding in decision.findings:
            element = design.as_is.find(finding.partition("@")[2])
            if element is not None:
                yield element.id
                yield str(getattr(element, "table", ""))


# ---------------------------------------------------------------- asking the planner


def _see(
    database: Database, design: Design, ground: Ground, paths: tuple[AccessPath, ...]
) -> _Seen:
    model, plans, refused = ground.model, [], []
    tables = _tables(ground, paths)
    believe_in_rows(database, model, design.brief, tables.values(), ground.absent)
    known: dict[str, Explained] = {}
    for path in paths:
        sql = select_of(model, path)
        try:
            if sql not in known:
                known[sql] = explained(database, model, path, _rows(design, path))
            plans.append(replace(known[sql], path=path))
        except SqlRefused as no:
            refused.append(f"{path.cause}: PostgreSQL refused the query ({no.message}).")
    failing = [plan for plan in plans if plan.fault]
    better = dict(_improved(database, design, ground, failing))
    return _Seen(ground, tuple(plans), {}, better, tuple(refused))


def _tables(ground: Ground, paths: tuple[AccessPath, ...]) -> dict[str, Table]:
    wanted = {path.table for path in paths}
    return {table.id: table for table in ground.tables if table.id in wanted}


def _rows(design: Design, path: AccessPath) -> int:
    table = design.to_be.get(path.table, Table)
    return volume_of(design.brief, table).rows


def _improved(
    database: Database, design: Design, ground: Ground, failing: list[Explained]
) -> Iterator[tuple[AccessPath, tuple[tuple[str, ...], Explained]]]:
    """What the planner does once a path has the index it asks for, where that helps.

    The indexes stay, so that a later path may be served by the index of an earlier one.
    """
    made: dict[tuple[str, tuple[str, ...]], str] = {}
    for plan in failing:
        columns = advised_index(ground.model, plan.path)
        advice = plan.path.table, columns
        try:
            if advice not in made:
                made[advice] = f"advised_{len(made)}"
                database.execute(index_sql(ground.model, *advice, made[advice]))
            table = ground.model.get(plan.path.table, Table)
            believe_in_rows(database, ground.model, design.brief, [table], ground.absent)
            after = explained(database, ground.model, plan.path, _rows(design, plan.path))
        except SqlRefused:
            continue
        if not after.fault:
            yield plan.path, (columns, after)


def _before(
    database: Database, design: Design, paths: list[AccessPath]
) -> dict[AccessPath, Explained]:
    """The same paths over the as-is tables, where they could be asked for there."""
    known = [path for path in paths if _exists(design, path)]
    if not known:
        return {}
    ground = lay_as_is(database, design, (path.table for path in known))
    tables = [table for table in ground.tables if table.id in {path.table for path in known}]
    believe_in_rows(database, ground.model, design.brief, tables, ground.absent)
    found = {}
    for path in known:
        try:
            found[path] = explained(database, ground.model, path, _rows(design, path))
        except SqlRefused:
            continue
    return found


def _exists(design: Design, path: AccessPath) -> bool:
    columns = (*path.equals, *(sort.removeprefix("-") for sort in path.sorts))
    return all(design.as_is.find(id) is not None for id in (path.table, *columns))


# ---------------------------------------------------------------- judging


def _judged(design: Design, seen: _Seen) -> Tried:
    failing = [plan for plan in seen.plans if plan.fault]
    figures: dict[str, Json] = {
        "access paths": len(seen.plans) + len(seen.refused),
        "served by an index": len(seen.plans) - len(failing),
        **_volumes(design, seen),
        **_gains(seen),
    }
    details = (*(_line(seen, plan) for plan in seen.plans), *seen.refused)
    details += seen.ground.sentences
    queries = dict.fromkeys(plan.sql for plan in seen.plans)
    repeat = "\n".join(f"EXPLAIN (GENERIC_PLAN) {sql};" for sql in queries)
    if failing:
        reason = f"{len(failing)} of {len(seen.plans)} access paths are not served by an index."
        findings = tuple(_findings(design, seen, failing))
        return Tried("refuted", reason, figures, details, repeat, findings)
    if seen.refused:
        return Tried("not proven", seen.refused[0], figures, details, repeat)
    return Tried("proven", figures=figures, details=details, repeat=repeat)


def _volumes(design: Design, seen: _Seen) -> dict[str, Json]:
    tables = {plan.path.table: design.to_be.get(plan.path.table, Table) for plan in seen.plans}
    found: dict[str, Json] = {}
    for table in sorted(tables.values(), key=lambda each: each.name):
        rows, said_by = volume_of(design.brief, table)
        found[f"rows of {table.name} ({said_by})"] = rows
    return found


def _gains(seen: _Seen) -> dict[str, Json]:
    """For paths that were there before and are served better now: cost before and after."""
    gained = [p for p in seen.plans if p.path in seen.before and p.cost < seen.before[p.path].cost]
    if not gained:
        return {}
    return {
        "paths made cheaper": len(gained),
        "cost before": round(sum(seen.before[plan.path].cost for plan in gained), 1),
        "cost after": round(sum(plan.cost for plan in gained), 1),
    }


def _line(seen: _Seen, plan: Explained) -> str:
    before = seen.before.get(plan.path)
    gain = f" (before: {before.cost:,}, {before.nodes})" if before and before != plan else ""
    said = f"{plan.path.cause}: {plan.sql}: {plan.nodes}, cost {plan.cost:,}{gain}"
    if not plan.fault:
        return f"{said}."
    better = seen.better.get(plan.path)
    helped = (
        f"; with an index on ({_names(better[0])}): {better[1].nodes}, cost {better[1].cost:,}"
        if better
        else "; no index on its columns changes that"
    )
    return f"{said}: {plan.fault}{helped}."


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join("-" * c.startswith("-") + c.rpartition("/")[2] for c in columns)


def _findings(design: Design, seen: _Seen, failing: list[Explained]) -> Iterator[Finding]:
    """One for each table and index that would help."""
    for plan in failing:
        if plan.path not in seen.better:
            continue
        columns, after = seen.better[plan.path]
        table = design.to_be.get(plan.path.table, Table)
        measured: dict[str, Json] = {
            "columns": list(columns),
            "cause": plan.path.cause,
            "cost": plan.cost,
            "cost with index": after.cost,
        }
        yield Finding(
            rule=RULE,
            element=table.id,
            severity="warning",
            message=f"{plan.path.cause} {plan.fault} of {table.name}.",
            evidence=table.evidence,
            measure=measured,
        )
