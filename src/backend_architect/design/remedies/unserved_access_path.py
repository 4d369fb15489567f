"""Indexes for access paths that the planner would serve by reading a whole table.

When
    The trial `access-paths-use-indexes` refuted a design and found the index that mends it.
When not
    No index helps: the condition holds for too many rows.
Alternatives
    A cache before the query; see the decision.
Costs
    One more entry to write for each row.
Sources
    PostgreSQL manual, "Indexes" and CREATE INDEX.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.design.blueprint import remedy
from backend_architect.design.draft import Draft
from backend_architect.design.indexing import Wanted, add_indexes
from backend_architect.design.site import Site
from backend_architect.model.data import Column, Table
from backend_architect.model.finding import Finding


@remedy(rule="unserved-access-path")
def unserved_access_path(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """The indexes the trial asked for."""
    context = (
        "At the planned volume PostgreSQL's own planner would read a large table row by row for "
        f"{len(findings)} access path{'s' * (len(findings) != 1)} of this design; with these "
        "indexes it would not."
    )
    add_indexes(draft, list(_wanted(site, findings)), context=context)


def _wanted(site: Site, findings: tuple[Finding, ...]) -> Iterator[Wanted]:
    for finding in findings:
        table = site.model.find(finding.element)
        columns = finding.measure.get("columns")
        if not isinstance(table, Table) or not isinstance(columns, list):
            continue
        ids = tuple(str(column) for column in columns)
        if all(isinstance(site.model.find(id.removeprefix("-")), Column) for id in ids):
            yield Wanted(finding, table, ids)
