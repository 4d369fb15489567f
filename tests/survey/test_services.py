"""Which programs a repository holds."""

from __future__ import annotations

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.model.architecture import Model
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

GIN = """package {package}

import "github.com/gin-gonic/gin"

func Serve() {{
	r := gin.Default()
	r.GET("/{path}", func(c *gin.Context) {{}})
}}
"""


def surveyed(**files: str) -> Model:
    named = {path.replace("__", "/").replace("_DOT_", "."): text for path, text in files.items()}
    workspace = FakeWorkspace({path: text.encode() for path, text in named.items()})
    return survey(workspace, Inline(), MemoryCache())


def test_a_go_module_is_named_without_its_version() -> None:
    model = surveyed(
        go_DOT_mod="module example.org/acme/ledger/v2\n\ngo 1.22\n",
        main_DOT_go=GIN.format(package="main", path="x"),
    )
    assert [service.name for service in model.services] == ["ledger"]


def test_a_package_json_makes_no_service_of_the_go_file_beside_it() -> None:
    model = surveyed(
        go_DOT_mod="module example.org/ledger\n\ngo 1.22\n",
        main_DOT_go=GIN.format(package="main", path="x"),
        ui__package_DOT_json='{"name": "ledger-ui", "dependencies": {"react": "19.0.0"}}',
        ui__serve_DOT_go=GIN.format(package="ui", path="assets"),
    )
    assert [service.name for service in model.services] == ["ledger"]
    assert {op.path for op in model.operations} == {"/x", "/assets"}


def test_what_only_looks_like_a_route_makes_no_service() -> None:
    model = surveyed(
        api__package_DOT_json='{"name": "api", "dependencies": {"express": "5.0.0"}}',
        api__server_DOT_js='const app = require("express")();\napp.get("/x", (q, r) => r.end());\n',
        web__package_DOT_json='{"name": "web", "dependencies": {"axios": "1.0.0"}}',
        web__client_DOT_js='import http from "./http";\nhttp.get("/x", (r) => r);\n',
    )
    assert [service.name for service in model.services] == ["api"]
