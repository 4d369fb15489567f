"""A shopping cart that belongs to the repository's own customers and holds its own products.

When
    The words ask for a cart or basket and the repository has no cart table.
When not
    Orders of one fixed item; carts that another system owns (a hosted checkout).
Alternatives
    Carts in a cache with a time to live; carts kept by the browser; see the decisions.
Costs
    Two tables, five endpoints and one more where orders are known, a clean-up job where carts
    expire; one row for each line in a cart.
Sources
    OWASP API Security Top 10 2023, PostgreSQL manual, RFC 9110.
"""

from __future__ import annotations

from backend_architect.design.accounts import named, seen_at
from backend_architect.design.blueprint import blueprint
from backend_architect.design.cart.contract import endpoints
from backend_architect.design.cart.data import Tables, tables_of
from backend_architect.design.cart.ground import (
    LINES_PER_CART,
    MOST_OF_ONE,
    RESERVED_MINUTES,
    Ground,
    ground_of,
)
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.decision import Source

_TITLES = {
    "postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "sqlite": "SQLite",
    "unknown": "one SQL database",
}  # fmt: skip


@blueprint(offers="shopping-cart")
def shopping_cart(site: Site, draft: Draft) -> None:
    """Carts and their lines, their endpoints, and the decisions they rest on."""
    ground = ground_of(site, draft)
    if ground is None:
        return
    if ground.guests:
        _guest_token(ground)
    if ground.order is None:
        draft.unanswered.append(
            "No table for orders was recognised: making an order of a cart is not designed."
        )
    tables = tables_of(ground)
    count = endpoints(ground, tables)
    _settle(ground, count)
    _surroundings(ground, tables)
    _tell(ground, tables)


def _guest_token(ground: Ground) -> None:
    """A visitor proves the cart by a token, carried like the customers' own credential."""
    scheme = ground.site.scheme
    headed = scheme is not None and (scheme.location == "header" or scheme.kind in ("jwt", "basic"))
    place, name = ("header", "X-Cart-Token") if headed else ("cookie", "__Host-cart")
    ground.guest = ground.draft.scheme(
        "cart-token", ground.id("access"), "api-key", place, name,
        "An opaque random token that stands for one visitor's cart and for nothing else.",
    )  # fmt: skip


# ---------------------------------------------------------------- decisions


def _settle(ground: Ground, count: int) -> None:
    draft, store = ground.draft, ground.site.store
    technology = store.technology if store else "postgresql"
    seen = [*seen_at(ground.customer), *seen_at(ground.product)]
    draft.settle(
        "storage", seen=seen, customer=ground.customer.name, product=ground.product.name,
        technology=_TITLES.get(technology, technology), endpoints=count,
        clean_up=_clean_up(ground), one_open=_one_open(ground),
        clean_up_cost="abandoned carts must be cleaned up" if ground.expires
        else "abandoned carts stay for ever",
    )  # fmt: skip
    guests = ", or hold a visitor's token, of which only the hash is stored"
    draft.settle(
        "access", customer=ground.customer.name, endpoints=count,
        guests=guests if ground.guests else "",
    )  # fmt: skip
    _settle_price(ground)
    if ground.stock is not None:
        draft.settle(
            "reservation", product=ground.product.name, stock=ground.stock.name,
            minutes=RESERVED_MINUTES,
        )  # fmt: skip


def _settle_price(ground: Ground) -> None:
    price, product = ground.price, ground.product
    if price is None:
        seen, sources = f"No price was recognised in {code(product.name)}.", seen_at(product)
        shown = "The cart shows no prices until somebody says where they come from."
    else:
        seen = f"{code(f'{product.name}.{price.name}')} ({price.type}) is the price today."
        sources = [Source(title=f"{code(price.name)} at {e.place}", evidence=e)
                   for e in price.evidence[:1]] or seen_at(product)  # fmt: skip
        shown = "Lines and total are computed on every reading, never taken from a client."
    ground.draft.settle(
        "price", chosen="at adding" if ground.keeps_price else "at checkout", seen=sources,
        product=product.name, price_seen=seen, shown=shown,
    )  # fmt: skip


def _clean_up(ground: Ground) -> str:
    if not ground.expires:
        return "Carts never expire: there is no end in the row and no job that deletes."
    return (
        f"Carts expire {ground.lifetime} after the last change. A job deletes expired ones in "
        "batches of 50, oldest first, until none is left; their lines go with them by foreign key."
    )


def _one_open(ground: Ground) -> str:
    if ground.site.partial_indexes:
        return "A unique index on the open carts of a customer keeps two from being open at once."
    return (
        "This database has no unique index with a condition: the column `active` is true or null, "
        "and a unique key over customer and `active` keeps two carts from being open at once."
    )


# ---------------------------------------------------------------- around


def _surroundings(ground: Ground, tables: Tables) -> None:
    draft, access = ground.draft, ground.id("access")
    service = draft.service(access)
    shopper = draft.person("customer", access, doc=f"A row of {code(ground.customer.name)}.")
    draft.flow(shopper, service, access, carries=("cart requests",), protocol="HTTPS")
    names, storage = (tables.carts.name, tables.items.name), ground.id("storage")
    draft.flow(service, draft.store(storage), storage, carries=names, protocol="SQL")
    for sibling in ground.site.siblings("cart", ground.product, "cart"):
        draft.note("folders", sibling.text, ground.id("storage"))
    _threats(ground, tables)


def _threats(ground: Ground, tables: Tables) -> None:
    draft, access = ground.draft, ground.id("access")
    draft.threat(
        tables.carts, access, "elevation-of-privilege", "OWASP API1:2023",
        "The owner stands in every query; a stranger's cart is a 404.",
    )  # fmt: skip
    draft.threat(
        tables.items, access, "tampering", "OWASP API3:2023",
        "Requests name product and quantity only; other members are refused.",
    )  # fmt: skip
    draft.threat(
        tables.items, access, "denial-of-service", "OWASP API4:2023",
        f"At most {MOST_OF_ONE} of one product (check constraint) and one open cart for each "
        "customer (unique).",
    )  # fmt: skip
    if ground.guests:
        draft.threat(
            tables.carts, access, "denial-of-service", "OWASP API4:2023, carts without account",
            "Opening carts is limited by address; carts of visitors expire."
            if ground.expires else "Opening carts is limited by address.",
        )  # fmt: skip


def _tell(ground: Ground, tables: Tables) -> None:
    guards = ", ".join(code(guard) for guard in ground.site.guards)
    ground.draft.tell(
        carts=tables.carts.name, items=tables.items.name, customer=ground.customer.name,
        product=ground.product.name, guards=guards or "no guard was recognised, decide it first",
        cart_rows=f"{tables.carts.rows:,}", item_rows=f"{tables.items.rows:,}",
        lines=LINES_PER_CART, clean_up=_clean_up(ground), checkout_flow=_checkout(ground),
        release=f"A second job gives back stock held longer than {RESERVED_MINUTES} minutes, in "
        "batches of 50." if ground.stock is not None else "",
        clean_up_watch=f"Rows of {code(tables.carts.name)} past their end: a rise means the "
        "clean-up "
        "stands still." if ground.expires
        else f"The size of {code(tables.carts.name)}: nothing deletes from it.",
        money=f", and prices come from {code(ground.product.name)}, never from the request"
        if ground.price is not None else "",
        prices=f", and one by primary key of {code(ground.product.name)} for the prices"
        if ground.price is not None and not ground.keeps_price else "",
        then=", check out" if ground.order is not None else "", **_guest_words(ground),
    )  # fmt: skip


def _guest_words(ground: Ground) -> dict[str, str]:
    if ground.guest is None:
        return {"guest_flow": "", "guest_security": "", "guest_tests": ""}
    scheme = ground.guest
    carried = f"the header {code(scheme.parameter)}"
    keeping = "The client keeps it like a credential of its own."
    if scheme.location == "cookie":
        carried = f"the cookie {code(scheme.parameter)}"
        keeping = "The cookie is HttpOnly, Secure and SameSite=Lax; scripts cannot read it."
    return {
        "guest_flow": "A visitor's first POST makes a cart without owner and hands out its token "
        f"in {carried}. After the login the client repeats that POST with both proofs: the "
        f"visitor's lines are added to the customer's open cart (at most {MOST_OF_ONE} of one "
        "product), the visitor's cart is deleted, and its token is worth nothing.",
        "guest_security": f"A visitor's token is 256 random bits in {carried}; the table keeps its "
        f"SHA-256 only. {keeping}",
        "guest_tests": "- Visitors: a wrong token is a 404; merging adds quantities up to the "
        "limit; after merging the token opens nothing; merging twice adds once.",
    }


def _checkout(ground: Ground) -> str:
    if ground.order is None:
        return ""
    references, found = ground.order_needs()
    lines = ground.order_lines
    parts = [
        "Checkout, in one transaction: lock the cart's row, refuse it if it is empty, make the row "
        f"of {code(ground.order.name)}"
        + (f" and a row of {code(lines.name)} for each line" if lines else "")
        + ", set the cart to `ordered`. A cart that is ordered answers with its order again."
    ]  # fmt: skip
    if references:
        parts.append(f"The request names {named(references)}; each is checked to be the caller's.")
    if found:
        parts.append(f"The checkout itself sets {named(found)}.")
    if ground.stock is None:
        stock = ground.site.column_of(ground.product, "stock")
        if stock is not None:
            parts.append(
                f"Stock is taken here, in the statement that checks it (`{ground.product.name}."
                f"{stock.name}`): too little rolls everything back."
            )
    return " ".join(parts)
