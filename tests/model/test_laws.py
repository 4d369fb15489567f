from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.errors import Defect
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.brief import Brief
from backend_architect.model.changes import Altered, Changes, Removed, apply, diff
from backend_architect.model.codec import from_json, from_yaml, json_schema, to_json, to_yaml
from backend_architect.model.data import Table
from backend_architect.model.decision import Decision, Reasons, Source
from backend_architect.model.element import Changed, Decided, Surveyed
from backend_architect.model.laws import broken_laws
from backend_architect.model.proof import Proof
from backend_architect.model.proposal import Dossier
from backend_architect.model.service import Option
from tests.model.models import models
from tests.promises import proves


@given(models())
def test_a_model_does_not_differ_from_itself(model: Model) -> None:
    assert not diff(model, model)


@given(models(), models())
def test_applying_the_difference_of_two_models_to_the_first_gives_the_second(
    a: Model, b: Model
) -> None:
    assert apply(a, diff(a, b)) == b


@given(models(), st.randoms())
def test_the_order_elements_come_in_does_not_matter(model: Model, random: object) -> None:
    elements = list(model.elements())
    random.shuffle(elements)  # type: ignore[attr-defined]
    assert compose(model.head, elements) == model


@given(models())
def test_a_model_survives_json_and_yaml(model: Model) -> None:
    assert from_json(to_json(model), Model, place="x") == model
    assert from_yaml(to_yaml(model), Model, place="x") == model


@given(models())
def test_composed_models_break_no_law(model: Model) -> None:
    assert broken_laws(model) == ()


def _table(id: str, **fields: object) -> Table:
    return Table(id=id, name=id, origin=Decided(decision="d"), store="", **fields)  # type: ignore[arg-type]


def test_a_rename_is_one_change_and_loses_nothing() -> None:
    before = compose(Head(system="s"), [_table("orders")])
    after = compose(Head(system="s"), [_table("purchases", renamed_from="orders")])
    (change,) = diff(before, after).changes
    assert isinstance(change, Altered)
    assert (change.before.id, change.after.id) == ("orders", "purchases")
    assert apply(before, diff(before, after)) == after


def test_a_change_from_another_state_is_refused() -> None:
    model = compose(Head(system="s"), [_table("orders", rows=1)])
    stale = Changes(changes=(Removed(before=_table("orders", rows=2)),))
    with pytest.raises(Defect, match="starts from another element"):
        apply(model, stale)


def test_two_elements_of_one_id_are_refused() -> None:
    with pytest.raises(Defect, match="two elements of one id"):
        compose(Head(system="s"), [_table("orders"), _table("orders")])


def test_a_reference_to_nothing_breaks_a_law() -> None:
    model = compose(Head(system="s"), [_table("orders")])
    lost = msgspec.structs.replace(model.tables[0], store="nowhere")
    broken = compose(model.head, [lost])
    assert broken_laws(broken) == ("orders refers to nowhere, which is not in the Model",)


def test_what_was_surveyed_or_changed_needs_evidence() -> None:
    for made in (lambda: Surveyed(evidence=()), lambda: Changed(evidence=(), decision="d")):
        with pytest.raises(ValueError, match="needs evidence"):
            made()


_REASONS = Reasons(performance="p", maintainability="m", team="t", evolution="e")
_SOURCE = Source(title="RFC 9110", url="https://www.rfc-editor.org/rfc/rfc9110")


def _decision(options: tuple[Option, ...], sources: tuple[Source, ...]) -> Decision:
    return Decision(
        id="d", title="t", context="c", options=options, chosen="a", reasons=_REASONS,
        consequences=(), sources=sources,
    )  # fmt: skip


@proves("S1-22", "S3-33")
def test_a_decision_cannot_be_made_without_an_alternative() -> None:
    with pytest.raises(ValueError, match="no alternative"):
        _decision((Option(name="a"),), (_SOURCE,))


@proves("S1-22")
def test_a_decision_cannot_be_made_without_a_source() -> None:
    with pytest.raises(ValueError, match="no source"):
        _decision((Option(name="a"), Option(name="b")), ())


def test_a_source_is_an_address_or_a_place() -> None:
    with pytest.raises(ValueError, match="neither"):
        Source(title="hearsay")


def test_a_claim_that_is_not_proven_says_why() -> None:
    with pytest.raises(ValueError, match="without a reason"):
        Proof(trial="t", claim="c", method="m", outcome="refuted")


@pytest.mark.parametrize("noun", [Model, Brief, Dossier])
def test_nouns_publish_a_json_schema(noun: type) -> None:
    schema = json_schema(noun)
    assert schema["$schema"].endswith("2020-12/schema")
    assert noun.__name__ in schema["$defs"]
