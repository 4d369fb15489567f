"""A shopping cart that belongs to the repository's own customers and holds its own products.

When
    The words ask for a cart or basket and the repository has no cart table.
When not
    Orders of one fixed item; carts that another system owns (a hosted checkout).
Alternatives
    Carts in a cache with a time to live; carts kept by the browser; see the decisions.
Costs
    Two tables, six endpoints, one clean-up job; one row per line in a cart.
Sources
    OWASP API Security Top 10 2023, PostgreSQL manual, RFC 9110.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.catalog.sources import source
from backend_architect.design.blueprint import blueprint
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.design.tables import TableDraft
from backend_architect.design.values import example_of, example_of_column, json_schema_of
from backend_architect.model.api import Operation, Parameter, Response, Schema
from backend_architect.model.data import Column, Query, Table
from backend_architect.model.decision import Reasons, Source
from backend_architect.model.element import Decided, Json
from backend_architect.model.service import Option

#: The most of one product in a cart: keeps quantity sums far inside an integer.
MOST_OF_ONE = 999

#: Lines of a cart to plan for, on average. An assumption, said as such in the plan.
LINES_PER_CART = 4


@dataclass
class _Cart:
    """What the parts of this blueprint share."""

    site: Site
    draft: Draft
    customer: Table
    product: Table
    order: Table | None
    guests: bool
    frozen_price: bool
    storage: str = ""
    access: str = ""


@blueprint(offers="shopping-cart")
def shopping_cart(site: Site, draft: Draft) -> None:
    """Carts and their lines, six endpoints, and the decisions they rest on."""
    customer, product = site.concept("customer"), site.concept("product")
    existing = site.concept("cart")
    if existing is not None:
        draft.unanswered.append(
            f"A cart is there already (`{existing.name}`, {existing.evidence[0].place}): nothing "
            "new was designed. `review` judges what is there."
        )
        return
    if customer is None or product is None:
        missing = " and ".join(
            n for n, t in (("customer", customer), ("product", product)) if not t
        )
        draft.unanswered.append(
            f"A cart needs tables for customers and products; the survey found none for {missing}. "
            "Name them in backend-architect.toml under [concepts], or see the gaps."
        )
        return
    cart = _Cart(
        site, draft, customer, product, site.concept("order"),
        guests=site.brief.answer("guest-carts").startswith("yes"),
        frozen_price=site.brief.answer("cart-price").startswith("at adding"),
    )  # fmt: skip
    cart.storage = _decide_storage(cart)
    cart.access = _decide_access(cart)
    carts = _carts(cart)
    items, columns = _items(cart, carts)
    _endpoints(cart, carts, items, columns)
    _surroundings(cart, carts, items)


# ---------------------------------------------------------------- decisions


def _where(table: Table) -> Source:
    evidence = table.evidence[0]
    return Source(title=f"`{table.name}` at {evidence.place}", evidence=evidence)


def _decide_storage(cart: _Cart) -> str:
    store = cart.site.store
    technology = store.technology if store and store.technology != "unknown" else "SQL database"
    return cart.draft.decide(
        "storage",
        "Carts live in the tables' own database",
        context=(
            f"Carts refer to `{cart.customer.name}` and `{cart.product.name}`, which are tables of "
            f"the {technology}. A cart must survive a restart and reach the checkout unchanged."
        ),
        options=[
            Option(
                name="tables in the existing database",
                pros=(
                    "foreign keys keep every line on a product that exists",
                    "checkout can turn cart into order in one transaction",
                    "no new system to run",
                ),
                cons=("abandoned carts must be cleaned up", "one write per change of a cart"),
            ),
            Option(
                name="cache with a time to live",
                pros=("expiry for free", "no load on the database"),
                cons=(
                    "carts are lost on eviction or restart",
                    "no foreign keys: lines may name products that are gone",
                    "checkout spans two systems",
                ),
            ),
            Option(
                name="kept by the browser",
                pros=("no storage at all",),
                cons=("a customer's second device sees no cart", "prices and stock unchecked"),
            ),
        ],
        chosen="tables in the existing database",
        reasons=Reasons(
            performance=(
                "Every access path of the six endpoints is by key or by an index: see the proof "
                "`access-paths-use-indexes` for the planner's cost at the planned volume."
            ),
            maintainability=(
                f"The same migration tool and mapper that make `{cart.product.name}` make the two "
                "new tables; nobody learns a second store."
            ),
            team="Nothing new to operate: backup, monitoring and access rights exist already.",
            evolution=(
                "A cache can be put before the tables later without changing the contract; the "
                "reverse would need a migration of live carts."
            ),
        ),
        consequences=[
            "Expired carts are deleted by a job in batches (see Maintenance).",
            (
                f"Deleting a row of `{cart.customer.name}` deletes its carts; deleting one of "
                f"`{cart.product.name}` deletes its lines."
            ),
        ],
        sources=[source("postgresql-constraints"), _where(cart.customer), _where(cart.product)],
        questions=("cart-lifetime",),
    )


def _decide_access(cart: _Cart) -> str:
    guest = "guests by a random token that is stored hashed" if cart.guests else "no guest carts"
    return cart.draft.decide(
        "access",
        "A cart is reached by its owner only, and changed only in the version that was read",
        context=(
            f"Callers are authenticated as `{cart.customer.name}`; {guest}. Two tabs of one "
            "customer may change one cart at the same time."
        ),
        options=[
            Option(
                name="owner in every query, version column",
                pros=("no way to another's cart by guessing ids", "no lost update, no long locks"),
                cons=("a client must handle 409 and read again",),
            ),
            Option(
                name="unguessable ids alone",
                pros=("no owner check",),
                cons=("an id that leaks (log, referrer) is access", "OWASP API1:2023"),
            ),
            Option(
                name="row locks while editing",
                pros=("no conflicts for the client",),
                cons=("locks wait for people", "deadlocks between lines"),
            ),
        ],
        chosen="owner in every query, version column",
        reasons=Reasons(
            performance="The owner column is part of the index the row is found by: no extra read.",
            maintainability="One rule for all six endpoints: the query names the owner.",
            team="The check is one condition per query, visible in review and testable.",
            evolution="Shared carts later add rows to an ownership table, not a new rule.",
        ),
        consequences=[
            "A cart of somebody else is answered like a missing one: 404, never 403.",
            "A change based on an old version is answered 409 and changes nothing.",
        ],
        sources=[source("owasp-api1"), source("postgresql-isolation"), source("rfc-9110")],
        questions=("guest-carts",),
    )


def _decide_price(cart: _Cart, price: Column | None) -> str:
    if price is None:
        seen = f"`{cart.product.name}` has no column that was recognised as its price."
        where = _where(cart.product)
    else:
        seen = f"`{cart.product.name}.{price.name}` ({price.type}) is the price today."
        title = f"`{price.name}` at {price.evidence[0].place}"
        where = Source(title=title, evidence=price.evidence[0])
    return cart.draft.decide(
        "price",
        f"The price is {'kept from adding' if cart.frozen_price else 'read at checkout'}",
        context=f"{seen} Between adding and buying it may change.",
        options=[
            Option(
                name="read at checkout",
                pros=("never sells at a stale price", "no copy to keep in step"),
                cons=("the sum may change while the customer looks",),
            ),
            Option(
                name="when added",
                pros=("what the customer saw is what is charged",),
                cons=("old carts sell at old prices", "a copy per line"),
            ),
        ],
        chosen="when added" if cart.frozen_price else "read at checkout",
        reasons=Reasons(
            performance="A cart's prices come by the product's primary key: one lookup per line.",
            maintainability="Without a copy there is nothing to reconcile." if not cart.frozen_price
            else "The copy is written once, when the line is made, and never updated.",
            team="The rule is one sentence that support can tell a customer.",
            evolution="Adding the other way later is one nullable column and no contract break.",
        ),
        consequences=["The price shown in a cart is marked as of the time of reading."],
        sources=[where],
        questions=("cart-price",),
    )  # fmt: skip


# ---------------------------------------------------------------- data


def _carts(cart: _Cart) -> TableDraft:
    draft, site = cart.draft, cart.site
    rows = site.rows("customer")
    table = draft.table(
        "cart", cart.storage, feature="cart", rows=rows,
        doc="One open cart per customer, and closed ones until they expire.",
    )  # fmt: skip
    table.identity()
    owner = table.reference(cart.customer, "customer", nullable=cart.guests)
    if cart.guests:
        token = table.column(
            "token hash", "text", nullable=True, classification="secret",
            doc="SHA-256 of the guest's token; the token itself is never stored.",
        )  # fmt: skip
        table.key("unique", token)
    status = table.column("status", "text", default="'open'")
    table.check(f"{_quoted(status)} in ('open', 'ordered')")
    table.column("version", "integer", default="0", doc="Counts changes; guards against lost ones.")
    expires = table.column("expires at", site.timestamp_type)
    table.timestamps()
    if cart.order is not None:
        order = table.reference(
            cart.order, "order", on_delete="set null", nullable=True,
            doc="The order this cart became.",
        )  # fmt: skip
        if order is not None:
            table.index(order)
    if owner is not None:
        table.index(owner)
        table.index(owner, unique=True, where=f"{_quoted(status)} = 'open'")
    table.index(expires)
    _clean_up(cart, table.table, expires)
    return table


def _quoted(column: Column) -> str:
    """The column as SQL: quoted wherever PostgreSQL would fold its case."""
    return column.name if column.name.islower() else f'"{column.name}"'


def _clean_up(cart: _Cart, table: Table, expires: Column) -> None:
    cart.draft.add(
        Query(
            id=f"{table.id}/query/expired",
            name="clean-up of expired carts",
            origin=Decided(decision=cart.storage),
            verb="select",
            table=table.id,
            sorts=(expires.id,),
            limited=True,
            function="clean-up job",
        )
    )


def _items(cart: _Cart, carts: TableDraft) -> tuple[TableDraft, dict[str, Column]]:
    draft, site = cart.draft, cart.site
    price = site.column_of(cart.product, "price")
    pricing = _decide_price(cart, price)
    table = draft.table(
        "cart item", cart.storage, feature="cart", rows=site.rows("customer") * LINES_PER_CART,
        doc="A line of a cart: one product, how many.",
    )  # fmt: skip
    columns = {"id": table.identity()}
    parent = table.reference(carts.table, "cart")
    product = table.reference(cart.product, "product")
    columns["quantity"] = table.column("quantity", "integer")
    table.check(f"{_quoted(columns['quantity'])} between 1 and {MOST_OF_ONE}")
    if cart.frozen_price and price is not None:
        columns["price"] = table.column("unit price", price.type, doc=f"Copied; see {pricing}.")
    table.timestamps()
    if parent is not None and product is not None:
        columns |= {"cart": parent, "product": product}
        table.key("unique", parent, product)
        table.index(product)
    return table, columns


# ---------------------------------------------------------------- contract


def _endpoints(
    cart: _Cart, carts: TableDraft, items: TableDraft, columns: dict[str, Column]
) -> None:
    shapes = _Shapes.of(cart, carts, items, columns)
    for make in (_open, _read, _add, _change, _remove, _check_out):
        make(cart, shapes)


@dataclass
class _Shapes:
    """The parameters, schemas and errors the endpoints have in common."""

    carts: Table
    items: Table
    cart: Schema
    item: Schema
    cart_id: Parameter
    item_id: Parameter
    owner: tuple[Parameter, ...]
    version: Parameter
    columns: dict[str, Column]

    @staticmethod
    def of(
        cart: _Cart, carts: TableDraft, items: TableDraft, columns: dict[str, Column]
    ) -> _Shapes:
        draft = cart.draft
        model = draft.model()
        key = draft.key_of(carts.table)
        shown = model.columns_of(items.table)
        item = draft.row_schema("CartItem", cart.storage, shown, doc="A line of a cart.")
        visible = [c for c in model.columns_of(carts.table) if c.classification != "secret"]
        members = {c.name: json_schema_of(c.type, nullable=c.nullable) for c in visible}
        whole = draft.schema(
            "Cart", cart.storage,
            members={**members, "items": {"type": "array", "items": {"$ref": "CartItem"}}},
            required=[*members, "items"],
            example={**{c.name: example_of_column(c) for c in visible}, "items": [item.example]},
            doc="A cart with its lines.",
        )  # fmt: skip
        by_cart = [c for c in (key, columns.get("cart")) if c is not None]
        owners = [
            model.get(each.columns[0], Column)
            for each in model.foreign_keys_of(carts.table)
            if each.ref_table == cart.customer.id
        ]
        return _Shapes(
            carts=carts.table,
            items=items.table,
            cart=whole,
            item=item,
            cart_id=draft.parameter("cart_id", "path", by_cart, doc="The cart."),
            item_id=draft.parameter("item_id", "path", [columns["id"]], doc="The line."),
            owner=tuple(draft.parameter("customer", "token", [owner]) for owner in owners),
            version=draft.parameter(
                "If-Match", "header", json_schema={"type": "string"}, example='"3"', required=False,
                doc="The version the change is based on, as the ETag of the last reading gave it.",
            ),
            columns=columns,
        )  # fmt: skip


_MISSING = (404, "No such cart, or it is not the caller's.")
_STRANGER = (401, "The caller is not authenticated.")
_STALE = (409, "The cart was changed since it was read, or is closed.")
_INVALID = (422, "A member is missing or out of its range.")


def _open(cart: _Cart, shapes: _Shapes) -> Operation:
    return cart.draft.operation(
        "POST", cart.site.path("carts"), cart.access,
        summary="The caller's open cart; a new one if there is none.",
        table=shapes.carts, parameters=shapes.owner, writes=(shapes.carts,),
        success=Response(status=201, doc="The open cart.", schema=shapes.cart.id,
                         example=shapes.cart.example, headers=("Location", "ETag")),
        errors=(_STRANGER,), idempotency_key=False,
    )  # fmt: skip


def _read(cart: _Cart, shapes: _Shapes) -> Operation:
    return cart.draft.operation(
        "GET", cart.site.path("carts", "{cart_id}"), cart.access,
        summary="A cart with its lines and today's prices.",
        table=shapes.carts, parameters=(shapes.cart_id, *shapes.owner),
        success=Response(status=200, doc="The cart.", schema=shapes.cart.id,
                         example=shapes.cart.example, headers=("ETag",)),
        errors=(_STRANGER, _MISSING), peak_rate=cart.site.brief.rates.get("reads", 0.0),
    )  # fmt: skip


def _add(cart: _Cart, shapes: _Shapes) -> Operation:
    product = shapes.columns.get("product")
    type = product.type if product is not None else "bigint"
    line = cart.draft.schema(
        "NewCartItem", cart.storage,
        members={"product_id": json_schema_of(type), "quantity": _quantity()},
        required=("product_id", "quantity"), closed=True,
        example={"product_id": example_of(type), "quantity": 2},
        doc="What to put into the cart.",
    )  # fmt: skip
    return cart.draft.operation(
        "POST", cart.site.path("carts", "{cart_id}", "items"), cart.access,
        summary="Put a product into the cart; adds to the quantity if it is there already.",
        table=shapes.items, parameters=(shapes.cart_id, *shapes.owner), request=line,
        writes=(shapes.items, shapes.carts), idempotency_key=True,
        success=Response(status=201, doc="The line.", schema=shapes.item.id,
                         example=shapes.item.example, headers=("Location", "ETag")),
        errors=(_STRANGER, _MISSING, _STALE, _INVALID),
        peak_rate=cart.site.brief.rates.get("writes", 0.0),
    )  # fmt: skip


def _change(cart: _Cart, shapes: _Shapes) -> Operation:
    change = cart.draft.schema(
        "CartItemChange", cart.storage, members={"quantity": _quantity()}, required=("quantity",),
        example={"quantity": 3}, closed=True, doc="The new quantity of a line.",
    )  # fmt: skip
    return cart.draft.operation(
        "PATCH", cart.site.path("carts", "{cart_id}", "items", "{item_id}"), cart.access,
        summary="Change how many.", table=shapes.items, request=change,
        parameters=(shapes.cart_id, shapes.item_id, shapes.version, *shapes.owner),
        writes=(shapes.items, shapes.carts),
        success=Response(status=200, doc="The line.", schema=shapes.item.id,
                         example=shapes.item.example, headers=("ETag",)),
        errors=(_STRANGER, _MISSING, _STALE, _INVALID),
    )  # fmt: skip


def _remove(cart: _Cart, shapes: _Shapes) -> Operation:
    return cart.draft.operation(
        "DELETE", cart.site.path("carts", "{cart_id}", "items", "{item_id}"), cart.access,
        summary="Take a line out of the cart.", table=shapes.items,
        parameters=(shapes.cart_id, shapes.item_id, *shapes.owner),
        writes=(shapes.items, shapes.carts),
        success=Response(status=204, doc="It is gone."),
        errors=(_STRANGER, _MISSING, _STALE),
    )  # fmt: skip


def _check_out(cart: _Cart, shapes: _Shapes) -> Operation | None:
    if cart.order is None:
        cart.draft.unanswered.append(
            "No table for orders was found: turning a cart into an order is not designed."
        )
        return None
    return cart.draft.operation(
        "POST", cart.site.path("carts", "{cart_id}", "checkout"), cart.access,
        summary=f"Turn the cart into a row of `{cart.order.name}`, in one transaction.",
        table=shapes.carts, parameters=(shapes.cart_id, shapes.version, *shapes.owner),
        writes=(shapes.carts, cart.order), idempotency_key=True,
        success=Response(status=201, doc="The closed cart, with the order it became.",
                         schema=shapes.cart.id, example=shapes.cart.example,
                         headers=("Location",)),
        errors=(_STRANGER, _MISSING, _STALE, (422, "The cart is empty.")),
    )  # fmt: skip


def _quantity() -> dict[str, Json]:
    return {"type": "integer", "minimum": 1, "maximum": MOST_OF_ONE}


# ---------------------------------------------------------------- around


def _surroundings(cart: _Cart, carts: TableDraft, items: TableDraft) -> None:
    draft, site = cart.draft, cart.site
    service = draft.service(cart.storage)
    shopper = draft.person("customer", cart.access, doc=f"A row of `{cart.customer.name}`.")
    draft.flow(shopper, service, cart.access, carries=("cart requests",), protocol="HTTPS")
    store = draft.site.store
    if store is not None:
        names = (carts.table.name, items.table.name)
        draft.flow(service, store, cart.storage, carries=names, protocol="SQL")
    _threats(cart, carts.table, items.table)
    for sibling in site.siblings("cart", cart.product):
        draft.note("folders", f"`{sibling.path}`, like `{sibling.modelled_on.place}`", cart.storage)
    draft.tell(
        carts=carts.table.name,
        items=items.table.name,
        customer=cart.customer.name,
        product=cart.product.name,
        guards=", ".join(f"`{guard}`" for guard in site.guards) or "none was found, decide first",
        lifetime=site.brief.answer("cart-lifetime") or "30 days",
        cart_rows=f"{carts.table.rows:,}",
        item_rows=f"{items.table.rows:,}",
        lines=LINES_PER_CART,
    )


def _threats(cart: _Cart, carts: Table, items: Table) -> None:
    draft = cart.draft
    draft.threat(
        carts, cart.access, "elevation-of-privilege", "OWASP API1:2023",
        "The owner stands in every query; a stranger's cart is a 404.",
    )  # fmt: skip
    draft.threat(
        items, cart.access, "tampering", "OWASP API3:2023",
        "Requests name product and quantity only; other members are refused, prices come from "
        f"`{cart.product.name}`.",
    )  # fmt: skip
    draft.threat(
        items, cart.access, "denial-of-service", "OWASP API4:2023",
        f"At most {MOST_OF_ONE} of one product (check constraint) and one open cart per customer "
        "(unique index).",
    )  # fmt: skip
