"""What the pages for people say of the house is so."""

import re
from pathlib import Path

import click
import pytest

from backend_architect import errors
from backend_architect.app.verbs import VERBS
from backend_architect.faces.cli.main import commands

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "backend_architect"
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(
    path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"),
                      *(ROOT / "benchmarks").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    if "gallery" not in path.parts and "shelves" not in path.parts
)  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def halts() -> list[type[errors.Halt]]:
    found = [errors.Halt]
    for kind in found:
        found += kind.__subclasses__()
    return [kind for kind in found[1:] if kind.__module__ == errors.__name__]


def test_the_readme_tells_exactly_the_exit_codes_that_exist() -> None:
    told = README.partition("Exit codes:")[2].partition("\n\n")[0]
    codes = {int(code) for code in re.findall(r"(?:^|[ ,])(\d+) [a-z]", told)}
    assert codes == {0, 1} | {kind.exit_code for kind in halts()}


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = dict(re.findall(r"[├└]── (\w+) +exit (\d+)", errors.__doc__ or ""))
    assert {kind.__name__: str(kind.exit_code) for kind in halts()} == drawn


def test_the_readme_tells_exactly_the_verbs_that_exist() -> None:
    table = README.partition("## Verbs")[2].partition("\n\nEach verb")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.M) == list(VERBS)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)# ]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_modules_and_folders_that_pages_name_exist(page: Path) -> None:
    """Paths of the house in backticks, where they name something definite."""
    homes = {path.name: SOURCE for path in SOURCE.iterdir() if path.is_dir()}
    homes |= dict.fromkeys(("src", "tests", "docs", "examples", "benchmarks"), ROOT)
    told = re.findall(r"`([\w./-]+/[\w./-]*)`", page.read_text("utf-8"))
    known = [(homes[head], path) for path in told if (head := path.split("/")[0]) in homes]
    missing = [path for home, path in known if not (home / path).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_that_pages_name_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    known = set(commands.list_commands(click.Context(commands)))
    asked = re.findall(r"(?:^|`)backend-architect ([a-z]+)", text, re.M)
    assert {word for word in asked if word not in known} == set()
    made = re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M)
    assert {word for word in made if word not in targets} == set()
