"""Every move makes of its cases the steps that are written beside them, and no others.

A case is a folder `tests/cases/moves/<move>/<case>/` with `given.yaml` (as-is, to-be; see
`models.py`) and `expect.yaml`: the move's own steps, none for a silent case. `ACCEPT=1` in the
environment rewrites `expect.yaml`; read the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from backend_architect.migrate.move import SHELF, Move
from backend_architect.migrate.planner import migrate
from backend_architect.shelf import read_shelf
from tests.migrate.cases import Readable, cases, given, name, slug

CASES = cases("moves")


def _said(case: Path) -> list[dict[str, Any]]:
    steps = [
        {"phase": phase.kind, **msgspec.to_builtins(step)}
        for phase in migrate(*given(case)).phases
        for step in phase.steps
        if step.move == slug(case)
    ]
    for step in steps:
        del step["move"]
    return steps


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_move_makes_the_steps_its_case_expects(case: Path) -> None:
    said = _said(case)
    expected = case / "expect.yaml"
    if os.environ.get("ACCEPT"):
        expected.write_text(yaml.dump(said, Dumper=Readable, sort_keys=False, width=100))
    assert said == yaml.safe_load(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("move", read_shelf(SHELF, Move), ids=lambda move: move.slug)
def test_a_move_has_a_case_in_which_it_acts_and_one_in_which_it_does_not(move: Move) -> None:
    acts = {bool(_said(case)) for case in CASES if slug(case) == move.slug}
    assert acts == ({False} if move.slug == "description" else {True, False})


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_is_about_a_move_on_the_shelf(case: Path) -> None:
    assert slug(case) in {move.slug for move in read_shelf(SHELF, Move)}
