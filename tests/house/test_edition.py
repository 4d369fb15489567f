"""The key under which facts are kept changes with whatever they depend on."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from backend_architect.survey.edition import PARSERS, ROOMS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "backend_architect"

#: Rooms the survey imports that say nothing about a file.
SILENT = {"errors", "ports", "shelf"}


def edition_of(source: Path) -> str:
    program = "from backend_architect.survey.edition import edition; print(edition().hex())"
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE, tmp_path / "src" / "backend_architect")
    return tmp_path / "src"


@pytest.mark.parametrize(
    "changed",
    [
        "survey/detectors/python/fastapi_routes.py",
        "survey/grammars/python/grammar.py",
        "languages/postgresql/read.py",
        "catalog/concepts.toml",
    ],
)
def test_a_change_of_what_facts_depend_on_is_another_edition(copy: Path, changed: str) -> None:
    before = edition_of(copy)
    path = copy / "backend_architect" / changed
    path.write_text(path.read_text("utf-8") + "# another remark\n", "utf-8")
    assert edition_of(copy) != before


def test_one_more_detector_is_another_edition_and_one_more_document_is_not(copy: Path) -> None:
    before = edition_of(copy)
    (copy / "backend_architect" / "render" / "documents" / "litany.py").write_text("")
    assert edition_of(copy) == before
    (copy / "backend_architect" / "survey" / "detectors" / "go" / "litany.py").write_text("")
    assert edition_of(copy) != before


def test_every_parser_we_depend_on_is_part_of_the_edition() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[^a-z-]", line)[0] for line in project["dependencies"]}
    assert {name for name in names if name.startswith("tree-sitter")} == set(PARSERS)


def test_every_room_that_the_survey_asks_is_part_of_the_edition() -> None:
    asked: set[str] = set()
    waiting = ["survey"]
    while waiting:
        room = waiting.pop()
        for path in (SOURCE / room).rglob("*.py"):
            found = set(re.findall(r"^ *from backend_architect\.(\w+)", path.read_text(), re.M))
            waiting += found - asked
            asked |= found
    assert asked - SILENT - set(ROOMS) == set()
