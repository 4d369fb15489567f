"""Does a law bind the personal data that is touched?

Why it is asked
    A regime decides what is encrypted, how long it is kept, how it is deleted on request,
    and what is written into the audit log.

When it is silent
    The words name a regime, or say that there is no personal data; a repair stores nothing
    new.

Default
    GDPR: the strictest that most services meet sooner or later.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=7)
def data_regime(brief: Brief, _: Model) -> Wording | None:
    """Does a law bind the personal data that is touched?"""
    if brief.constraint("regime") or mentions(
        brief, "personal data", "pii", "no personal data", "regulation"
    ):
        return None
    if brief.intent == "repair":
        return None
    return Wording(
        text="Does a law bind the personal data that is touched?",
        why="It decides encryption, retention, deletion on request and the audit log.",
        options=("none", "GDPR", "HIPAA", "PCI DSS"),
        default="GDPR",
        free=True,
    )
