"""Every remedy puts on the sheet what its case expects.

A case is a folder `tests/cases/remedies/<module>/<case>/` with a small Model in `given.yaml` (see
`small_models.py`; findings are the rule's own, or those under `findings`) and in `expect.yaml` the
ids of new elements, of changed ones, the decisions with their findings, and words of the notes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend_architect.design.blueprint import REMEDIES, Remedy
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.model.brief import Brief
from backend_architect.model.element import Changed
from backend_architect.model.finding import Finding
from backend_architect.model.laws import broken_laws
from backend_architect.shelf import read_shelf
from backend_architect.verify.rule import assess
from tests.verify.small_models import small_model

CASES = Path(__file__).parents[1] / "cases" / "remedies"
FOLDERS = sorted(each.parent for each in CASES.glob("*/*/given.yaml"))
SHELF = {item.slug: item for item in read_shelf(REMEDIES, Remedy)}
BRIEF = Brief(words="it is slow", intent="repair", title="Slow", slug="slow")


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.yaml.decode(path.read_bytes())
    return found


def _drafted(folder: Path) -> Draft:
    given = _read(folder / "given.yaml")
    item = SHELF[folder.parent.name.replace("_", "-")]
    model = small_model(given)
    said = [msgspec.convert(each, Finding) for each in given.get("findings", [])]
    findings = tuple(said or [f for f in assess(model) if f.rule == item.rule])
    draft = Draft(item.slug, Site(BRIEF, model, findings))
    item.cures(draft.site, draft, findings)
    return draft


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: f"{each.parent.name}-{each.name}")
def test_a_remedy_does_what_its_case_expects(folder: Path) -> None:
    expected = _read(folder / "expect.yaml")
    draft = _drafted(folder)
    elements = sorted(draft.elements.values(), key=lambda each: each.id)
    assert [e.id for e in elements if e.is_new] == expected.get("new", [])
    assert [e.id for e in elements if isinstance(e.origin, Changed)] == expected.get("changed", [])
    assert {d.title: sorted(d.findings) for d in draft.decisions} == expected["decisions"]
    notes = "\n".join(note.text for note in draft.notes)
    assert [words for words in expected.get("notes", []) if words not in notes] == []
    assert broken_laws(draft.model()) == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: f"{each.parent.name}-{each.name}")
def test_a_cured_model_has_the_finding_no_more(folder: Path) -> None:
    draft = _drafted(folder)
    before = {f.id for f in draft.site.findings}
    after = {f.id for f in assess(draft.model())}
    still = before & after
    assert still == set(_read(folder / "expect.yaml").get("still", []))


def test_every_remedy_has_a_case_that_acts_and_one_that_does_not() -> None:
    acting: dict[str, set[bool]] = {slug: set() for slug in SHELF}
    for folder in FOLDERS:
        decided = bool(_read(folder / "expect.yaml")["decisions"])
        acting[folder.parent.name.replace("_", "-")].add(decided)
    assert acting == {slug: {True, False} for slug in SHELF}
