"""Which endpoints, pages or reports are slow?

Why it is asked
    The cure differs by place: a report may wait for a replica, a list wants an index and a
    page size. Without a place every finding has the same weight.

When it is silent
    The words name a path, or a table that exists.

Default
    everything found: every finding of the survey is weighed alike.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question(
    "pain",
    rank=1,
    about=(
        "query-performance",
        "api-performance",
    ),
)
def slow_places(brief: Brief, as_is: Model) -> Wording | None:
    """Which endpoints, pages or reports are slow?"""
    if code.names_a_place(brief.words, as_is):
        return None
    return Wording(
        text="Which endpoints, pages or reports are slow?",
        why=(
            "What is named is cured first and measured; otherwise every finding has the same "
            "weight."
        ),
        options=("everything found",),
        default="everything found",
        free=True,
    )
