"""The endpoints of a cart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from backend_architect.design.cart.data import Tables
from backend_architect.design.cart.ground import MOST_OF_ONE, Ground
from backend_architect.design.values import example_of, example_of_column, json_schema_of
from backend_architect.languages.markdown.write import code
from backend_architect.model.api import Operation, Parameter, RateLimit, Response, Schema
from backend_architect.model.data import Column
from backend_architect.model.element import Json

_MISSING = (404, "No such cart, or it is not the caller's.")
_NO_LINE = (404, "No such cart or line, or it is not the caller's.")
_STRANGER = (401, "The caller is not authenticated.")
_UNKNOWN = (401, "The caller is neither authenticated nor the holder of a cart's token.")
_CLOSED = (409, "The cart is ordered already.")
_STALE = (412, "The cart was changed since it was read: read it again.")
_INVALID = (422, "A member is missing or out of its range, or the product is not for sale.")

#: Carts one address may open: visitors need no account for it.
_OPENING = RateLimit(requests=30, seconds=60, key="ip")


@dataclass
class _Shapes:
    """The parameters and schemas the endpoints have in common."""

    ground: Ground
    tables: Tables
    cart: Schema
    ordered: dict[str, Json]
    cart_id: Parameter
    item_id: Parameter
    caller: tuple[Parameter, ...]
    version: Parameter

    @property
    def stranger(self) -> tuple[int, str]:
        return _UNKNOWN if self.ground.guests else _STRANGER

    def shown(self, status: int, doc: str, *headers: str) -> Response:
        """An answer that shows the cart."""
        return Response(status=status, doc=doc, schema=self.cart.id, example=self.cart.example,
                        headers=headers)  # fmt: skip

    def operation(self, method: str, *path: str, **rest: object) -> Operation:
        guest = (self.ground.guest,) if self.ground.guest else ()
        return self.ground.draft.operation(
            method, self.ground.site.path("carts", *path), self.ground.id("access"),
            alternatives=guest, **rest,  # type: ignore[arg-type]  # what `Contract.operation` takes
        )  # fmt: skip


def endpoints(ground: Ground, tables: Tables) -> int:
    """Draw all endpoints; gives their number."""
    shapes = _shapes(ground, tables)
    drawn = [make(shapes) for make in (_open, _read, _add, _change, _remove)]
    if ground.order is not None:
        drawn.append(_check_out(shapes))
    return len(drawn)


# ---------------------------------------------------------------- shapes


def _shapes(ground: Ground, tables: Tables) -> _Shapes:
    draft = ground.draft
    item = _item(ground, tables)
    members = _visible(ground, tables.carts.id)
    extra: dict[str, dict[str, Json]] = {"items": {"type": "array", "items": {"$ref": item.name}}}
    example: dict[str, Json] = {c.name: example_of_column(c) for c in members}
    example |= {"items": [item.example]}
    if ground.price is not None:
        extra["total"] = {**json_schema_of(ground.price.type)}
        example["total"] = _twice(example_of(ground.price.type))
    ordered = dict(example)
    if tables.order is not None:
        example[tables.order.name] = None
    spell = ground.site.json_name
    cart = draft.schema(
        "Cart", ground.id("storage"),
        members={c.name: json_schema_of(c.type, nullable=c.nullable) for c in members} | extra,
        required=[*(c.name for c in members), *extra], example=example,
        doc="A cart with its lines.",
    )  # fmt: skip
    etag: dict[str, Json] = {"type": "string"}
    return _Shapes(
        ground, tables, cart,
        ordered={spell(k): v for k, v in (ordered | {"status": "ordered"}).items()},
        cart_id=draft.parameter("cart_id", "path", [tables.cart, tables.parent], doc="The cart."),
        item_id=draft.parameter("item_id", "path", [tables.item], doc="The line."),
        caller=_caller(ground, tables),
        version=draft.parameter(
            "If-Match", "header", json_schema=etag, example='"3"', required=False,
            doc="The ETag of the cart the change is based on; every resource of a cart has it.",
        ),
    )  # fmt: skip


def _caller(ground: Ground, tables: Tables) -> tuple[Parameter, ...]:
    """The customer, or the visitor whose token it is."""
    customer = ground.draft.parameter(
        "customer", "token", [tables.customer], required=not ground.guests
    )
    if tables.token is None:
        return (customer,)
    visitor = ground.draft.parameter("visitor", "token", [tables.token], required=False)
    return customer, visitor


def _visible(ground: Ground, table: str) -> list[Column]:
    columns = ground.draft.model().columns_of(table)
    return [c for c in columns if c.classification != "secret" and c.name != "active"]


def _item(ground: Ground, tables: Tables) -> Schema:
    shown = _visible(ground, tables.items.id)
    members = {c.name: json_schema_of(c.type, nullable=c.nullable) for c in shown}
    example = {c.name: example_of_column(c) for c in shown}
    if ground.price is not None:
        money, one = json_schema_of(ground.price.type), example_of(ground.price.type)
        if not ground.keeps_price:
            members["unit_price"], example["unit_price"] = money, one
        members["line_total"], example["line_total"] = money, _twice(one)
    return ground.draft.schema(
        "CartItem", ground.id("storage"), members=members, required=list(members), example=example,
        doc="A line of a cart." if ground.keeps_price
        else "A line of a cart, with the price of the moment of reading.",
    )  # fmt: skip


def _twice(value: Json) -> Json:
    """The price of two, in the form of the price of one."""
    if isinstance(value, str):
        return str(Decimal(value) * 2)
    return value * 2 if isinstance(value, int | float) else value


def _quantity() -> dict[str, Json]:
    return {"type": "integer", "minimum": 1, "maximum": MOST_OF_ONE}


# ---------------------------------------------------------------- endpoints


def _open(shapes: _Shapes) -> Operation:
    handed: tuple[str, ...] = ()
    summary = "The caller's open cart; a new one if there is none."
    if shapes.ground.guest is not None:
        scheme = shapes.ground.guest
        handed = ("Set-Cookie",) if scheme.location == "cookie" else (scheme.parameter,)
        summary = (
            "The caller's open cart; a new one if there is none. A visitor is handed a token for "
            "it; a customer who sends one as well gets its lines merged into the own cart."
        )
    tables = shapes.tables
    return shapes.operation(
        "POST", summary=summary, table=tables.carts, parameters=shapes.caller,
        writes=(tables.carts, tables.items) if shapes.ground.guests else (tables.carts,),
        success=shapes.shown(201, "A new cart.", "Location", "ETag", *handed),
        also=(shapes.shown(200, "The cart that was open.", "ETag"),),
        errors=() if shapes.ground.guests else (_STRANGER,),
        rate_limit=_OPENING if shapes.ground.guests else None,
    )  # fmt: skip


def _read(shapes: _Shapes) -> Operation:
    ground = shapes.ground
    prices = " and what they cost" if ground.price is not None else ""
    return shapes.operation(
        "GET", "{cart_id}", summary=f"A cart with its lines{prices}.", table=shapes.tables.carts,
        parameters=(shapes.cart_id, *shapes.caller), errors=(shapes.stranger, _MISSING),
        success=shapes.shown(200, "The cart.", "ETag"),
        peak_rate=ground.site.brief.rates.get("reads", 0.0),
    )  # fmt: skip


def _add(shapes: _Shapes) -> Operation:
    ground, tables = shapes.ground, shapes.tables
    product = tables.product
    line = ground.draft.schema(
        "NewCartItem", ground.id("storage"),
        members={product.name: json_schema_of(product.type), "quantity": _quantity()},
        required=(product.name, "quantity"), closed=True,
        example={product.name: example_of_column(product), "quantity": 2},
        doc="What to put into the cart.",
    )  # fmt: skip
    return shapes.operation(
        "POST", "{cart_id}", "items", table=tables.items, request=line,
        summary="Put a product into the cart; adds to the quantity of a line that is there.",
        parameters=(shapes.cart_id, shapes.version, *shapes.caller),
        writes=(tables.items, tables.carts),
        success=shapes.shown(201, "The cart with the new line.", "Location", "ETag"),
        also=(shapes.shown(200, "The cart, in which the line was there.", "ETag"),),
        errors=(shapes.stranger, _MISSING, _CLOSED, _STALE, _INVALID),
        peak_rate=ground.site.brief.rates.get("writes", 0.0),
    )  # fmt: skip


def _change(shapes: _Shapes) -> Operation:
    change = shapes.ground.draft.schema(
        "CartItemChange", shapes.ground.id("storage"), members={"quantity": _quantity()},
        required=("quantity",), example={"quantity": 2}, closed=True,
        doc="The new quantity of a line.",
    )  # fmt: skip
    return shapes.operation(
        "PATCH", "{cart_id}", "items", "{item_id}", summary="Set how many.",
        table=shapes.tables.items, request=change,
        parameters=(shapes.cart_id, shapes.item_id, shapes.version, *shapes.caller),
        writes=(shapes.tables.items, shapes.tables.carts),
        success=shapes.shown(200, "The cart after the change.", "ETag"),
        errors=(shapes.stranger, _NO_LINE, _CLOSED, _STALE, _INVALID),
    )  # fmt: skip


def _remove(shapes: _Shapes) -> Operation:
    return shapes.operation(
        "DELETE", "{cart_id}", "items", "{item_id}", summary="Take a line out of the cart.",
        table=shapes.tables.items,
        parameters=(shapes.cart_id, shapes.item_id, shapes.version, *shapes.caller),
        writes=(shapes.tables.items, shapes.tables.carts),
        success=Response(status=204, doc="It is gone.", headers=("ETag",)),
        errors=(shapes.stranger, _NO_LINE, _CLOSED, _STALE),
    )  # fmt: skip


def _check_out(shapes: _Shapes) -> Operation:
    """Only a customer orders: the visitor signs in first, which merges the carts."""
    ground, tables, order = shapes.ground, shapes.tables, shapes.ground.order
    lines = ground.order_lines
    written = [table for table in (tables.carts, order, lines) if table is not None]
    done = Response(status=201, doc="The cart, closed, with the order it became.",
                    schema=shapes.cart.id, example=shapes.ordered, headers=("ETag",))  # fmt: skip
    again = Response(status=200, doc="It was ordered before: the same answer, nothing new.",
                     schema=shapes.cart.id, example=shapes.ordered, headers=("ETag",))  # fmt: skip
    return ground.draft.operation(
        "POST", ground.site.path("carts", "{cart_id}", "checkout"), ground.id("access"),
        summary=f"Turn the cart into a row of {code(order.name if order else '')}, in one "
        "transaction.",
        table=tables.carts, request=_order_request(ground), writes=written,
        parameters=(shapes.cart_id, shapes.version, ground.draft.parameter(
            "customer", "token", [tables.customer])),
        success=done, also=(again,),
        errors=(_STRANGER, _MISSING, _STALE, (422, "The cart is empty, or out of stock.")),
    )  # fmt: skip


def _order_request(ground: Ground) -> Schema | None:
    """What an order needs and the cart does not know, such as an address."""
    named, _ = ground.order_needs()
    if not named:
        return None
    return ground.draft.schema(
        "CartCheckout", ground.id("access"),
        members={c.name: json_schema_of(c.type) for c in named}, closed=True,
        required=[c.name for c in named], example={c.name: example_of_column(c) for c in named},
        doc="What the order needs beside the cart; each must belong to the caller.",
    )  # fmt: skip
