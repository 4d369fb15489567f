"""The modules of programs, what they import of one another, and the layers that shows."""

from __future__ import annotations

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.model.architecture import Model
from backend_architect.survey.imports import sources_of
from backend_architect.survey.scan import Text
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

SHOP = {
    "pyproject.toml": '[project]\nname = "shop"\n',
    "CODEOWNERS": "* @acme/all\n/shop/services @acme/orders\n",
    "shop/__init__.py": "",
    "shop/controllers/__init__.py": "",
    "shop/controllers/orders.py": (
        "from fastapi import APIRouter, FastAPI\n"
        "from shop.services.orders import place\n"
        "app = FastAPI()\n\n\n"
        '@app.post("/orders")\ndef create():\n    place()\n'
    ),
    "shop/controllers/users.py": "from shop.services.users import find\n",
    "shop/controllers/carts.py": "from shop.services.orders import place\n",
    "shop/services/__init__.py": "",
    "shop/services/orders.py": "from shop.repositories.orders import save\n",
    "shop/services/users.py": "from ..repositories import orders\n",
    "shop/repositories/__init__.py": "",
    "shop/repositories/orders.py": "from shop.controllers import orders\n",
    "tests/test_orders.py": "",
}


def surveyed(files: dict[str, str]) -> Model:
    workspace = FakeWorkspace({path: text.encode() for path, text in files.items()})
    return survey(workspace, Inline(), MemoryCache())


def test_modules_know_what_they_import() -> None:
    found = {module.path: module for module in surveyed(SHOP).modules}
    assert found["shop/services"].depends_on == ("shop/module/shop/repositories",)
    assert found["shop/controllers"].depends_on == ("shop/module/shop/services",)
    assert (found["shop/services"].files, found["shop/services"].lines) == (3, 2)
    assert found["shop/services"].evidence[0].place.startswith("shop/services/orders.py:1")


def test_modules_have_the_owners_of_the_last_line_that_matches() -> None:
    found = {module.path: module.owners for module in surveyed(SHOP).modules}
    assert found["shop/services"] == ("@acme/orders",)
    assert found["shop/controllers"] == ("@acme/all",)


def test_layering_has_the_share_of_imports_that_keep_to_it() -> None:
    (layering,) = (c for c in surveyed(SHOP).conventions if c.kind == "layering")
    assert layering.value == "controllers>services>repositories"
    assert layering.share == round(5 / 6, 3)


def test_where_tests_stand_is_a_convention() -> None:
    (layout,) = (c for c in surveyed(SHOP).conventions if c.kind == "test")
    assert (layout.value, layout.share) == ("apart", 1.0)


def test_imports_are_read_by_line_in_each_language() -> None:
    texts = {
        "a.ts": b'import { x } from "./b";\nexport * from "./c";\nconst d = require("./d");\n',
        "a.go": b'package a\n\nimport (\n\t"fmt"\n\tx "acme/shop/b"\n)\n',
        "A.java": b"package a;\n\nimport a.b.C;\nimport static a.b.D.e;\n",
        "A.cs": b"using Shop.Orders;\nnamespace Shop.Users;\n",
        "a.php": b"<?php\nuse App\\Models\\Order;\n",
        "a.rs": b"use crate::orders::Order;\nuse std::fmt;\n",
        "a.ex": b"defmodule A do\n  alias Shop.Orders\nend\n",
        "a.hs": b"module A where\nimport qualified Shop.Orders as O\n",
        "a.clj": b"(ns a (:require [shop.orders :as orders]))\n",
        "a.rb": b'require_relative "orders"\n',
        "a.kt": b"import shop.orders.Order\n",
    }
    found = sources_of(Text(path, data) for path, data in texts.items())
    assert [(each.path, each.module, each.line) for each in found.imports] == [
        ("A.cs", "Shop.Orders", 1),
        ("A.java", "a.b.C", 3),
        ("A.java", "a.b.D.e", 4),
        ("a.clj", "shop.orders", 1),
        ("a.ex", "Shop.Orders", 2),
        ("a.go", "fmt", 4),
        ("a.go", "acme/shop/b", 5),
        ("a.hs", "Shop.Orders", 2),
        ("a.kt", "shop.orders.Order", 1),
        ("a.php", "App\\Models\\Order", 2),
        ("a.rb", "./orders", 1),
        ("a.rs", "crate.orders.Order", 1),
        ("a.ts", "./b", 1),
        ("a.ts", "./c", 2),
        ("a.ts", "./d", 3),
    ]
    assert found.namespaces == {"Shop.Users": "A.cs"}
