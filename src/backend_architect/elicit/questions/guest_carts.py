"""May a visitor without an account fill a cart?

Why it is asked
    A guest cart belongs to a key in a cookie, not to an account: the owner column becomes
    optional, the cart is merged at login, and abandoned ones must be swept.

When it is silent
    The words speak of guests or anonymous visitors, or no table of the code holds accounts.

Default
    yes: most shops let visitors collect first and sign in at checkout.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=1, about=("shopping-cart",))
def guest_carts(brief: Brief, _: Model) -> Wording | None:
    """May a visitor without an account fill a cart?"""
    if mentions(brief, "guest", "anonymous", "logged in", "signed in", "without an account"):
        return None
    return Wording(
        text="May visitors without an account have a cart?",
        why=(
            "A guest cart needs a key in a cookie, an optional owner, a merge at login and a "
            "sweep of abandoned carts."
        ),
        options=("yes", "no"),
        default="yes",
    )
