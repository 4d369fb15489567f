"""Who will build and run it?

Why it is asked
    One service a small team can run beats three it cannot; a technology nobody knows is a
    cost that no benchmark shows.

When it is silent
    The words speak of the team's size or skills.

Default
    2 to 5 engineers who know the present stack: the design stays within it.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("technical", rank=6)
def team(brief: Brief, _: Model) -> Wording | None:
    """Who will build and run it?"""
    if brief.constraint("team") or mentions(
        brief, "our team", "the team", "developers", "engineers"
    ):
        return None
    return Wording(
        text="Who will build and run it, and what do they know?",
        why=(
            "It decides how many moving parts are affordable, and whether a new technology "
            "may be brought in."
        ),
        options=(
            "1 engineer",
            "2 to 5 engineers who know the present stack",
            "more than 5 engineers",
        ),
        default="2 to 5 engineers who know the present stack",
        free=True,
    )
