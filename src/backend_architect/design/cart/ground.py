"""What is known of a cart before anything is drawn: tables, answers, and what follows from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backend_architect.design.accounts import required_columns
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Column, Table
from backend_architect.model.security import SecurityScheme

#: The most of one product in a cart: keeps quantity sums far inside an integer.
MOST_OF_ONE = 999

#: Lines of a cart to plan for, on average. An assumption, said as such in the plan.
LINES_PER_CART = 4

#: Minutes for which stock is held for a line, where it is reserved.
RESERVED_MINUTES = 15


@dataclass
class Ground:
    """What the parts of the blueprint share. `guest` is the scheme of a visitor's token."""

    site: Site
    draft: Draft
    customer: Table
    product: Table
    order: Table | None
    guests: bool
    keeps_price: bool
    lifetime: str
    price: Column | None
    stock: Column | None
    guest: SecurityScheme | None = None

    def id(self, decision: str) -> str:
        """The id of one of the blueprint's decisions."""
        return f"{self.draft.slug}/{decision}"

    @property
    def expires(self) -> bool:
        """True where carts are given an end."""
        return self.lifetime != "never"

    @property
    def order_lines(self) -> Table | None:
        """The table of an order's lines, if it refers to the orders found."""
        lines = self.site.concept("order-item")
        if lines is None or self.order is None:
            return None
        refers = {key.ref_table for key in self.site.model.foreign_keys_of(lines)}
        return lines if self.order.id in refers else None

    def order_needs(self) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
        """What an order must be given that a cart does not know: references, which the request
        names, and other values, which the checkout finds out."""
        if self.order is None:
            return (), ()
        keys = {k.columns[0]: k for k in self.site.model.foreign_keys_of(self.order)}
        needed = required_columns(self.draft, self.order)
        named = tuple(
            c for c in needed if c.id in keys and keys[c.id].ref_table != self.customer.id
        )
        found = tuple(c for c in needed if c.id not in keys)
        return named, found


def ground_of(site: Site, draft: Draft) -> Ground | None:
    """The ground of a cart; None, with the reason on the sheet, where there is none."""
    refusal = _refusal(site)
    customer, product = site.concept("customer"), site.concept("product")
    if refusal or customer is None or product is None:
        draft.unanswered.append(refusal)
        return None
    stock = site.column_of(product, "stock")
    answer = site.brief.answer("cart-reservation")
    reserved = answer == "yes" if answer else site.says("reserve", "hold stock", "oversell")
    if reserved and stock is None:
        draft.unanswered.append(
            f"Stock is to be reserved, but no column of {code(product.name)} was recognised as its "
            "stock: reserving is not designed."
        )
    price = site.column_of(product, "price")
    if price is None:
        draft.unanswered.append(
            f"No column of {code(product.name)} was recognised as its price: the cart shows "
            "none, and where prices come from must be said before the checkout is built."
        )
    return Ground(
        site, draft, customer, product, site.concept("order"),
        guests=_guests(site), keeps_price=price is not None and _keeps_price(site),
        lifetime=_lifetime(site),
        price=price, stock=stock if reserved else None,
    )  # fmt: skip


def _guests(site: Site) -> bool:
    answer = site.brief.answer("guest-carts")
    return answer == "yes" if answer else site.says("guest", "anonymous", "without an account")


def _keeps_price(site: Site) -> bool:
    answer = site.brief.answer("cart-price")
    if answer:
        return answer == "at adding"
    return site.says("price when added", "frozen price", "freeze the price")


def _lifetime(site: Site) -> str:
    """How long a cart lives without a change: as answered, else as said."""
    answer = site.brief.answer("cart-lifetime")
    if answer:
        return answer
    if re.search(r"\b(?:never expire|not expire|do not expire|don't expire)", site.brief.words):
        return "never"
    said = re.search(r"\b(\d+) (hours?|days?|weeks?|months?)\b", site.brief.words)
    return said[0] if said else "30 days"


def _refusal(site: Site) -> str:
    existing = site.concept("cart") or site.concept("cart-item")
    if existing is not None:
        place = f", {existing.evidence[0].place}" if existing.evidence else ""
        return (
            f"A cart is there already ({code(existing.name)}{place}): nothing new was designed. "
            "`review` judges what is there."
        )
    tables = {each: site.concept(each) for each in ("customer", "product")}
    missing = [f"{name}s" for name, table in tables.items() if table is None]
    if missing:
        return (
            "A cart needs tables for customers and products; the survey recognised none for "
            f"{' and '.join(missing)}. See what could not be read."
        )
    keyless = [code(t.name) for t in tables.values() if t is not None and not site.key_of(t)]
    if keyless:
        return (
            f"The key of {' and '.join(keyless)} is unknown or has several columns: a cart cannot "
            "refer to it by one column, and none was designed."
        )
    return ""
