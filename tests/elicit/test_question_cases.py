"""Every question of the shelf speaks where it must and is silent where it must."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from backend_architect.elicit.ask import SHELF, open_questions
from backend_architect.elicit.question import QuestionKind
from backend_architect.elicit.understand import understand
from backend_architect.shelf import read_shelf
from tests.elicit.small_models import small_model
from tests.promises import proves

CASES = Path(__file__).parents[1] / "cases" / "questions"
KINDS = read_shelf(SHELF, QuestionKind)
FOLDERS = sorted(each.parent for each in CASES.glob("*/*/given.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: f"{each.parent.name}-{each.name}")
def test_a_question_speaks_or_is_silent_as_its_case_says(folder: Path):
    given = msgspec.yaml.decode((folder / "given.yaml").read_bytes())
    expected = msgspec.yaml.decode((folder / "expect.yaml").read_bytes())
    as_is = small_model(given.get("model"))
    questions = open_questions(understand(given["words"], as_is), as_is)
    slug = folder.parent.name.replace("_", "-")
    asked = next((each for each in questions if each.id == slug), None)
    if expected["silent"]:
        assert asked is None
    else:
        assert asked is not None
        assert (asked.category, list(asked.options), asked.default) == (
            expected["category"],
            expected["options"],
            expected["default"],
        )


def test_every_question_has_cases_and_every_case_a_question():
    slugs = {kind.slug for kind in KINDS}
    assert {each.name.replace("_", "-") for each in CASES.iterdir()} == slugs
    for slug in slugs:
        stems = {each.name.split("-")[0] for each in (CASES / slug.replace("-", "_")).iterdir()}
        assert stems == {"speaks", "silent"}, slug


@proves("S1-36")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_question_explains_itself(kind: QuestionKind):
    module = __import__(kind.wording.__module__, fromlist=["_"])
    for heading in ("Why it is asked", "When it is silent", "Default"):
        assert f"\n{heading}\n" in (module.__doc__ or ""), heading
    assert 1 <= kind.rank <= 9
