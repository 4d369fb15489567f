"""A path that a function makes of the one path it is given is that path, with a gap."""

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

APP = b"""\
from flask import Flask

from settings import scoped

app = Flask(__name__)


@app.get(scoped("/login"))
def login(): ...


@app.get(choose("/a", "/b"))
def either(): ...
"""


def test_what_the_function_adds_is_said_aloud():
    model = survey(FakeWorkspace({"app.py": APP}), Inline(), MemoryCache())
    assert [(each.method, each.path) for each in model.operations] == [("GET", "/login")]
    told = {(gap.line, gap.what) for gap in model.head.gaps}
    assert (8, "path of scoped") in told
    assert any(line == 12 for line, _ in told)
