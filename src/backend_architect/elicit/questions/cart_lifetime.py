"""When does an untouched cart expire?

Why it is asked
    Carts outnumber orders many times. A lifetime decides whether the table is swept, what
    the sweep's index covers, and how large the table grows.

When it is silent
    The words say when carts expire or how long they are kept.

Default
    30 days without a change, the span in which shops remind of an abandoned cart.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=4, about=("shopping-cart",))
def cart_lifetime(brief: Brief, _: Model) -> Wording | None:
    """When does an untouched cart expire?"""
    if mentions(
        brief, "expire", "expires", "expiry", "expiration", "abandoned", "cart lifetime", "kept for"
    ):
        return None
    return Wording(
        text="After how long without a change does a cart expire?",
        why=(
            "It decides the expiry column, the sweep with its index, and how large the table grows."
        ),
        options=("never", "24 hours", "7 days", "30 days", "90 days"),
        default="30 days",
    )
