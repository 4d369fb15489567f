"""Every detector says about its cases what is written beside them.

A case is a folder `tests/cases/detectors/<ecosystem>/<module>/<case>/` with a tiny repository in
`given/` and the facts in `expect.yaml`, as `{file, says, lines, ...}` without defaults
("file", for routes have a "path" of their own).
`ACCEPT=1` in the environment rewrites `expect.yaml`; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from backend_architect.survey.detector import Match
from backend_architect.survey.facts import Fact, Joined, Literally, Made, Name, Opaque, Sighting
from backend_architect.survey.grammars import language_of
from backend_architect.survey.scan import (
    FAMILIES,
    STUMBLED,
    Text,
    _says,
    _source,
    detectors,
    interested,
    look,
    sight,
)

ROOT = Path(__file__).parents[1] / "cases" / "detectors"
CASES = sorted(folder.parent for folder in ROOT.glob("*/*/*/given"))


def _slug(case: Path) -> str:
    return case.parent.name.replace("_", "-")


def _given(case: Path) -> list[Text]:
    given = case / "given"
    files = sorted(path for path in given.rglob("*") if path.is_file())
    return [Text(path.relative_to(given).as_posix(), path.read_bytes()) for path in files]


def _said(case: Path) -> list[dict[str, Any]]:
    sightings = [sighting for text in _given(case) for sighting in sight(text)]
    said = [
        {"file": sighting.path, "says": _tag(sighting.fact), **_without_defaults(sighting.fact)}
        for sighting in sightings
        if sighting.detector == _slug(case)
    ]
    plain: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(said))
    return sorted(plain, key=_order)


def _tag(fact: Fact) -> str:
    return str(fact.__struct_config__.tag)


def _without_defaults(struct: msgspec.Struct) -> dict[str, Any]:
    """msgspec leaves a field out if it *is* the default; here it need only equal it."""
    return {
        field.name: _value(getattr(struct, field.name))
        for field in msgspec.structs.fields(struct)
        if field.default is msgspec.NODEFAULT or getattr(struct, field.name) != field.default
    }


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if isinstance(value, Literally | Name | Joined | Made | Opaque):
        return msgspec.to_builtins(value)
    return _without_defaults(value) if isinstance(value, msgspec.Struct) else value


def _order(fact: dict[str, Any]) -> tuple[str, list[int], str]:
    return fact["file"], fact["lines"], json.dumps(fact, sort_keys=True)


def _id(case: Path) -> str:
    return case.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_a_detector_says_what_its_case_expects(case: Path) -> None:
    said = _said(case)
    expected = case / "expect.yaml"
    if os.environ.get("ACCEPT"):
        text = yaml.safe_dump(said, sort_keys=False, default_flow_style=None, width=100)
        expected.write_text(text, encoding="utf-8")
    wanted = yaml.safe_load(expected.read_text(encoding="utf-8"))
    assert said == sorted(wanted, key=_order)


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_a_case_is_about_a_detector_on_the_shelf(case: Path) -> None:
    assert _slug(case) in {detector.slug for detector in detectors()}


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_anchors_hide_nothing_that_a_detector_would_say(case: Path) -> None:
    detector = next(each for each in detectors() if each.slug == _slug(case))
    if not detector.anchors or detector.paths:
        pytest.skip("only for detectors that look by anchors alone")
    for text in _given(case):
        if language_of(text.path) in FAMILIES.get(detector.language, (detector.language,)):
            without = {sighting.fact for sighting in _says(_source(text), (detector,))}
            assert without == {s.fact for s in sight(text) if s.detector == detector.slug}


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_no_detector_stumbles_over_a_case(case: Path) -> None:
    said = [sighting.fact for text in _given(case) for sighting in look(text).said]
    assert [fact for fact in said if getattr(fact, "what", "") == STUMBLED] == []


def test_a_detector_that_stumbles_hides_its_own_match_only(monkeypatch) -> None:
    text = Text("app.py", b"import os\n\nkey = os.environ['KEY']\n")
    stumbling = [replace(each, says=_stumble) for each in interested(*text)]
    monkeypatch.setattr("backend_architect.survey.scan.interested", lambda *_: tuple(stumbling))
    seen = look(text)
    assert {fact.what for _, _, fact in map(_parts, seen.said)} == {STUMBLED}
    assert seen.symbols


def _stumble(match: Match) -> Iterator[Fact]:
    raise LookupError(match.source.path)
    yield  # a generator, as detectors are


def _parts(sighting: Sighting) -> tuple[str, str, Any]:
    return sighting.path, sighting.detector, sighting.fact


def test_every_case_has_its_expectations() -> None:
    assert [case for case in CASES if not (case / "expect.yaml").exists()] == []
