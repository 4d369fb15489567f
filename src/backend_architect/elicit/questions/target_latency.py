"""How fast is fast enough?

Why it is asked
    The target decides whether an index is enough or a cache or a precomputed table is
    needed, and it is what the proof is held against.

When it is silent
    The words hold a latency goal.

Default
    p95 under 300 ms: an answer is felt as prompt below a few hundred milliseconds.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question(
    "pain",
    rank=2,
    about=(
        "query-performance",
        "api-performance",
    ),
    measured=True,
)
def target_latency(brief: Brief, _: Model) -> Wording | None:
    """How fast is fast enough?"""
    if any(goal.attribute.startswith("latency") for goal in brief.goals):
        return None
    return Wording(
        text="How fast is fast enough?",
        why=(
            "It decides whether an index is enough or a cache is needed, and what the proof "
            "is held against."
        ),
        options=("p95 under 100 ms", "p95 under 300 ms", "p95 under 1 s"),
        default="p95 under 300 ms",
        free=True,
    )
