"""Does the service keep passwords itself, or does an identity provider?

Why it is asked
    Own passwords need hashing, reset, lock-out and breach checks for ever; an identity
    provider needs its tokens verified and its users mirrored.

When it is silent
    The words name an identity provider or passwords, or the code stores password hashes or
    uses such a provider.

Default
    own passwords: it needs no contract with a third party, and can move behind a provider
    later.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("technical", rank=1, about=("authentication-service",))
def password_storage(brief: Brief, as_is: Model) -> Wording | None:
    """Does the service keep passwords itself, or does an identity provider?"""
    if any(
        each.startswith("provider: ")
        for capability in brief.capabilities
        for each in capability.rules
    ):
        return None
    if mentions(
        brief, "password", "passwordless", "magic link", "passkey", "iam", "identity provider"
    ):
        return None
    if code.has_column(
        as_is,
        (),
        ("password", "password hash", "hashed password", "encrypted password", "password digest"),
    ):
        return None
    if code.uses(
        as_is, "auth0", "keycloak", "okta", "zitadel", "cognito", "clerk", "ory", "supertokens"
    ):
        return None
    return Wording(
        text="Does the service keep passwords itself, or does an identity provider keep them?",
        why=(
            "Own passwords need hashing, reset, lock-out and breach checks; a provider needs "
            "its tokens verified and its users mirrored."
        ),
        options=("own passwords", "identity provider"),
        default="own passwords",
    )
