"""What the survey promises, on small backends whose truth is written beside them."""

from __future__ import annotations

import pytest

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.model.architecture import Model
from backend_architect.model.codec import to_json
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace
from tests.promises import proves

EXPRESS = {
    "package.json": """{"name": "shop", "dependencies": {"express": "5"}}""",
    "src/app.js": """\
const express = require("express");
const orders = require("./orders");
const { requireAuth } = require("./auth");

const app = express();
app.use(express.json());
app.use(requireAuth);
app.use("/api/orders", orders);
app.get("/health", (req, res) => res.json({}));
app.listen(3000);
""",
    "src/orders.js": """\
const router = require("express").Router();
router.route("/").get(list).post(place);
router.delete("/:id", remove);
module.exports = router;
""",
    "src/auth.js": "exports.requireAuth = (req, res, next) => next();\n",
}
FASTIFY = {
    "package.json": """{"name": "shop", "dependencies": {"fastify": "5"}}""",
    "src/server.js": """\
import Fastify from "fastify";
import orders from "./orders.js";

const app = Fastify();
app.get("/health", async () => ({}));
app.register(orders, { prefix: "/api/orders" });
app.listen({ port: 3000 });
""",
    "src/orders.js": """\
export default async function (app) {
  app.get("/", async () => []);
  app.route({ method: ["PUT", "PATCH"], url: "/:id", handler: change });
}
""",
}
TRPC = {
    "package.json": """{"name": "shop", "dependencies": {"@trpc/server": "11", "express": "5"}}""",
    "src/router.ts": """\
import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
export const appRouter = t.router({
  orders: t.router({
    list: t.procedure.query(() => []),
    place: t.procedure.mutation(() => ({})),
  }),
});
""",
    "src/server.ts": """\
import express from "express";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import { appRouter } from "./router";
const app = express();
app.use("/trpc", createExpressMiddleware({ router: appRouter }));
app.listen(3000);
""",
}
GO = """\
package main

import "{package}"

func main() {{
	app := {make}
	api := app.Group("/api")
	orders := api.Group("/orders")
	orders.{get}("/", list)
	orders.{post}("/", place)
	app.{get}("/health", health)
}}
"""
GO_TRUTH = {("GET", "/api/orders"), ("POST", "/api/orders"), ("GET", "/health")}


def model_of(files: dict[str, str]) -> Model:
    workspace = FakeWorkspace({path: text.encode() for path, text in files.items()}, "shop")
    return survey(workspace, Inline(), MemoryCache())


def endpoints(model: Model) -> set[tuple[str, str]]:
    return {(each.method, each.path.rstrip("/") or "/") for each in model.operations}


@proves("S2-61", "S4-23")
@pytest.mark.parametrize(
    ("files", "truth"),
    [
        pytest.param(
            EXPRESS,
            {("GET", "/api/orders"), ("POST", "/api/orders"), ("DELETE", "/api/orders/{id}"),
             ("GET", "/health")},
            id="express",
        ),
        pytest.param(
            FASTIFY,
            {("GET", "/health"), ("GET", "/api/orders"), ("PUT", "/api/orders/{id}"),
             ("PATCH", "/api/orders/{id}")},
            id="fastify",
        ),
        pytest.param(
            TRPC, {("GET", "/trpc/orders.list"), ("POST", "/trpc/orders.place")}, id="trpc"
        ),
    ],
)  # fmt: skip
def test_routes_of_the_three_node_frameworks_are_found_and_no_others(files, truth):
    assert endpoints(model_of(files)) == truth


@pytest.mark.parametrize(
    ("package", "make", "get", "post"),
    [
        ("github.com/gofiber/fiber/v2", "fiber.New()", "Get", "Post"),
        ("github.com/gin-gonic/gin", "gin.Default()", "GET", "POST"),
        ("github.com/labstack/echo/v4", "echo.New()", "GET", "POST"),
    ],
)
def test_routes_of_the_three_go_frameworks_are_found_and_no_others(package, make, get, post):
    text = GO.format(package=package, make=make, get=get, post=post)
    model = model_of({"go.mod": "module shop\n", "main.go": text})
    assert endpoints(model) == GO_TRUTH


@proves("S4-21")
def test_middleware_is_told_in_order_and_authentication_guards_what_stands_behind_it():
    model = model_of(EXPRESS)
    chain = [each.name for each in model.middleware_of("shop")]
    assert chain.index("express.json") < chain.index("requireAuth")
    guarded = {each.path: each.guards for each in model.operations}
    assert "requireAuth" in guarded["/api/orders/{id}"]
    assert "requireAuth" in guarded["/health"]


@proves("S4-05")
def test_services_are_found_with_what_they_serve_keep_and_ask_of_each_other():
    """Two programs of one repository: their boundary, their tables, and the call between them."""
    model = model_of(
        {
            "orders/package.json": '{"name": "orders", "dependencies": {"express": "5"}}',
            "orders/app.js": (
                'const express = require("express");\nconst axios = require("axios");\n'
                "const app = express();\n"
                'app.post("/orders", async (req, res) => {\n'
                '  await axios.get("http://stock:8000/stock/1");\n  res.json({});\n});\n'
                "app.listen(3000);\n"
            ),
            "stock/pyproject.toml": '[project]\nname = "stock"\ndependencies = ["fastapi"]\n',
            "stock/main.py": (
                "from fastapi import FastAPI\nfrom sqlmodel import Field, SQLModel\n\n"
                "app = FastAPI()\n\n\nclass Item(SQLModel, table=True):\n"
                "    id: int = Field(primary_key=True)\n\n\n"
                '@app.get("/stock/{id}")\ndef read(id: int): ...\n'
            ),
            "compose.yaml": (
                "services:\n  orders:\n    build: orders\n  stock:\n    build: stock\n"
                "    ports: ['8000:8000']\n"
            ),
        }
    )
    assert {each.name for each in model.services} == {"orders", "stock"}
    assert [each.name for each in model.tables] == ["item"]
    flows = {(each.source, each.target) for each in model.flows}
    assert ("orders", "stock") in flows


@proves("S4-22")
def test_where_it_runs_is_read_from_configuration_and_secrets_by_name_only():
    files = {
        "package.json": '{"name": "shop", "dependencies": {"express": "5"}}',
        "app.js": 'const app = require("express")();\napp.get("/x", h);\napp.listen(3000);\n',
        "compose.yaml": (
            "services:\n  shop:\n    build: .\n    ports: ['3000:3000']\n    depends_on: [db]\n"
            "    environment:\n      DATABASE_PASSWORD: hunter2-from-compose\n"
            "  db:\n    image: postgres:18\n"
        ),
        "deploy/shop.yaml": (
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n"
            "  replicas: 3\n  template:\n    spec:\n      containers:\n"
            "        - name: shop\n          image: shop:1\n"
            "          ports: [{containerPort: 3000}]\n"
            "          env: [{name: API_KEY, value: hunter2-from-kubernetes}]\n"
        ),
        "infra/main.tf": (
            'resource "aws_db_instance" "orders" {\n  engine = "postgres"\n'
            '  password = "hunter2-from-terraform"\n}\n'
        ),
        ".env.example": "STRIPE_KEY=hunter2-from-env\n",
    }
    model = model_of(files)
    containers = {(each.name, each.replicas) for each in model.containers}
    assert {("shop", 1), ("db", 1), ("shop", 3)} <= containers
    assert {"DATABASE_PASSWORD", "API_KEY", "STRIPE_KEY"} <= {each.name for each in model.settings}
    assert "aws_db_instance.orders" in {each.name for each in model.containers}
    assert b"hunter2" not in to_json(model)
