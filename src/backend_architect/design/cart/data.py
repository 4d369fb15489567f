"""The tables of a cart: carts and their lines."""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.design.cart.ground import (
    LINES_PER_CART,
    MOST_OF_ONE,
    RESERVED_MINUTES,
    Ground,
)
from backend_architect.design.tables import TableDraft
from backend_architect.model.data import Column, Table


@dataclass
class Tables:
    """The new tables with the columns that endpoints bind to."""

    carts: Table
    cart: Column
    customer: Column
    token: Column | None
    order: Column | None
    items: Table
    item: Column
    parent: Column
    product: Column


def tables_of(ground: Ground) -> Tables:
    """Draw both tables."""
    carts, cart, customer, token, order = _carts(ground)
    items, item, parent, product = _items(ground, carts)
    return Tables(carts, cart, customer, token, order, items, item, parent, product)


def _carts(ground: Ground) -> tuple[Table, Column, Column, Column | None, Column | None]:
    draft, decision = ground.draft, ground.id("storage")
    end = " until they expire" if ground.expires else ""
    table = draft.table(
        "cart", decision, feature="cart", rows=ground.site.rows("customer"),
        doc=f"One open cart for each customer, and ordered ones{end}.",
    )  # fmt: skip
    id = table.identity()
    customer = table.owner(ground.customer, "customer", nullable=ground.guests)
    token = _token(table, customer) if ground.guests else None
    status = table.column("status", "text", default="'open'")
    table.check(f"{quoted(status)} in ('open', 'ordered')")
    table.column("version", "integer", default="0", doc="Counts changes; it is the ETag.")
    table.one_open(
        customer, f"{quoted(status)} = 'open'", "active",
        "True while the cart is open, null once it is ordered: nulls are distinct in a key.",
    )  # fmt: skip
    if ground.site.partial_indexes:
        table.index(customer)
    if ground.expires:
        _end(ground, table)
    order = _order(ground, table)
    table.timestamps()
    return table.table, id, customer, token, order


def quoted(column: Column) -> str:
    """The column as SQL: quoted wherever PostgreSQL would fold its case."""
    return column.name if column.name.islower() else f'"{column.name}"'


def _token(table: TableDraft, customer: Column) -> Column:
    token = table.column(
        "token hash", "text", nullable=True, classification="secret",
        doc="SHA-256 of a visitor's token (256 bits); the token itself is never stored.",
    )  # fmt: skip
    table.key("unique", token)
    table.check(f"({quoted(customer)} is null) <> ({quoted(token)} is null)")
    return token


def _end(ground: Ground, table: TableDraft) -> None:
    expires = table.column(
        "expires at", ground.site.timestamp_type, doc=f"{ground.lifetime} after the last change."
    )
    table.index(expires)
    ground.draft.query(
        table.table, "clean-up of expired carts", ground.id("storage"), sorts=[expires]
    )


def _order(ground: Ground, table: TableDraft) -> Column | None:
    if ground.order is None:
        return None
    order = table.reference(
        ground.order, "order", on_delete="set null", nullable=True,
        doc="The order this cart became.",
    )  # fmt: skip
    if order is not None:
        table.index(order)
    return order


def _items(ground: Ground, carts: Table) -> tuple[Table, Column, Column, Column]:
    draft, site = ground.draft, ground.site
    table = draft.table(
        "cart item", ground.id("storage"), feature="cart",
        rows=site.rows("customer") * LINES_PER_CART, doc="A line of a cart: a product, how many.",
    )  # fmt: skip
    id = table.identity()
    parent = table.owner(carts, "cart")
    product = table.owner(ground.product, "product")
    quantity = table.column("quantity", "integer")
    table.check(f"{quoted(quantity)} between 1 and {MOST_OF_ONE}")
    if ground.keeps_price and ground.price is not None:
        doc = "The price when the line was made."
        table.column("unit price", ground.price.type, doc=doc)
    if ground.stock is not None:
        _reserved(ground, table)
    table.timestamps()
    table.key("unique", parent, product)
    table.index(product)
    key = draft.key_of(ground.product)
    if ground.price is not None and key is not None:
        draft.query(ground.product, "prices of a cart's lines", ground.id("price"), filters=[key])
    return table.table, id, parent, product


def _reserved(ground: Ground, table: TableDraft) -> None:
    until = table.column(
        "reserved until", ground.site.timestamp_type, nullable=True,
        doc=f"Stock is held for the line until then ({RESERVED_MINUTES} minutes); null: it is not.",
    )  # fmt: skip
    table.index(until)
    ground.draft.query(
        table.table, "release of stock no longer held", ground.id("reservation"), sorts=[until]
    )
