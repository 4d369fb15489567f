"""An index for each foreign key that none begins with.

When
    The code looks for rows by the key, or rows that are referred to are deleted: by a query, an
    endpoint, or along with their own parents.
When not
    Nothing does either (who created a row, in a system that deletes nobody): the index would cost
    every write and serve no reading. Such keys are named and left.
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
from backend_architect.languages.markdown.write import code
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, ForeignKey, Table
from backend_architect.model.finding import Finding


@remedy(rule="unindexed-foreign-key")
def unindexed_foreign_key(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Indexes over the keys' own columns, where something asks for them."""
    every = list(_wanted(site, findings))
    deleted = _deleted_from(site.model)
    wanted = [each for each in every if _is_asked_for(site.model, each, deleted)]
    keys = f"{len(wanted)} foreign key{'s' * (len(wanted) != 1)}"
    context = (
        f"The survey found {keys} without an index on the referring columns, by which the code "
        "looks for rows or whose referred rows are deleted. PostgreSQL makes none by itself: each "
        "such lookup and each such deletion reads the whole referring table."
    )
    add_indexes(draft, wanted, context=context)
    left = [each for each in every if each not in wanted]
    if left:
        draft.note("performance", _left(site.model, left))


def _wanted(site: Site, findings: tuple[Finding, ...]) -> Iterator[Wanted]:
    for finding in findings:
        key = site.model.find(finding.element)
        table = site.model.find(key.table) if isinstance(key, ForeignKey) else None
        if isinstance(key, ForeignKey) and isinstance(table, Table) and in_sql(site.model, table):
            yield Wanted(finding, table, key.columns)


def _deleted_from(model: Model) -> frozenset[str]:
    """The tables whose rows are deleted: by a query, by a DELETE endpoint of which no query is
    known (one that only marks rows has an update), or along with the rows they refer to."""
    known = {query.operation for query in model.queries if query.verb in ("update", "delete")}
    deleting = (op for op in model.operations if op.method.upper() == "DELETE")
    found = {query.table for query in model.queries if query.verb == "delete"}
    found |= {op.table for op in deleting if op.table and op.id not in known}
    cascading = [key for key in model.foreign_keys if key.on_delete == "cascade"]
    size = -1
    while size != len(found):
        size = len(found)
        found |= {key.table for key in cascading if key.ref_table in found}
    return frozenset(found)


def _is_asked_for(model: Model, each: Wanted, deleted: frozenset[str]) -> bool:
    key = model.get(each.finding.element, ForeignKey)
    looked_for = any(set(key.columns) <= set(q.filters) for q in model.queries_of(key.table))
    return looked_for or key.ref_table in deleted


def _left(model: Model, left: list[Wanted]) -> str:
    names = [
        code(f"{each.table.name} ({', '.join(model.get(c, Column).name for c in each.columns)})")
        for each in left
    ]
    return (
        f"Left without an index, since nothing in the code looks for rows by them and nothing "
        f"deletes what they refer to: {', '.join(names)}. Index one when that changes."
    )
