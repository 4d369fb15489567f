"""How many requests come in a second at peak?

Why it is asked
    It decides the number of connections and processes, whether a cache pays, and how long a
    lock may be held during the migration.

When it is silent
    The words or an option give a rate, or the survey gives one for an operation.

Default
    50 requests per second: four million a day, if it lasted.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("scale", rank=3, measured=True)
def peak_request_rate(brief: Brief, as_is: Model) -> Wording | None:
    """How many requests come in a second at peak?"""
    if brief.rates or any(each.peak_rate for each in as_is.operations):
        return None
    return Wording(
        text="How many requests come in a second at peak?",
        why=(
            "It decides connections and processes, whether a cache pays, and how long a "
            "migration may hold a lock."
        ),
        options=(
            "5 requests per second",
            "50 requests per second",
            "500 requests per second",
            "5,000 requests per second",
        ),
        default="50 requests per second",
        free=True,
    )
