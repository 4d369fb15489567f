"""How many reads come on one write?

Why it is asked
    Every index and cache makes reads cheaper and writes dearer; a replica helps reads only.

When it is silent
    The words tell reads from writes.

Default
    10 reads to 1 write: what an ordinary web application shows.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question(
    "scale",
    rank=4,
    about=(
        "query-performance",
        "api-performance",
    ),
)
def read_write_ratio(brief: Brief, _: Model) -> Wording | None:
    """How many reads come on one write?"""
    if {"reads", "writes"} & set(brief.rates) or mentions(
        brief, "read heavy", "write heavy", "mostly reads", "mostly writes"
    ):
        return None
    return Wording(
        text="How many reads come on one write?",
        why=(
            "Every index and cache makes reads cheaper and writes dearer; a replica helps "
            "reads only."
        ),
        options=("100 to 1", "10 to 1", "1 to 1"),
        default="10 to 1",
        free=True,
    )
