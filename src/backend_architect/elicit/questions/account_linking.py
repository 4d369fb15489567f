"""Is a sign-in joined to an existing account with the same verified address?

Why it is asked
    Joining by an address that the provider did not verify lets a stranger take over an
    account. Asking first needs a pending link and one more screen.

When it is silent
    The words speak of linking accounts, or the code has no accounts to join.

Default
    verified email only: OpenID Connect's email_verified claim decides, as OWASP advises.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=1, about=("oauth-login",))
def account_linking(brief: Brief, as_is: Model) -> Wording | None:
    """Is a sign-in joined to an existing account with the same verified address?"""
    if mentions(
        brief,
        "link account",
        "linked account",
        "link existing",
        "account linking",
        "merge account",
        "verified email",
    ):
        return None
    if as_is.tables and not code.has_column(as_is, (), ("email", "email address")):
        return None
    return Wording(
        text="Is a sign-in joined to the existing account that has the same email address?",
        why=(
            "Joining by an unverified address lets a stranger take over an account; asking "
            "first needs a pending link."
        ),
        options=("verified email only", "ask the user first", "never"),
        default="verified email only",
    )
