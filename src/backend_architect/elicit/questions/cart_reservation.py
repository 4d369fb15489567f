"""Is stock reserved while an item lies in a cart?

Why it is asked
    A reservation needs a table with an expiry, a lock or conditional update on the stock,
    and a release; without one the stock is checked at checkout only.

When it is silent
    The words speak of reserving or holding stock, or the code keeps no stock.

Default
    no: stock is checked at checkout, as most shops do.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=3, about=("shopping-cart",))
def cart_reservation(brief: Brief, as_is: Model) -> Wording | None:
    """Is stock reserved while an item lies in a cart?"""
    if mentions(
        brief, "reserve", "reserved", "reservation", "hold stock", "oversell", "overselling"
    ):
        return None
    if not code.has_column(as_is, (), ("stock", "inventory", "quantity available", "on hand")):
        return None
    return Wording(
        text="Is stock reserved while an item lies in a cart?",
        why=(
            "A reservation needs a row with an expiry, a conditional update of the stock and "
            "a release."
        ),
        options=("yes", "no"),
        default="no",
    )
