"""A small shop as a survey would find it, and designs upon it."""

from __future__ import annotations

from backend_architect.design.planner import design
from backend_architect.migrate.planner import migrate
from backend_architect.model.api import Api, Operation
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.brief import Brief, Capability
from backend_architect.model.convention import Convention
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Element, Evidence, Surveyed
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Service
from backend_architect.verify.trial import Design

FOUND = Surveyed(
    evidence=(
        Evidence(
            repository="shop", path="app/models.py", first_line=1, last_line=1, sha256="0" * 64,
            detector="sqlalchemy",
        ),
    )
)  # fmt: skip


def table(
    name: str, *columns: str, store: str = "shop/db", rows: int | None = None
) -> list[Element]:
    """A table with an identity column `id`; columns are "name type[?][=default]"."""
    id = f"{store}/{name}"
    made: list[Element] = [Table(id=id, name=name, origin=FOUND, store=store, rows=rows)]
    for position, words in enumerate(("id bigint", *columns), start=1):
        column, _, rest = words.partition(" ")
        type, _, default = rest.partition("=")
        made.append(
            Column(
                id=f"{id}/{column}", name=column, origin=FOUND, table=id, position=position,
                type=type.removesuffix("?"), nullable=type.endswith("?"), default=default,
                identity=column == "id",
            )
        )  # fmt: skip
    made.append(Key(id=f"{id}/primary", name="", origin=FOUND, table=id, columns=(f"{id}/id",)))
    return made


def refers(table: str, column: str, to: str) -> ForeignKey:
    return ForeignKey(
        id=f"shop/db/{table}/fk({column})", name="", origin=FOUND, table=f"shop/db/{table}",
        columns=(f"shop/db/{table}/{column}",), ref_table=f"shop/db/{to}",
        ref_columns=(f"shop/db/{to}/id",),
    )  # fmt: skip


def unique(table: str, *columns: str) -> Key:
    return Key(
        id=f"shop/db/{table}/unique({','.join(columns)})", name="", origin=FOUND, kind="unique",
        table=f"shop/db/{table}", columns=tuple(f"shop/db/{table}/{c}" for c in columns),
    )  # fmt: skip


def check(table: str, expression: str) -> Check:
    return Check(
        id=f"shop/db/{table}/check({expression})", name="", origin=FOUND,
        table=f"shop/db/{table}", expression=expression,
    )  # fmt: skip


def index(table: str, *columns: str) -> Index:
    return Index(
        id=f"shop/db/{table}/index({','.join(columns)})", name="", origin=FOUND,
        table=f"shop/db/{table}", columns=tuple(f"shop/db/{table}/{c}" for c in columns),
    )  # fmt: skip


def shop(*more: Element, technology: str = "postgresql") -> Model:
    """Customers, products and orders behind a small API."""
    parts: list[Element] = [
        Service(id="shop", name="shop", origin=FOUND, language="python", framework="fastapi"),
        Store(id="shop/db", name="db", origin=FOUND, technology=technology, service="shop"),
        Api(id="shop/api", name="shop", origin=FOUND, service="shop"),
        SecurityScheme(id="shop/bearer", name="bearer", origin=FOUND, kind="jwt", service="shop"),
        Convention(id="convention/id", name="id", origin=FOUND, kind="id", value="bigint"),
        Operation(
            id="shop/api/GET /products", name="GET /products", origin=FOUND, api="shop/api",
            method="GET", path="/products", table="shop/db/products",
        ),
        *table(
            "customers", "email character varying(320)",
            "created_at timestamp with time zone=now()",
        ),
        unique("customers", "email"),
        *table("products", "name text", "price numeric(12,2)", "active boolean=true"),
        check("products", "price >= 0"),
        *table("orders", "customer_id bigint", "status text", "placed_at timestamp with time zone"),
        refers("orders", "customer_id", "customers"),
        check("orders", "status in ('new', 'paid')"),
        *more,
    ]  # fmt: skip
    return compose(Head(system="shop"), parts)


def brief(**more: object) -> Brief:
    return Brief(
        words="Add a shopping cart", intent="add", title="Shopping cart", slug="shopping-cart",
        capabilities=(Capability(name="shopping-cart"),), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def cart(as_is: Model | None = None) -> Design:
    """A shopping cart put onto the shop, and the way there."""
    model = as_is or shop()
    proposal = design(brief(), model, ())
    return Design(brief(), model, proposal, migrate(model, proposal.to_be))
