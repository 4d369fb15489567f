"""Do several customers' organisations share the system?

Why it is asked
    With tenants every new table carries the tenant's key first in its keys and indexes, and
    every query is bounded by it.

When it is silent
    The code has tenants, or the words speak of tenants or organisations.

Default
    no: a single organisation runs it.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question(
    "business",
    rank=5,
    about=(
        "shopping-cart",
        "social-sharing",
        "oauth-login",
        "authentication-service",
    ),
)
def tenancy(brief: Brief, as_is: Model) -> Wording | None:
    """Do several customers' organisations share the system?"""
    if mentions(
        brief,
        "tenant",
        "multi tenant",
        "multi tenancy",
        "organisation",
        "workspace",
        "single tenant",
    ):
        return None
    if code.has_tenants(as_is):
        return None
    return Wording(
        text="Do several organisations share the system, each seeing only its own data?",
        why=(
            "With tenants every new table carries the tenant's key, and every query is "
            "bounded by it."
        ),
        options=("no", "yes"),
        default="no",
    )
