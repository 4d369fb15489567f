"""Does a login end in a server session or in a bearer token?

Why it is asked
    A server session can be ended at once and needs a store and CSRF protection; a bearer
    token needs no look-up, but a short life, refresh and rotation.

When it is silent
    The code authenticates already (its scheme is kept), or the words name sessions,
    cookies, JWT or tokens.

Default
    server session in a cookie: it can be revoked, and scripts cannot read it.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question(
    "technical",
    rank=2,
    about=(
        "oauth-login",
        "authentication-service",
    ),
)
def session_kind(brief: Brief, as_is: Model) -> Wording | None:
    """Does a login end in a server session or in a bearer token?"""
    if any(each.kind != "unknown" for each in as_is.schemes):
        return None
    if mentions(brief, "jwt", "bearer", "session", "cookie", "access token", "refresh token"):
        return None
    return Wording(
        text="Does a login end in a server session or in a bearer token?",
        why=(
            "A session can be ended at once and needs a store and CSRF protection; a token "
            "needs a short life, refresh and rotation."
        ),
        options=("server session", "bearer token"),
        default="server session",
    )
