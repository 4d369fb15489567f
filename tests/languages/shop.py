"""A small shop as a Model, and short ways to make its parts."""

from __future__ import annotations

from typing import Any

from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Decided, Element

NEW = Decided(decision="a-shop")


def store() -> Store:
    return Store(id="db", name="db", origin=NEW, technology="postgresql")


def table(name: str, *columns: str, schema: str = "", key: str = "id") -> list[Element]:
    """Columns are "name type[?][=default]"; `key` is the identity column or ""."""
    id = f"db/{schema}.{name}" if schema else f"db/{name}"
    made: list[Element] = [Table(id=id, name=name, origin=NEW, store="db", schema=schema)]
    if key:
        columns = (f"{key} bigint", *columns)
    for position, words in enumerate(columns, start=1):
        column, _, rest = words.partition(" ")
        type, _, default = rest.partition("=")
        made.append(
            Column(
                id=f"{id}/{column}",
                name=column,
                origin=NEW,
                table=id,
                position=position,
                type=type.removesuffix("?"),
                nullable=type.endswith("?"),
                default=default,
                identity=column == key,
            )
        )
    if key:
        made.append(Key(id=f"{id}#pk", name="", origin=NEW, table=id, columns=(f"{id}/{key}",)))
    return made


def unique(table: str, *columns: str, name: str = "") -> Key:
    ids = _ids(table, columns)
    id = f"db/{table}#unique({','.join(columns)})"
    return Key(id=id, name=name, origin=NEW, table=f"db/{table}", columns=ids, kind="unique")


def refers(table: str, column: str, to: str, *, name: str = "", **more: Any) -> ForeignKey:
    return ForeignKey(
        id=f"db/{table}#fk({column})",
        name=name,
        origin=NEW,
        table=f"db/{table}",
        columns=(f"db/{table}/{column}",),
        ref_table=f"db/{to}",
        ref_columns=(f"db/{to}/id",),
        **more,
    )


def index(table: str, *columns: str, name: str = "", **more: Any) -> Index:
    id = f"db/{table}#index({','.join(columns)}){more.get('where', '')}"
    ids = _ids(table, columns)
    return Index(id=id, name=name, origin=NEW, table=f"db/{table}", columns=ids, **more)


def check(table: str, expression: str, *, name: str = "") -> Check:
    id = f"db/{table}#check({expression})"
    return Check(id=id, name=name, origin=NEW, table=f"db/{table}", expression=expression)


def _ids(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{'-' * column.startswith('-')}db/{table}/{column.removeprefix('-')}" for column in columns
    )


def model(*parts: Element | list[Element]) -> Model:
    elements: list[Element] = [store()]
    for part in parts:
        elements += part if isinstance(part, list) else [part]
    return compose(Head(system="shop"), elements)


def shop() -> Model:
    """Customers, products and orders, with a reserved word, mixed case and a circle."""
    return model(
        table(
            "customer",
            "email character varying(320)",
            "createdAt timestamp with time zone=now()",
            "last_order_id bigint?",
        ),
        unique("customer", "email"),
        refers("customer", "last_order_id", "order", on_delete="set null"),
        table("product", "sku text", "price numeric(12,2)", "tags text[]='{}'::text[]"),
        unique("product", "sku", name="product_sku_unique"),
        check("product", "price >= 0"),
        table("order", "customer_id bigint", "status text='new'", "placed_at timestamptz"),
        refers("order", "customer_id", "customer", on_delete="cascade"),
        check("order", "status IN ('new', 'paid', 'it''s gone')", name="order_status_known"),
        index("order", "customer_id", "-placed_at"),
        index("order", "status", where="status <> 'paid'", include=("db/order/placed_at",)),
        table("order_item", "order_id bigint", "product_id bigint", "quantity integer=1", key=""),
        Key(
            id="db/order_item#pk",
            name="",
            origin=NEW,
            table="db/order_item",
            columns=("db/order_item/order_id", "db/order_item/product_id"),
        ),
        refers("order_item", "order_id", "order", on_delete="cascade"),
        refers("order_item", "product_id", "product", on_delete="restrict"),
        check("order_item", "quantity > 0 AND quantity < 1000"),
        index("order_item", "product_id", method="hash"),
    )  # fmt: skip
