"""How many shares may one user make?

Why it is asked
    Sharing reaches strangers, so it is abused first. The limit decides the counter's window
    and store, the 429 response and its headers.

When it is silent
    The words hold a limit, or the code limits rates already and the design follows it.

Default
    20 per minute: above any honest use by hand.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("scale", rank=3, about=("social-sharing",))
def sharing_rate_limit(brief: Brief, as_is: Model) -> Wording | None:
    """How many shares may one user make?"""
    if mentions(brief, "rate limit", "per user", "throttle", "throttling", "at most") and any(
        c.isdigit() for c in brief.words
    ):
        return None
    if code.limits_rates(as_is):
        return None
    return Wording(
        text="How many shares may one user make per minute?",
        why=("The limit decides the counter's window and store, the 429 response and its headers."),
        options=("5 per minute", "20 per minute", "100 per minute"),
        default="20 per minute",
        free=True,
    )
