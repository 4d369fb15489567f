"""What a designer draws, and what it refuses to draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_architect.design.draft import Draft
from backend_architect.design.limits import limit_said
from backend_architect.design.prose import decision_of, notes_of
from backend_architect.design.site import Site
from backend_architect.errors import Defect
from backend_architect.model.api import Operation, RateLimit, Response, Schema
from backend_architect.model.data import Store, Table
from backend_architect.model.element import Changed, Decided
from tests.design.worlds import World, brief, model, read, seen

CASES = Path(__file__).parents[1] / "cases" / "blueprints"
GONE = Response(status=204, doc="Gone.")


def _draft(world: World, slug: str = "shopping-cart") -> Draft:
    return Draft(slug, Site(brief(world), model(world)))


def _shop() -> World:
    return read(CASES / "shopping_cart" / "snake_bigint_fastapi" / "given.yaml")


def test_a_reference_is_named_after_the_table_it_refers_to() -> None:
    world = read(CASES / "shopping_cart" / "go_without_partial_indexes" / "given.yaml")
    draft = _draft(world)
    user = draft.site.concept("customer")
    assert user is not None
    table = draft.table("cart", "d", feature="cart", rows=1, doc="")
    assert table.owner(user, "customer").name == "user_id"


def test_no_foreign_key_leads_to_another_database() -> None:
    draft = _draft(_shop())
    site = draft.site
    elsewhere = Store(id="other/db", name="db", origin=seen("x:1"), technology="postgresql")
    customer = site.concept("customer")
    assert customer is not None
    table = draft.table("cart", "d", feature="cart", rows=1, doc="")
    strange = Table(id=customer.id, name="customers", origin=seen("x:1"), store=elsewhere.id)
    column = table.reference(strange, "customer")
    assert column is not None
    assert "no foreign key" in column.doc
    assert draft.model().foreign_keys_of(table.table) == ()


def test_an_owner_without_a_key_is_a_defect() -> None:
    world = read(CASES / "shopping_cart" / "key_of_two_columns" / "given.yaml")
    draft = _draft(world)
    customer = draft.site.concept("customer")
    assert customer is not None
    table = draft.table("cart", "d", feature="cart", rows=1, doc="")
    with pytest.raises(Defect, match="not one column"):
        table.owner(customer, "customer")


def test_one_open_row_is_kept_by_a_key_where_indexes_have_no_condition() -> None:
    world = read(CASES / "shopping_cart" / "go_without_partial_indexes" / "given.yaml")
    draft = _draft(world)
    user = draft.site.concept("customer")
    assert user is not None
    table = draft.table("cart", "d", feature="cart", rows=1, doc="")
    table.one_open(table.owner(user, "user"), "status = 'open'", "active", "Doc.")
    drawn = draft.model()
    assert [key.columns[1].rpartition("/")[2] for key in drawn.keys_of(table.table)] == ["active"]
    assert drawn.indexes_of(table.table) == ()


def test_an_endpoint_that_is_there_is_changed_and_keeps_its_place() -> None:
    draft = _draft(_shop())
    op = draft.operation(
        "GET", "/api/v1/orders", "d", summary="", success=GONE, authenticated=False
    )
    assert isinstance(op.origin, Changed)
    assert op.evidence[0].place == "app/routes/orders.py:14"


def test_a_schema_gives_way_to_one_of_the_same_name() -> None:
    world = _shop()
    draft = _draft(world)
    there = Schema(id="shop/api/schema/Cart", name="Cart", origin=seen("x:1"))
    site = Site(brief(world), Draft("x", draft.site).model())
    taken = Draft("shopping-cart", site)
    taken.add(there)
    taken = Draft("shopping-cart", Site(brief(world), taken.model()))
    assert taken.schema("Cart", "d", members={}, example={}).name == "CartView"


def test_a_limit_brings_its_refusal_along() -> None:
    draft = _draft(_shop())
    limit = RateLimit(requests=5, seconds=60, key="ip")
    op = draft.operation("POST", "/x", "d", summary="", success=GONE, rate_limit=limit)
    refusal = next(each for each in op.responses if each.status == 429)
    assert refusal.headers == ("Retry-After",)
    assert refusal.example == {"detail": "More than 5 requests in 60 s."}


def test_an_example_of_an_error_says_what_the_error_is_about() -> None:
    draft = _draft({"words": ""})
    op: Operation = draft.operation(
        "GET", "/x", "d", summary="", success=GONE, errors=[(404, "No such cart.")]
    )
    assert op.responses[1].example == {
        "type": "about:blank", "title": "Not Found", "status": 404, "detail": "No such cart.",
    }  # fmt: skip


def test_an_empty_folder_gets_a_service_in_the_preferred_language() -> None:
    world: World = {"words": "", "system": "accounts"}
    draft = Draft("x", Site(brief(world), model(world), preferences={"language": "go"}))
    service = draft.service("d")
    assert (service.id, service.language) == ("accounts", "go")
    assert isinstance(draft.store("d").origin, Decided)
    assert draft.store("d") is draft.store("d")


def test_a_page_that_names_an_unknown_value_is_a_defect() -> None:
    with pytest.raises(Defect, match=r"shopping_cart|shopping-cart"):
        list(notes_of("shopping-cart", {}))
    with pytest.raises(Defect, match="which is not given"):
        decision_of("shopping-cart", "storage", "", {})
    with pytest.raises(Defect, match="tells no decision 'fame'"):
        decision_of("shopping-cart", "fame", "", {})
    with pytest.raises(Defect, match="No page nobody"):
        list(notes_of("nobody", {}))


def test_what_is_chosen_changes_what_is_told() -> None:
    values = {"product": "products", "price_seen": "", "shown": ""}
    usual = decision_of("shopping-cart", "price", "", values)
    other = decision_of("shopping-cart", "price", "at adding", values)
    assert usual["chosen"] == "at checkout"
    assert usual["reasons"]["performance"] != other["reasons"]["performance"]
    assert usual["reasons"]["team"] == other["reasons"]["team"]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("20 per minute", (20, 60)),
        ("at most 5 shares an hour", (5, 3600)),
        ("1,000 requests per day for each user", (1000, 86400)),
        ("0 per second", (1, 1)),
        ("share posts", None),
    ],
)
def test_a_limit_is_read_from_words(words: str, limit: tuple[int, int] | None) -> None:
    found = limit_said(words, key="account")
    assert (found and (found.requests, found.seconds)) == limit
