"""Every blueprint puts onto its cases what is written beside them, and nothing else.

A case is a folder `tests/cases/blueprints/<blueprint>/<case>/` with `given.yaml` (see `worlds.py`)
and `expect.yaml`: ids of what is added and changed, what was chosen, and of each open sentence the
names it holds. `ACCEPT=1` in the environment rewrites `expect.yaml`; read the difference first.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend_architect.design.blueprint import BLUEPRINTS, Blueprint
from backend_architect.languages.openapi.check import problems
from backend_architect.languages.openapi.write import document
from backend_architect.measures.access import access_paths, served_by
from backend_architect.model.architecture import Model
from backend_architect.model.element import Changed, Decided, Element
from backend_architect.model.laws import broken_laws
from backend_architect.model.proposal import Proposal
from backend_architect.shelf import read_shelf
from tests.design.worlds import designed, read

ROOT = Path(__file__).parents[1] / "cases" / "blueprints"
CASES = sorted(path.parent for path in ROOT.glob("*/*/given.yaml"))
_SECTIONS = {
    "flows", "security", "testing", "deployment", "monitoring", "maintenance", "performance",
    "scalability", "pitfalls",
}  # fmt: skip


def _name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def _said(as_is: Model, proposal: Proposal) -> dict[str, Any]:
    new = [each for each in proposal.to_be.elements() if as_is.find(each.id) != each]
    return {
        "added": [each.id for each in new if as_is.find(each.id) is None],
        "changed": [each.id for each in new if as_is.find(each.id) is not None],
        "decisions": {each.id: each.chosen for each in proposal.decisions},
        "unanswered": [re.findall(r"`[^`]+`", each) for each in proposal.unanswered],
    }


@pytest.fixture(scope="module", params=CASES, ids=_name)
def drawn(request: pytest.FixtureRequest) -> tuple[Path, Model, Proposal]:
    """A case with its as-is Model and what was proposed."""
    case: Path = request.param
    return (case, *designed(read(case / "given.yaml")))


def _changes(as_is: Model, proposal: Proposal) -> list[Element]:
    return [each for each in proposal.to_be.elements() if as_is.find(each.id) != each]


def test_a_blueprint_adds_what_its_case_expects(drawn: tuple[Path, Model, Proposal]) -> None:
    case, as_is, proposal = drawn
    said = _said(as_is, proposal)
    if os.environ.get("ACCEPT"):
        (case / "expect.yaml").write_text(yaml.safe_dump(said, sort_keys=False), "utf-8")
    assert said == read(case / "expect.yaml")


def test_the_model_keeps_its_laws(drawn: tuple[Path, Model, Proposal]) -> None:
    assert broken_laws(drawn[2].to_be) == ()


def test_every_decision_has_an_alternative_and_sources(drawn: tuple[Path, Model, Proposal]) -> None:
    for decision in drawn[2].decisions:
        assert len(decision.options) >= 2, decision.id
        assert decision.sources, decision.id
        assert all(option.pros or option.cons for option in decision.options), decision.id
        assert decision.consequences, decision.id


def test_everything_new_names_a_decision_that_was_made(
    drawn: tuple[Path, Model, Proposal],
) -> None:
    _, as_is, proposal = drawn
    made = {each.id for each in proposal.decisions}
    named = {
        each.origin.decision
        for each in _changes(as_is, proposal)
        if isinstance(each.origin, Decided | Changed)
    }
    assert named - made == set()
    assert {note.decision for note in proposal.notes} - made == set()


def test_the_contract_is_valid_with_its_examples(drawn: tuple[Path, Model, Proposal]) -> None:
    _, as_is, proposal = drawn
    for api in proposal.to_be.apis:
        new = [op for op in proposal.to_be.operations_of(api) if as_is.find(op.id) != op]
        assert not new or problems(document(proposal.to_be, api, new)) == ()


def test_every_new_access_path_begins_with_a_key_or_an_index(
    drawn: tuple[Path, Model, Proposal],
) -> None:
    _, as_is, proposal = drawn
    new = {each.id for each in _changes(as_is, proposal)}
    model = proposal.to_be
    slow = [
        path for path in access_paths(model) if path.cause in new and not served_by(model, path)
    ]
    assert slow == []


def test_every_section_of_the_plan_is_told(drawn: tuple[Path, Model, Proposal]) -> None:
    proposal = drawn[2]
    if proposal.decisions:
        assert _SECTIONS - {note.section for note in proposal.notes} == set()


def test_prose_has_no_gaps_where_values_were_left_out(drawn: tuple[Path, Model, Proposal]) -> None:
    proposal = drawn[2]
    texts = [note.text for note in proposal.notes]
    for decision in proposal.decisions:
        texts += [decision.title, decision.context, *decision.consequences]
    wrong = [text for text in texts if re.search(r"``| \(\)|\bNone\b| ,| \.(?!\.)|\{", text)]
    assert wrong == []


@pytest.mark.parametrize("item", read_shelf(BLUEPRINTS, Blueprint), ids=lambda item: item.slug)
def test_every_blueprint_has_a_case_that_draws_and_one_that_refuses(item: Blueprint) -> None:
    cases = [case for case in CASES if case.parent.name == item.slug.replace("-", "_")]
    decided = [bool(read(case / "expect.yaml")["decisions"]) for case in cases]
    assert any(decided)
    assert not all(decided)
