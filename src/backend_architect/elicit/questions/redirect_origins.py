"""To which addresses may the provider send the browser back?

Why it is asked
    Redirect addresses must match exactly (RFC 9700); they are registered at the provider
    per environment and checked by the callback.

When it is silent
    The words hold an http address.

Default
    this service only: one callback per provider below the service's own address.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("technical", rank=4, about=("oauth-login",))
def redirect_origins(brief: Brief, _: Model) -> Wording | None:
    """To which addresses may the provider send the browser back?"""
    if (
        "https://" in brief.words
        or "http://" in brief.words
        or mentions(brief, "redirect uri", "callback url")
    ):
        return None
    return Wording(
        text="To which addresses may a provider send the browser back after login?",
        why=(
            "Redirect addresses must match exactly; they are registered per environment and "
            "checked by the callback."
        ),
        options=("this service only", "https://app.example.com"),
        default="this service only",
        free=True,
    )
