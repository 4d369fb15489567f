"""What becomes of the contracts a repository holds."""

from __future__ import annotations

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.measures.contracts import undocumented, unrouted
from backend_architect.model.architecture import Model
from backend_architect.model.laws import broken_laws
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

ORDERS = """openapi: 3.0.3
info:
  title: Orders
servers:
  - url: https://example.com/shop
paths:
  /orders:
    get:
      operationId: list
  /orders/{orderId}:
    get:
      operationId: one
  /gone:
    get:
      operationId: gone
"""
FLASK = """from flask import Flask

app = Flask(__name__)


@app.get("/api/v1/orders")
def all_orders():
    return []


@app.get("/api/v1/orders/<int:number>")
def one_order(number):
    return number


@app.get("/api/v1/health")
def health():
    return "ok"
"""
PROTO = """syntax = "proto3";
package shop.v1;
service Orders {
  rpc Get (A) returns (B) { option (google.api.http) = { get: "/v1/{name=orders/*}" }; }
  rpc Watch (A) returns (stream B);
}
"""
GATEWAY = """package main

func main() {
	v1.RegisterOrdersServer(server, &orders{})
	v1.RegisterOrdersHandlerFromEndpoint(ctx, mux, address, options)
}
"""


def surveyed(files: dict[str, str]) -> Model:
    workspace = FakeWorkspace({path: text.encode() for path, text in files.items()})
    model = survey(workspace, Inline(), MemoryCache())
    assert not broken_laws(model)
    return model


def spoken(model: Model) -> list[str]:
    return [operation.name for operation in model.operations]


def states(model: Model) -> dict[str, str]:
    return {f"{each.method} {each.path}": each.state for each in model.documented}


def test_code_leads_and_a_document_is_compared_with_it() -> None:
    model = surveyed({"app.py": FLASK, "docs/openapi.yaml": ORDERS})
    assert spoken(model) == [
        "GET /api/v1/health",
        "GET /api/v1/orders",
        "GET /api/v1/orders/{number}",
    ]
    assert states(model) == {
        "GET /shop/orders": "routed",
        "GET /shop/orders/{orderId}": "routed",
        "GET /shop/gone": "unrouted",
    }
    assert [each.path for each in unrouted(model)] == ["/shop/gone"]
    assert [each.path for each in undocumented(model)] == ["/api/v1/health"]
    tagged = [each.path for each in model.operations if "documented" in each.tags]
    assert tagged == ["/api/v1/orders", "/api/v1/orders/{number}"]


def test_a_document_about_another_program_judges_nothing() -> None:
    other = ORDERS.replace("orders", "cards")
    model = surveyed({"app.py": FLASK, "vendor-api/openapi.yaml": other})
    assert set(states(model).values()) == {"unknown"}
    assert undocumented(model) == ()


def test_a_document_that_code_names_is_the_table_of_routes() -> None:
    app = 'import connexion\n\napp = connexion.App(__name__)\napp.add_api("api.yaml")\n'
    model = surveyed({"app.py": app, "spec/api.yaml": ORDERS})
    assert spoken(model) == ["GET /shop/gone", "GET /shop/orders", "GET /shop/orders/{orderId}"]
    assert {each.evidence[0].kind for each in model.operations} == {"document"}
    assert [service.framework for service in model.services] == ["connexion"]
    below = surveyed({"app.py": app.replace('")\n', '", base_path="/v2")\n'), "api.yaml": ORDERS})
    assert spoken(below)[0] == "GET /v2/gone"


def test_a_service_with_an_http_mapping_that_is_registered_answers_there() -> None:
    files = {"go.mod": "module example.org/shop\n\ngo 1.22\n", "shop.proto": PROTO}
    assert spoken(surveyed(files)) == ["GET /v1/orders/{order}", "POST /shop.v1.Orders/Watch"]
    registered = surveyed({**files, "main.go": GATEWAY})
    assert spoken(registered) == ["GET /v1/orders/{order}"]
    assert set(states(registered).values()) == {"followed"}
    assert spoken(surveyed({**files, "client.go": "package main\n"})) == []


def test_where_no_code_routes_anything_contracts_are_the_contract() -> None:
    model = surveyed({"openapi.yaml": ORDERS})
    assert [service.name for service in model.services] == ["orders"]
    assert spoken(model) == ["GET /shop/gone", "GET /shop/orders", "GET /shop/orders/{orderId}"]
    assert spoken(surveyed({"openapi.yaml": ORDERS, "client.py": "import requests\n"})) == []


def test_paths_in_files_of_their_own_belong_to_the_document_that_refers_to_them() -> None:
    document = """openapi: 3.0.3
info:
  title: Orders
paths:
  /orders:
    $ref: paths/orders.yaml
  /orders/{id}:
    $ref: "./paths/all.yaml#/order"
  /lost:
    $ref: paths/lost.yaml
"""
    items = "get:\n  operationId: list\npost:\n  operationId: place\n"
    one = "order:\n  delete:\n    operationId: remove\n"
    files = {"api.yaml": document, "paths/orders.yaml": items, "paths/all.yaml": one}
    model = surveyed(files)
    assert spoken(model) == ["DELETE /orders/{id}", "GET /orders", "POST /orders"]
    assert [service.name for service in model.services] == ["orders"]
    assert [gap.what for gap in model.head.gaps] == ["documented path /lost"]
