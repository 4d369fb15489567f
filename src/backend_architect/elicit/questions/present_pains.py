"""What hurts today in the part that changes?

Why it is asked
    A change is the cheapest moment to cure what hurts beside it, and the most dangerous to
    build on it unknowingly.

When it is silent
    The words say what hurts or that nothing does, or there is no system yet.

Default
    nothing known.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("pain", rank=8)
def present_pains(brief: Brief, as_is: Model) -> Wording | None:
    """What hurts today in the part that changes?"""
    if brief.pains or mentions(brief, "no known problems", "works well", "nothing hurts"):
        return None
    if not (as_is.operations or as_is.tables or as_is.services):
        return None
    return Wording(
        text="What hurts today in the part that changes?",
        why="It says what the change must not make worse, and what it should cure on the way.",
        options=("nothing known",),
        default="nothing known",
        free=True,
    )
