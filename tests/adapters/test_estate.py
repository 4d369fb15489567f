"""Several repositories are one system, and every reference still says whose lines it means."""

import pytest

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.disk import open_workspace
from backend_architect.adapters.estate import Estate, names_of
from backend_architect.adapters.pool import Inline
from backend_architect.app.evidence import unresolved
from backend_architect.errors import Misused
from backend_architect.survey.survey import survey

APP = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/{name}")
def read() -> None: ...
"""


@pytest.fixture
def estate(tmp_path):
    for name in ("orders", "stock"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.py").write_text(APP.replace("{name}", name))
    roots = names_of([tmp_path / "orders", tmp_path / "stock"])
    return Estate({name: open_workspace(root) for name, root in roots.items()})


def test_each_repository_is_a_service_with_its_own_lines(estate):
    model = survey(estate, Inline(), MemoryCache())
    assert [each.name for each in model.services] == ["orders", "stock"]
    assert [each.name for each in model.head.repositories] == ["orders", "stock"]
    places = {(o.path, o.evidence[0].repository, o.evidence[0].path) for o in model.operations}
    assert places == {("/orders", "orders", "main.py"), ("/stock", "stock", "main.py")}
    cited = sorted({evidence for each in model.elements() for evidence in each.evidence})
    assert list(unresolved(estate, cited)) == []


def test_a_path_is_that_of_its_repository(estate):
    assert estate.name == "orders+stock"
    assert estate.home("stock/main.py") == ("stock", "main.py")
    with pytest.raises(OSError, match="none of the repositories"):
        estate.read("elsewhere/main.py")


def test_folders_of_one_name_are_told_apart_and_one_folder_is_read_once(tmp_path):
    (tmp_path / "a" / "api").mkdir(parents=True)
    (tmp_path / "b" / "api").mkdir(parents=True)
    roots = [tmp_path / "a" / "api", tmp_path / "b" / "api", tmp_path / "a" / "api"]
    assert names_of(roots) == {"api": roots[0].resolve(), "api-2": roots[1].resolve()}


def test_a_repository_inside_another_is_refused(tmp_path):
    (tmp_path / "api").mkdir()
    with pytest.raises(Misused, match="lies in"):
        names_of([tmp_path, tmp_path / "api"])
