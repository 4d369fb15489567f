"""Is a price fixed when an item is added, or at checkout?

Why it is asked
    A frozen price is copied into the cart item and may differ from the shop's; a price at
    checkout is read from the product each time and can surprise the customer.

When it is silent
    The words say when the price is fixed, or a table of cart items with a price column
    exists.

Default
    checkout: the product stays the one source of its price.
"""

from __future__ import annotations

from backend_architect.elicit import code
from backend_architect.elicit.question import Wording, mentions, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("business", rank=2, about=("shopping-cart",))
def cart_price(brief: Brief, as_is: Model) -> Wording | None:
    """Is a price fixed when an item is added, or at checkout?"""
    if mentions(
        brief,
        "price at checkout",
        "price when added",
        "frozen price",
        "freeze the price",
        "current price",
    ):
        return None
    if code.has_column(as_is, ("cart", "basket"), ("price", "amount")):
        return None
    return Wording(
        text=(
            "Does a cart item keep the price of the moment it was added, or does the price at"
            " checkout count?"
        ),
        why=(
            "A kept price is copied into the cart item and must be checked again; a price at "
            "checkout stays in the product."
        ),
        options=("at adding", "at checkout"),
        default="at checkout",
    )
