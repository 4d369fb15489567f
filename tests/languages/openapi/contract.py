"""A contract with one of everything, as a Model."""

from __future__ import annotations

from typing import Any

from backend_architect.model.api import Api, Operation, Parameter, RateLimit, Response, Schema
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.element import Decided, Element, Evidence, Surveyed
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Service

NEW = Decided(decision="a-cart")
OLD = Surveyed(
    evidence=(
        Evidence(
            repository="shop", path="a.py", first_line=1, last_line=1, sha256="0", detector="d"
        ),
    )
)
PREFIX = "#/components/schemas/"


def schema(name: str, json_schema: dict[str, Any], example: Any = None) -> Schema:
    return Schema(
        id=f"shop/schema/{name}", name=name, origin=NEW, json_schema=json_schema, example=example
    )


def operation(method: str, path: str, **more: Any) -> Operation:
    more.setdefault("origin", NEW)
    more.setdefault("name", "")
    return Operation(
        id=f"shop/api/{method} {path}", api="shop/api", method=method, path=path, **more
    )


def model(*operations: Element, api: Api | None = None) -> Model:
    chosen = api or Api(
        id="shop/api", name="Shop", origin=NEW, service="shop", base_path="/v1", version="2.1.0"
    )
    service = Service(id="shop", name="shop", origin=NEW)
    return compose(Head(system="shop"), [service, chosen, *SCHEMAS, *SCHEMES, *operations])


ITEM = {
    "type": "object",
    "required": ["sku", "quantity"],
    "properties": {
        "sku": {"type": "string", "maxLength": 40},
        "quantity": {"type": "integer", "minimum": 1},
        "note": {"type": ["string", "null"]},
    },
    "additionalProperties": False,
}
SCHEMAS = (
    schema("Item", ITEM, {"sku": "A-1", "quantity": 2}),
    schema(
        "Cart",
        {
            "type": "object",
            "required": ["id", "items"],
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "items": {"type": "array", "items": {"$ref": PREFIX + "Item"}},
                "parent": {"anyOf": [{"$ref": PREFIX + "Cart"}, {"type": "null"}]},
                "default": {"$ref": PREFIX + "Item"},
            },
        },
        {"id": "8e03978e-40d5-43dd-bc93-6894a57f9324", "items": [{"sku": "A-1", "quantity": 2}]},
    ),
    schema(
        "Problem",
        {
            "type": "object",
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
            },
        },
        {"type": "about:blank", "title": "Gone", "status": 429, "detail": "Slow down."},
    ),
    schema("Unused", {"type": "string"}),
)
SCHEMES = tuple(
    SecurityScheme(id=f"shop/scheme/{kind}", name=kind, origin=NEW, kind=kind, scopes=("cart",))  # type: ignore[arg-type]
    for kind in (
        "oauth2",
        "oidc",
        "jwt",
        "session",
        "api-key",
        "basic",
        "mutual-tls",
        "unknown",
    )
)


def shop() -> Model:
    """A cart: read, add to, list."""
    return model(
        operation(
            "POST",
            "/carts/{cart_id}/items",
            doc="Put an item into the cart.",
            parameters=(
                Parameter(
                    name="cart_id",
                    location="path",
                    json_schema={"type": "string", "format": "uuid"},
                    example="8e03978e-40d5-43dd-bc93-6894a57f9324",
                ),
                Parameter(name="account", location="token"),
            ),
            request="shop/schema/Item",
            responses=(
                Response(status=201, doc="It is in the cart.", schema="shop/schema/Cart"),
                Response(status=429, doc="Too often.", schema="shop/schema/Problem"),
            ),
            security=tuple(scheme.id for scheme in SCHEMES),
            rate_limit=RateLimit(requests=10, seconds=60, key="account"),
            idempotency_key=True,
        ),
        operation(
            "GET",
            "/carts",
            name="listCarts",
            parameters=(
                Parameter(
                    name="limit",
                    location="query",
                    required=False,
                    json_schema={"type": "integer", "maximum": 100},
                    example=20,
                ),
            ),
            responses=(Response(status=200, doc="A page.", headers=("Link",)),),
        ),
        operation("DELETE", "/carts/{cart_id:uuid}", origin=OLD),
        operation("SUBSCRIBE", "/carts", origin=OLD),
    )
