"""An index for each query or list that filters or sorts a table by columns none begins with.

When
    The table is large or grows, and the filter keeps few of its rows or the order has a limit.
When not
    A filter that most rows pass (a flag): the planner reads the table anyway, and the trial
    `access-paths-use-indexes` says so.
Alternatives
    A partial index for one value; a cache; see the decision.
Costs
    One more entry to write for each row.
Sources
    PostgreSQL manual, "Multicolumn Indexes" and "Indexes and ORDER BY".
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.design.blueprint import remedy
from backend_architect.design.draft import Draft
from backend_architect.design.indexing import Wanted, add_indexes, in_sql
from backend_architect.design.site import Site
from backend_architect.model.data import Column, Table
from backend_architect.model.finding import Finding


@remedy(rule="unindexed-filter")
def unindexed_filter(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Indexes over the compared columns, then those of the order."""
    wanted = list(_wanted(site, findings))
    places = f"{len(wanted)} place{'s' * (len(wanted) != 1)}"
    context = (
        f"In {places} the code looks for rows by columns that no index begins with: each of them "
        "reads the whole table, and takes longer with every row."
    )
    add_indexes(draft, wanted, context=context)


def _wanted(site: Site, findings: tuple[Finding, ...]) -> Iterator[Wanted]:
    for finding in findings:
        columns = finding.measure.get("columns")
        ids = [str(each) for each in columns] if isinstance(columns, list) else []
        found = [site.model.find(id.removeprefix("-")) for id in ids]
        tables = {column.table for column in found if isinstance(column, Column)}
        table = site.model.find(tables.pop()) if len(tables) == 1 else None
        if isinstance(table, Table) and in_sql(site.model, table):
            yield Wanted(finding, table, tuple(ids))
