"""Scripts that tools made are told once and not read; what people wrote is read."""

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.model.architecture import Model
from backend_architect.survey.made import SHORT, is_made
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

ROUTES = b"""const express = require("express");
const app = express();
app.get("/orders", list);
"""
LINE = b'app.get("/made", function (q, r) { return r.json([]) }); '
MINIFIED = ROUTES.replace(b"\n", b"") + LINE * 200
BUNDLED = b"/******/ (function(modules) {\n" + ROUTES + LINE + b"\n" * 5 + b"  // more\n" * SHORT
WRITTEN = ROUTES + b"// what a person wrote, a line of usual length\n" * 200


def surveyed(files: dict[str, bytes]) -> Model:
    return survey(FakeWorkspace(files, "shop"), Inline(), MemoryCache(), exhaustive=True)


def test_minified_and_bundled_scripts_are_known_by_their_text() -> None:
    assert is_made("public/app.js", MINIFIED)
    assert is_made("public/all.js", BUNDLED)
    assert not is_made("server.js", WRITTEN)
    assert not is_made("server.py", MINIFIED)
    assert not is_made("short.js", MINIFIED[: SHORT - 1])


def test_scripts_made_by_tools_are_one_gap_and_no_routes() -> None:
    files = {"server.js": WRITTEN, "public/app.js": MINIFIED, "public/all.js": BUNDLED}
    model = surveyed(files)
    assert [operation.path for operation in model.operations] == ["/orders"]
    told = [gap for gap in model.head.gaps if gap.what == "scripts made by tools"]
    assert [(gap.path, gap.kind) for gap in told] == [("public/all.js", "skipped")]
    assert told[0].reason.startswith("2 minified")
