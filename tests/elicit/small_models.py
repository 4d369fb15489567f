"""Small as-is Models for the tests of elicit, written as the few names that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from backend_architect.model.api import Operation, RateLimit
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.data import Column, ForeignKey, Table
from backend_architect.model.element import Decided, Element
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Middleware, Technology

ORIGIN = Decided(decision="test")
SHOP = {
    "customers": ["id", "email"],
    "products": ["id", "price"],
    "shop_order": ["id", "customer_id"],
}


def small_model(bits: dict[str, Any] | None = None) -> Model:
    """A Model of `tables` (name -> columns), `rows` (table -> rows), `foreign_keys` (table ->
    table), `paths`, `rate_limited` paths, `technologies`, `middleware` roles and `schemes`."""
    return compose(Head(system="shop"), _elements(bits or {}))


def shop() -> Model:
    """Customers, products and orders."""
    return small_model({"tables": SHOP})


def _elements(bits: dict[str, Any]) -> Iterator[Element]:
    rows = bits.get("rows", {})
    for name, columns in bits.get("tables", {}).items():
        yield Table(id=f"db/{name}", name=name, origin=ORIGIN, store="db", rows=rows.get(name))
        yield from _columns(name, columns)
    for name, other in bits.get("foreign_keys", {}).items():
        yield ForeignKey(
            id=f"db/{name}/to {other}", name=f"{name}_{other}", origin=ORIGIN, table=f"db/{name}",
            columns=(f"db/{name}/{other}_id",), ref_table=f"db/{other}",
            ref_columns=(f"db/{other}/id",),
        )  # fmt: skip
    for path in bits.get("paths", ()):
        yield Operation(
            id=f"api/GET {path}", name=path, origin=ORIGIN, api="api", method="GET", path=path
        )
    for path in bits.get("rate_limited", ()):
        limit = RateLimit(requests=10, seconds=60, key="account")
        yield Operation(
            id=f"api/POST {path}", name=path, origin=ORIGIN, api="api", method="POST", path=path,
            rate_limit=limit,
        )  # fmt: skip
    for name in bits.get("technologies", ()):
        yield Technology(id=f"technology/{name}", name=name, origin=ORIGIN)
    for role in bits.get("middleware", ()):
        yield Middleware(
            id=f"app/{role}", name=role, origin=ORIGIN, service="app", position=0, role=role
        )
    for kind in bits.get("schemes", ()):
        yield SecurityScheme(id=f"security/{kind}", name=kind, origin=ORIGIN, kind=kind)


def _columns(table: str, names: Iterable[str]) -> Iterator[Column]:
    for position, name in enumerate(names):
        yield Column(
            id=f"db/{table}/{name}", name=name, origin=ORIGIN, table=f"db/{table}",
            position=position, type="text",
        )  # fmt: skip
