"""Every migration tool writes for its cases the files that are written beside them.

A case is a folder `tests/cases/tools/<tool>/<case>/` with `given.yaml` (as-is, to-be, the tool and
its migrations; see `models.py`) and `expect.yaml`, from path to text. `ACCEPT=1` in the environment
rewrites `expect.yaml`; read the difference before committing it.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
import yaml
from tree_sitter import Language, Parser
from tree_sitter_typescript import language_typescript

from backend_architect.languages.postgresql.tokens import tokens
from backend_architect.migrate.planner import migrate
from backend_architect.migrate.tool import SHELF, Tool
from backend_architect.shelf import read_shelf
from tests.migrate.cases import Readable, cases, given, name, slug

CASES = cases("tools")
TOOLS = {tool.slug for tool in read_shelf(SHELF, Tool)}


def _written(case: Path) -> dict[str, str]:
    files = [file for phase in migrate(*given(case)).phases for file in phase.files]
    assert {file.tool for file in files} <= {slug(case)}
    assert len({file.path for file in files}) == len(files)
    return {file.path: file.text for file in files}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_tool_writes_the_files_its_case_expects(case: Path) -> None:
    written = _written(case)
    expected = case / "expect.yaml"
    if os.environ.get("ACCEPT"):
        expected.write_text(yaml.dump(written, Dumper=Readable, sort_keys=False, width=100))
    assert written == yaml.safe_load(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_a_tool_has_a_case_for_which_it_writes_and_one_for_which_it_does_not(tool: str) -> None:
    assert {bool(_written(case)) for case in CASES if slug(case) == tool} == {True, False}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_is_about_a_tool_on_the_shelf(case: Path) -> None:
    assert slug(case) in TOOLS


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_is_written_is_source_its_language_reads(case: Path) -> None:
    for path, text in _written(case).items():
        if path.endswith(".py"):
            ast.parse(text)
        elif path.endswith(".ts"):
            tree = Parser(Language(language_typescript())).parse(text.encode())
            assert not tree.root_node.has_error
        elif path.endswith(".sql"):
            assert [token for token in tokens(text) if token.text == ";"]


@pytest.mark.parametrize("case", [case for case in CASES if case.name == "first"], ids=name)
def test_every_statement_of_the_route_is_in_the_files_and_in_their_order(case: Path) -> None:
    route = migrate(*given(case))
    text = "\n".join(_text(file.path, file.text) for p in route.phases for file in p.files)
    at = 0
    for step in route.steps():
        if step.up:
            found = text.find(_plain(step.up), at)
            assert found >= 0, step.up
            at = found


def _text(path: str, text: str) -> str:
    """The text of a file as its language understands its strings."""
    if path.endswith(".py"):
        strings = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
        ordered = sorted(strings, key=lambda node: (node.lineno, node.col_offset))
        text = "\n".join(node.value for node in ordered if isinstance(node.value, str))
        text = text.replace("\\:", ":")
    if path.endswith(".ts"):
        text = text.replace("\\`", "`").replace("\\${", "${").replace("\\\\", "\\")
    return _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.split())
