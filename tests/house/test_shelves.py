"""Shelves are complete both ways: every item has its page and its cases, every case its item."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from backend_architect.errors import Defect
from backend_architect.shelf import read_shelf
from backend_architect.verify.rule import Rule

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "backend_architect"
CASES = ROOT / "tests" / "cases"


class Shelf(NamedTuple):
    """A shelf's folder, the folder of its cases ("": tests of their own), the page's headings."""

    folder: str
    cases: str
    headings: tuple[str, ...]


_DESIGN = ("When", "When not", "Alternatives", "Costs", "Sources")
SHELVES = [
    Shelf(
        "survey/detectors",
        "detectors",
        ("Recognises", "Versions seen", "Not recognised", "Documentation"),
    ),
    Shelf(
        "verify/rules",
        "rules",
        ("Why it matters", "How it is found", "False alarm when", "What to do"),
    ),
    Shelf("verify/trials", "", ("Claim", "Method", "What a pass does not show")),
    Shelf("elicit/questions", "questions", ("Why it is asked", "When it is silent", "Default")),
    Shelf("migrate/moves", "moves", ()),
    Shelf("migrate/tools", "tools", ()),
    Shelf("design/blueprints", "blueprints", _DESIGN),
    Shelf("design/remedies", "remedies", _DESIGN),
    Shelf("render/documents", "", ("For whom", "Sections", "Order")),
    Shelf("render/views", "", ("For whom", "Sections", "Order")),
]


def _modules(shelf: Shelf) -> list[Path]:
    found = (SOURCE / shelf.folder).rglob("*.py")
    return sorted(path for path in found if path.name != "__init__.py")


@pytest.mark.parametrize(
    ("path", "headings"),
    [
        pytest.param(path, shelf.headings, id=str(path.relative_to(SOURCE)))
        for shelf in SHELVES
        for path in _modules(shelf)
    ],
)
def test_every_item_is_its_own_page(path: Path, headings: tuple[str, ...]) -> None:
    page = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert page
    assert [heading for heading in headings if not re.search(rf"^{heading}(:|$)", page, re.M)] == []


@pytest.mark.parametrize(
    "shelf", [pytest.param(shelf, id=shelf.cases) for shelf in SHELVES if shelf.cases]
)
def test_every_item_has_cases_and_every_case_an_item(shelf: Shelf) -> None:
    package = SOURCE / shelf.folder
    items = {str(path.relative_to(package).with_suffix("")) for path in _modules(shelf)}
    depths = {item.count("/") for item in items}
    folders = [path for path in (CASES / shelf.cases).rglob("*") if path.is_dir()]
    names = {str(path.relative_to(CASES / shelf.cases)) for path in folders}
    cases = {name for name in names if name.count("/") in depths}
    assert items - cases == set(), "items without cases"
    assert cases - items == set(), "cases without an item"


@pytest.mark.parametrize(
    ("shelf", "source", "slug"),
    [
        (
            "survey/detectors/python",
            (
                "from backend_architect.survey.detector import detector\n\n\n"
                "@detector(language='python', anchors=('litany',))\n"
                "def litany(match):\n    yield from ()\n"
            ),
            "litany",
        ),
        (
            "verify/rules/data",
            (
                "from backend_architect.verify.rule import rule\n\n\n"
                "@rule(severity='info')\ndef litany(model):\n    yield from ()\n"
            ),
            "litany",
        ),
    ],
)
def test_adding_an_item_is_adding_a_file(
    tmp_path: Path, shelf: str, source: str, slug: str
) -> None:
    copy = tmp_path / "src" / "backend_architect"
    shutil.copytree(SOURCE, copy)
    (copy / shelf / f"{slug}.py").write_text(source)
    program = (
        "from backend_architect.survey.scan import detectors\n"
        "from backend_architect.verify.rule import SHELF, Rule\n"
        "from backend_architect.shelf import read_shelf\n"
        "print([i.slug for i in (*detectors(), *read_shelf(SHELF, Rule))])\n"
    )
    listed = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(tmp_path / "src")},
    )
    assert f"'{slug}'" in listed.stdout


def test_a_module_that_holds_no_item_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "odd_shelf"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "empty.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(Defect, match=r"odd_shelf\.empty holds 0 items"):
        read_shelf("odd_shelf", Rule)
