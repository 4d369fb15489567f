"""Every rule speaks where it must and is silent where it must.

A case is a folder `tests/cases/rules/<area>/<module>/<case>/` with a small Model in `given.yaml`
(see `small_models.py`) and the findings in `expect.yaml`: a list of `{element, message}`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from backend_architect.shelf import read_shelf
from backend_architect.verify.rule import SHELF, Rule, assess
from tests.verify.small_models import small_model

CASES = Path(__file__).parents[1] / "cases" / "rules"
FOLDERS = sorted(each.parent for each in CASES.glob("*/*/*/given.yaml"))
RULES = {item.slug: item for item in read_shelf(SHELF, Rule)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: f"{each.parent.name}-{each.name}")
def test_a_rule_says_what_its_case_expects(folder: Path) -> None:
    model = small_model(msgspec.yaml.decode((folder / "given.yaml").read_bytes()))
    expected = msgspec.yaml.decode((folder / "expect.yaml").read_bytes())
    slug = folder.parent.name.replace("_", "-")
    said = [f for f in assess(model) if f.rule == slug]
    assert [{"element": f.element, "message": f.message} for f in said] == expected
    assert all(finding.evidence for finding in said)


def test_every_rule_has_a_case_that_speaks_and_one_that_is_silent() -> None:
    speaking: dict[str, set[bool]] = {slug: set() for slug in RULES}
    for folder in FOLDERS:
        expected = msgspec.yaml.decode((folder / "expect.yaml").read_bytes())
        speaking[folder.parent.name.replace("_", "-")].add(bool(expected))
    assert speaking == {slug: {True, False} for slug in RULES}


def test_every_rule_has_the_headings_of_its_shelf() -> None:
    headings = ("Why it matters", "How it is found", "False alarm when", "What to do")
    for rule in RULES.values():
        page = str(rule.judges.__globals__["__doc__"])
        assert [heading for heading in headings if f"\n{heading}\n" not in page] == []


def test_a_waiver_marks_its_finding_and_an_unused_one_is_told() -> None:
    model = small_model({"tables": {"notes": {"columns": {"text": "text"}}}})
    waivers = {"missing-primary-key@db/notes": "a log", "money-as-float": "none here"}
    said = {finding.id: finding for finding in assess(model, waivers)}
    assert said["missing-primary-key@db/notes"].waived == "a log"
    assert "unused-waiver@money-as-float" in said
