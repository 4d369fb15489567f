"""What a plan says aloud where it could not lean on what is there."""

from __future__ import annotations

import msgspec

from backend_architect.design.planner import design
from backend_architect.model.architecture import Head, Model, Repository, compose
from backend_architect.model.brief import Brief, Capability
from backend_architect.model.data import Store, Table
from backend_architect.model.element import Evidence, Surveyed
from backend_architect.model.service import Service, Technology

SEEN = Surveyed(
    evidence=(
        Evidence(
            repository="r", path="package.json", first_line=7, last_line=7, sha256="0" * 64,
            detector="package-json",
        ),
    )
)  # fmt: skip
LOGIN = Brief(
    words="Add OAuth2 login with Google",
    intent="add",
    title="Add OAuth2 login",
    slug="add-oauth2-login",
    capabilities=(Capability(name="oauth-login", rules=("provider: google",)),),
)


def unseen(**languages: int) -> Model:
    repository = Repository(name="r", files=3, lines=900, languages=languages)
    head = Head(system="r", repositories=(repository,))
    return compose(head, [Service(id="r", name="r", origin=SEEN)])


def test_code_in_which_nothing_was_recognised_is_said() -> None:
    said = " ".join(design(LOGIN, unseen(typescript=900), ()).unanswered)
    assert "recognised no endpoint and no table in 900 lines" in said


def test_an_empty_repository_is_no_blind_spot() -> None:
    empty = compose(Head(system="r"), [])
    assert "recognised no endpoint" not in " ".join(design(LOGIN, empty, ()).unanswered)


def test_tables_in_a_repository_of_documents_are_said_to_be_the_first() -> None:
    store = Store(id="r/mongodb", name="mongodb", origin=SEEN, technology="mongodb",
                  kind="document", service="r")  # fmt: skip
    model = compose(unseen().head, [*unseen().elements(), store])
    assert "stores documents (mongodb)" in " ".join(design(LOGIN, model, ()).unanswered)


def test_a_library_that_signs_people_in_already_is_named_with_its_place() -> None:
    library = Technology(id="t", name="passport-github2", origin=SEEN, service="r")
    model = compose(unseen().head, [*unseen().elements(), library])
    said = " ".join(design(LOGIN, model, ()).unanswered)
    assert "`passport-github2` already (package.json:7)" in said
    unused = msgspec.structs.replace(library, development_only=True)
    model = compose(unseen().head, [*unseen().elements(), unused])
    assert "passport-github2" not in " ".join(design(LOGIN, model, ()).unanswered)


def test_lines_of_a_cart_are_a_cart_that_is_there() -> None:
    store = Store(id="r/db", name="db", origin=SEEN, technology="postgresql", service="r")
    lines = Table(id="r/db/cart_items", name="cart_items", origin=SEEN, store="r/db")
    model = compose(unseen().head, [*unseen().elements(), store, lines])
    cart = msgspec.structs.replace(LOGIN, capabilities=(Capability(name="shopping-cart"),))
    proposal = design(cart, model, ())
    assert "A cart is there already (`cart_items`, package.json:7)" in proposal.unanswered[0]
    assert [table.name for table in proposal.to_be.tables] == ["cart_items"]
