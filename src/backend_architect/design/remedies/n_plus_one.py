"""One query before the loop instead of one in each of its turns.

When
    A loop over rows reads another table for each of them.
When not
    The loop has a few turns for good, or each turn must see what the one before has written.
Alternatives
    A join, a cache for the request; see the decision.
Costs
    A change of code in each place, and memory for the rows read at once.
Sources
    The documentation of the mapper in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend_architect.catalog.sources import source
from backend_architect.design.blueprint import remedy
from backend_architect.design.draft import Draft
from backend_architect.design.orm import batching
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Query, Table
from backend_architect.model.decision import Reasons, Source
from backend_architect.model.finding import Finding
from backend_architect.model.service import Option

_CHOSEN = "read all of them before the loop"


@remedy(rule="n-plus-one")
def n_plus_one(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Where the loops are, and what to write instead."""
    queries = [q for f in findings if isinstance(q := site.model.find(f.element), Query)]
    if not queries:
        return
    advice = batching(site.model)
    decision = draft.decide(
        "batches",
        "A query leaves its loop" if len(queries) == 1 else f"{len(queries)} queries leave loops",
        context=(
            "For each row of a list another table is read: a page of rows makes as many journeys "
            "to the database as it has rows, and one more."
        ),
        options=_options(),
        chosen=_CHOSEN,
        reasons=Reasons(
            performance="A page costs two journeys, however many rows it has.",
            maintainability="What a page needs is said in one place, where the page is read.",
            team="A test that counts the queries of an endpoint keeps it so.",
            evolution="The batch can come from a cache later; the loop does not change.",
        ),
        consequences=(
            "Rows read at once take memory: together with an unbounded list the pages come first.",
            "The query for all keys needs the index the single one had.",
        ),
        sources=(*(advice.sources or (source("postgresql-indexes"),)), *_places(queries)),
        findings=[finding.id for finding in findings],
    )  # fmt: skip
    draft.note("performance", "\n".join(_told(site, queries, advice.advice)), decision)


def _options() -> tuple[Option, ...]:
    return (
        Option(
            name=_CHOSEN,
            pros=("two journeys instead of one for each row", "the rows stay as they were"),
            cons=("a change in each place",),
        ),
        Option(
            name="a join in the list's own query",
            pros=("one journey",),
            cons=("the parent's columns come once for each child", "pages count the wrong rows"),
        ),
        Option(
            name="a cache for each row",
            pros=("no change of the loop",),
            cons=("still as many journeys, to another server", "stale rows"),
        ),
    )


def _places(queries: Sequence[Query]) -> Iterator[Source]:
    for query in queries[:3]:
        if query.evidence:
            yield Source(title=f"The loop's query at {query.evidence[0].place}",
                         evidence=query.evidence[0])  # fmt: skip


def _told(site: Site, queries: Sequence[Query], advice: str) -> Iterator[str]:
    yield f"Instead of a query in each turn: {advice}."
    yield ""
    for query in sorted(queries, key=lambda each: (not each.operation, each.id)):
        table = site.model.find(query.table)
        name = table.name if isinstance(table, Table) else query.table
        place = query.evidence[0].place if query.evidence else query.id
        leads = site.model.find(query.operation)
        behind = f", behind {code(leads.name)}" if leads is not None else ""
        yield f"- {code(place)} reads {code(name)}{behind}."
