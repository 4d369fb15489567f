"""An index for each foreign key that none begins with.

When
    Rows that are referred to are deleted, or read together with those that refer to them.
When not
    The referring table stays small (some thousand rows): reading it whole is as quick.
Alternatives
    Soft deletion, a cache; see the decision.
Costs
    One more entry to write for each row of the referring table.
Sources
    PostgreSQL manual, "Constraints" (an index on the referring columns is not made by itself).
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.design.blueprint import remedy
from backend_architect.design.draft import Draft
from backend_architect.design.indexing import Wanted, add_indexes, in_sql
from backend_architect.design.site import Site
from backend_architect.model.data import ForeignKey, Table
from backend_architect.model.finding import Finding


@remedy(rule="unindexed-foreign-key")
def unindexed_foreign_key(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Indexes over the keys' own columns."""
    wanted = list(_wanted(site, findings))
    keys = f"{len(wanted)} foreign key{'s' * (len(wanted) != 1)}"
    context = (
        f"The survey found {keys} without an index on the referring columns. PostgreSQL makes "
        "none by itself: deleting a row that is referred to reads the whole referring table, and "
        "so does a join from the other side."
    )
    add_indexes(draft, wanted, context=context)


def _wanted(site: Site, findings: tuple[Finding, ...]) -> Iterator[Wanted]:
    for finding in findings:
        key = site.model.find(finding.element)
        table = site.model.find(key.table) if isinstance(key, ForeignKey) else None
        if isinstance(key, ForeignKey) and isinstance(table, Table) and in_sql(site.model, table):
            yield Wanted(finding, table, key.columns)
