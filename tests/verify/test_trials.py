"""Every trial proves a sound design on a real PostgreSQL and catches its own mutant."""

import msgspec
import pytest

from backend_architect.adapters.postgres import PostgresLab
from backend_architect.migrate.planner import migrate
from backend_architect.model.architecture import Model, compose
from backend_architect.model.data import Index
from backend_architect.model.element import Decided
from backend_architect.model.proposal import Proposal
from backend_architect.shelf import read_shelf
from backend_architect.verify.trial import SHELF, Design, Trial, run_trial, run_trials
from tests.fakes.lab import FakeLab
from tests.promises import proves
from tests.verify.shops import brief, cart, refers, shop, table, unique

TRIALS = {each.slug: each for each in read_shelf(SHELF, Trial)}


@proves("S0-04", "S2-18", "S3-29")
@pytest.mark.parametrize("slug", sorted(TRIALS))
def test_a_sound_design_is_proven(slug: str, lab: PostgresLab) -> None:
    proof = run_trial(TRIALS[slug], cart(), lab)
    assert proof is not None
    assert (proof.outcome, proof.reason) == ("proven", "")
    assert all((proof.claim, proof.method, proof.limits))


@proves("S0-04", "S2-18", "S3-29")
@pytest.mark.parametrize("slug", sorted(TRIALS))
def test_the_mutant_is_caught(slug: str, lab: PostgresLab) -> None:
    mutant = TRIALS[slug].mutant(cart())
    proof = run_trial(TRIALS[slug], mutant, lab)
    assert proof is not None
    assert proof.outcome == "refuted"
    assert proof.reason


def test_the_same_design_gives_the_same_proofs(lab: PostgresLab) -> None:
    first, second = run_trials(cart(), lab), run_trials(cart(), lab)
    assert [msgspec.json.encode(each) for each in first] == [msgspec.json.encode(e) for e in second]


def test_without_a_server_nothing_is_claimed_to_be_proven() -> None:
    proofs = run_trials(cart(), FakeLab(versions=()))
    said = {proof.trial: proof.outcome for proof in proofs}
    assert {slug: "not proven" for slug, each in TRIALS.items() if each.needs_lab}.items() <= (
        said.items()
    )
    assert all(proof.reason for proof in proofs if proof.outcome == "not proven")


def test_a_design_that_changes_nothing_claims_nothing(lab: PostgresLab) -> None:
    model = shop()
    design = Design(brief(), model, Proposal(to_be=model), migrate(model, model))
    assert run_trials(design, lab) == ()


def test_another_server_than_postgresql_is_named(lab: PostgresLab) -> None:
    design = cart(shop(technology="mysql"))
    proof = run_trial(TRIALS["schema-is-the-model"], design, lab)
    assert proof is not None
    assert proof.limits.endswith("The repository's database is mysql; the run was on PostgreSQL.")


class TestWhatTheSurveyDoesNotKnow:
    def test_an_unknown_type_stands_as_text_and_is_said(self, lab: PostgresLab) -> None:
        odd = table("Stores", "openingHours ", "kind shop_kind=random_kind()", "place point_of(3)?")
        more = [*odd, *table("tags", "product_id bigint"), refers("tags", "product_id", "products")]
        model = shop(*more)
        design = self._with_index(model, "shop/db/Stores", "kind")
        for slug in ("schema-is-the-model", "migrations-go-up-and-down"):
            proof = run_trial(TRIALS[slug], design, lab)
            assert proof is not None
            assert proof.outcome == "proven", proof
            said = " ".join(proof.details)
            assert "`Stores.openingHours`: its type could not be read, taken for text" in said
            assert "the type `shop_kind` is not PostgreSQL's own" in said
            assert "without its default" in said

    def test_a_step_on_doubtful_ground_is_not_proven(self, lab: PostgresLab) -> None:
        odd = table("stores", "place nowhere(3)")
        design = self._with_index(shop(*odd), "shop/db/stores", "place", method="gist")
        proof = run_trial(TRIALS["migrations-go-up-and-down"], design, lab)
        assert proof is not None
        assert proof.outcome == "not proven"
        assert "incomplete" in proof.reason

    def test_the_same_step_on_firm_ground_is_refuted(self, lab: PostgresLab) -> None:
        design = self._with_index(shop(), "shop/db/products", "name", method="gist")
        proof = run_trial(TRIALS["migrations-go-up-and-down"], design, lab)
        assert proof is not None
        assert proof.outcome == "refuted"

    def test_a_name_that_mysql_gives_twice_costs_no_key(self, lab: PostgresLab) -> None:
        more = [*table("brands", "label text"), *table("tags", "label text", "brand_id bigint")]
        keys = [
            msgspec.structs.replace(unique(each, "label"), name="uniq_label")
            for each in ("brands", "tags")
        ]
        model = shop(*more, *keys, refers("tags", "brand_id", "brands"), technology="mysql")
        design = self._with_index(model, "shop/db/tags", "brand_id")
        for slug in ("schema-is-the-model", "migrations-go-up-and-down"):
            proof = run_trial(TRIALS[slug], design, lab)
            assert proof is not None
            assert proof.outcome == "proven", proof
            assert "left out" not in " ".join(proof.details)

    def test_a_unique_key_over_the_primary_key_is_no_difference(self, lab: PostgresLab) -> None:
        model = shop(*table("tags", "label text"), unique("tags", "id"))
        proof = run_trial(
            TRIALS["schema-is-the-model"], self._with_index(model, "shop/db/tags", "label"), lab
        )
        assert proof is not None
        assert proof.outcome == "proven", proof

    @staticmethod
    def _with_index(model: Model, table: str, column: str, method: str = "btree") -> Design:
        added = Index(
            id=f"{table}/index({column})", name="", origin=Decided(decision="d"),
            table=table, columns=(f"{table}/{column}",), method=method,
        )  # fmt: skip
        to_be = compose(model.head, (*model.elements(), added))
        return Design(brief(), model, Proposal(to_be=to_be), migrate(model, to_be))


class TestAccessPaths:
    def test_an_index_that_would_help_is_a_finding(self, lab: PostgresLab) -> None:
        trial = TRIALS["access-paths-use-indexes"]
        proof = run_trial(trial, trial.mutant(cart()), lab)
        assert proof is not None
        asked = {(f.element, tuple(f.measure["columns"])) for f in proof.findings}
        assert asked == {
            ("shop/db/carts", ("shop/db/carts/customer_id",)),
            ("shop/db/carts", ("shop/db/carts/expires_at",)),
            ("shop/db/carts", ("shop/db/carts/order_id",)),
            ("shop/db/cart_items", ("shop/db/cart_items/product_id",)),
        }
        assert all(f.measure["cost with index"] < f.measure["cost"] / 100 for f in proof.findings)

    def test_the_volume_says_who_stated_it(self, lab: PostgresLab) -> None:
        design = cart()
        more = brief(volumes={"carts": 70_000})
        design = Design(more, design.as_is, design.proposal, design.route)
        proof = run_trial(TRIALS["access-paths-use-indexes"], design, lab)
        assert proof is not None
        assert proof.figures["rows of carts (brief)"] == 70_000

    def test_a_small_table_may_be_read_as_a_whole(self, lab: PostgresLab) -> None:
        trial = TRIALS["access-paths-use-indexes"]
        design = trial.mutant(cart())
        few = brief(volumes={"carts": 500, "cart_items": 2000})
        small = Design(few, design.as_is, design.proposal, design.route)
        proof = run_trial(trial, small, lab)
        assert proof is not None
        assert proof.outcome == "proven"


def test_rows_of_the_way_back_are_counted(lab: PostgresLab) -> None:
    proof = run_trial(TRIALS["migrations-go-up-and-down"], cart(), lab)
    assert proof is not None
    assert proof.figures["rows"] == 900
    assert any("ShareRowExclusiveLock on customers" in line for line in proof.details)
