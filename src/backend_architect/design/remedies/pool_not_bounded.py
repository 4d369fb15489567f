"""A limit for the connections a program opens.

When
    Nothing bounds them, and more than one instance or a burst of requests may come.
When not
    A pooler in front of the server bounds them for all programs.
Alternatives
    A pooler; a larger limit at the server; see the decision.
Costs
    Requests wait for a connection when all are in use: they need a time limit of their own.
Sources
    Go, "Managing connections"; PostgreSQL manual, max_connections.
"""

from __future__ import annotations

from collections.abc import Sequence

from backend_architect.catalog.sources import source
from backend_architect.design.blueprint import remedy
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Store
from backend_architect.model.decision import Reasons, Source
from backend_architect.model.finding import Finding
from backend_architect.model.service import Option

_CHOSEN = "a limit in the program, from a setting"

_WHAT = (
    "After the database is opened: `SetMaxOpenConns` with a number from a setting, "
    "`SetMaxIdleConns` with the same number, and `SetConnMaxLifetime` below the time after which "
    "the server or a proxy closes connections."
)
_NUMBER = (
    "The number: the server's `max_connections`, less what is reserved and what other programs "
    "use, divided by the most instances that run at once, also during a deployment. It is not "
    "known here, so none is named."
)


@remedy(rule="pool-not-bounded")
def pool_not_bounded(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Where to set the limit, and how to find the number."""
    stores = [s for f in findings if isinstance(s := site.model.find(f.element), Store)]
    if not stores:
        return
    decision = _decide(draft, stores, findings)
    places = [f"- {code(s.evidence[0].place)}" for s in stores if s.evidence]
    draft.note("performance", "\n".join([_WHAT, "", _NUMBER, "", *places]), decision)


def _decide(draft: Draft, stores: Sequence[Store], findings: Sequence[Finding]) -> str:
    where = [
        Source(title=f"Opened at {store.evidence[0].place}", evidence=store.evidence[0])
        for store in stores
        if store.evidence
    ]
    return draft.decide(
        "pool",
        "The program opens a limited number of connections",
        context=(
            "The pool opens a new connection whenever all are in use. Under load it opens more "
            "than the server takes, and then every instance is refused."
        ),
        options=_options(),
        chosen=_CHOSEN,
        reasons=Reasons(
            performance="The server works on as many requests at once as it has means for.",
            maintainability="One setting beside the address of the database.",
            team="The number of instances and the limit are seen side by side.",
            evolution="A pooler can come later; the limit then is the pooler's.",
        ),
        consequences=(
            "When all connections are in use a request waits: give it a context with a deadline.",
            "`DB.Stats` tells how many waited; watch it after the release.",
        ),
        sources=(source("go-connections"), source("postgresql-connections"), *where),
        findings=[finding.id for finding in findings],
    )


def _options() -> tuple[Option, ...]:
    return (
        Option(
            name=_CHOSEN,
            pros=("three lines", "nothing new to run"),
            cons=("instances and limit must be kept in step",),
        ),
        Option(
            name="a pooler before the server",
            pros=("one limit for all programs",),
            cons=("one more part to run", "prepared statements and session settings need care"),
        ),
        Option(
            name="a higher max_connections",
            pros=("no change of the program",),
            cons=("memory for each connection", "only moves the end"),
        ),
    )
