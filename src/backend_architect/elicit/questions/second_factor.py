"""Must users prove themselves with a second factor?

Why it is asked
    A second factor adds enrolment, recovery codes, a half-authenticated state between two
    steps, and an encrypted secret per user.

When it is silent
    The words speak of it, or the code stores such secrets already.

Default
    optional: TOTP (RFC 6238) for those who switch it on.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=3, about=("authentication-service",))
def second_factor(brief: Brief, as_is: Model) -> Wording | None:
    """Must users prove themselves with a second factor?"""
    if mentions(
        brief, "mfa", "2fa", "two factor", "second factor", "multi factor", "totp", "passkey"
    ):
        return None
    if code.has_column(
        as_is,
        (),
        (
            "totp secret",
            "mfa secret",
            "mfa enabled",
            "two factor secret",
            "otp secret",
            "two factor enabled",
        ),
    ):
        return None
    return Wording(
        text="Must users prove themselves with a second factor?",
        why=(
            "It adds enrolment, recovery codes, a half-authenticated state and an encrypted "
            "secret per user."
        ),
        options=("no", "optional", "required for all"),
        default="optional",
    )
