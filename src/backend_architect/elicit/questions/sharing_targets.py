"""Where does a share go, and who may open it?

Why it is asked
    A link that anybody may open needs an unguessable token and its own read path; posting
    to a network needs its API, its credentials and a queue for retries.

When it is silent
    The words name a network, or say that links are public or private.

Default
    public link: it needs no third party and leads to every network by hand.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=1, about=("social-sharing",))
def sharing_targets(brief: Brief, _: Model) -> Wording | None:
    """Where does a share go, and who may open it?"""
    named = any(
        rule.startswith("provider: ")
        for each in brief.capabilities
        for rule in each.rules
        if each.name == "social-sharing"
    )
    if named or mentions(
        brief,
        "public link",
        "private link",
        "share link",
        "shareable link",
        "by email",
        "friends only",
        "followers",
    ):
        return None
    return Wording(
        text="Where does a share go, and who may open it?",
        why=(
            "A public link needs an unguessable token; members only needs a permission check;"
            " a network needs its API, credentials and retries."
        ),
        options=("public link", "members only", "social networks"),
        default="public link",
    )
