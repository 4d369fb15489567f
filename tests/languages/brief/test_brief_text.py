"""brief.md: written, corrected by a person, read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.elicit.elicit import elicit
from backend_architect.errors import Misused
from backend_architect.languages.brief.read import is_brief, read_brief
from backend_architect.languages.brief.write import write_brief
from backend_architect.model.brief import Answer, Brief, Capability, QualityGoal, Questions
from tests.elicit.small_models import shop

LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)
TEXT = st.one_of(
    LINE, st.sampled_from(["none", "- x", '"a"', 'a ("b")', "x (assumed)", " a ", "# h", "a: b"])
)
WORDS = st.one_of(st.just(""), TEXT)
VALUE = st.floats(0.001, 1e18, allow_nan=False)


def unique(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Names of which no two are one to a reader: those differ in letters, not in marks."""
    return st.lists(names, max_size=3, unique=True)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    names = draw(unique(TEXT))
    volumes = {name: draw(st.integers(0, 10**12)) for name in draw(unique(TEXT))}
    rates = {name: draw(VALUE) for name in draw(unique(TEXT))}
    constraints = draw(unique(TEXT))
    said = {f"volumes/{name}": draw(TEXT) for name in volumes}
    said |= {f"rates/{name}": draw(TEXT) for name in rates}
    said |= {f"constraints/{each}": draw(TEXT) for each in constraints}
    return Brief(
        words="\n".join(draw(st.lists(WORDS, min_size=1, max_size=3))),
        intent=draw(st.sampled_from(["add", "repair", "refactor", "integrate", "new"])),
        title=draw(TEXT),
        slug=draw(TEXT),
        capabilities=tuple(
            Capability(
                name=name, words=draw(WORDS), actor=draw(WORDS), rules=tuple(draw(unique(TEXT)))
            )
            for name in names
        ),
        goals=tuple(
            QualityGoal(attribute=name, value=draw(VALUE), scope=draw(WORDS), words=draw(WORDS))
            for name in draw(unique(TEXT))
        ),
        volumes=volumes,
        rates=rates,
        constraints=tuple(constraints),
        pains=tuple(draw(unique(TEXT))),
        answers=tuple(
            Answer(question=name, value=draw(TEXT), assumed=draw(st.booleans()))
            for name in draw(unique(TEXT))
        ),
        said=dict(sorted(said.items())),
    )


@given(briefs())
def test_what_is_written_is_read_back(brief: Brief):
    assert read_brief(write_brief(brief)).brief() == brief


def test_an_elicited_brief_survives_its_file_and_a_second_elicitation():
    words = (
        "Add a shopping cart, no guest carts.\n"
        "p99 under 300 ms for checkout. We have 10 million orders on AWS."
    )
    brief = elicit(words, shop(), assume=True)
    assert isinstance(brief, Brief)
    text = write_brief(brief)
    assert read_brief(text).brief() == brief
    assert elicit(text, shop()) == brief


BY_HAND = """# Add a shopping cart

## Request
Add a shopping cart to our shop.
Customers should keep it between visits.

## Quality goals
- p99 under 300 ms for checkout
- availability-percent: 99.9

## Volumes
- 10 million orders
- carts: 2_000_000 rows
- 500 reads per second

## Answers
- guest-carts: no
"""


def test_a_brief_written_by_hand_in_free_words_is_understood():
    result = elicit(BY_HAND, shop())
    assert isinstance(result, Questions)
    brief = result.brief
    assert brief.title == "Add a shopping cart"
    assert brief.slug == "add-a-shopping-cart"
    assert [each.name for each in brief.capabilities] == ["shopping-cart"]
    assert [(g.attribute, g.scope, g.value) for g in brief.goals] == [
        ("availability-percent", "", 99.9),
        ("latency-p99-ms", "checkout", 300.0),
    ]
    assert brief.volumes == {"carts": 2_000_000, "shop_order": 10_000_000}
    assert brief.rates == {"reads": 500.0}
    assert brief.answer("guest-carts") == "no"


def test_a_section_that_says_none_is_not_read_from_the_words_again():
    text = (
        "# T\n## Request\nAdd a cart and reviews. Today it is slow.\n"
        "## Capabilities\n- review\n## Pain points\n- none\n"
    )
    result = elicit(text, shop())
    assert isinstance(result, Questions)
    assert [each.name for each in result.brief.capabilities] == ["review"]
    assert result.brief.pains == ()


def test_a_windows_file_with_a_byte_order_mark_is_the_same_brief():
    assert read_brief("\ufeff" + BY_HAND.replace("\n", "\r\n")) == read_brief(BY_HAND)


def test_every_fault_is_named_with_its_line():
    text = """---
intent: destroy
colour: red
---
# T
stray
## Request
Add a cart
## Capabilities
- two words here
## Volume of sales
- x
## Constraints
no bullet
- a
  - b
## Answers
- guest-carts
"""
    with pytest.raises(Misused) as caught:
        read_brief(text, place="b.md")
    assert [fault.split(":")[1] for fault in caught.value.faults] == [
        "2",
        "3",
        "6",
        "10",
        "11",
        "14",
        "16",
        "18",
    ]
    assert "add, repair, refactor, integrate, new" in caught.value.faults[0]


def test_a_brief_that_contradicts_itself_names_both_lines():
    text = """# T
## Request
Add a cart
## Capabilities
- shopping-cart
## Quality goals
- latency-p99-ms: 300
- latency-p99-ms: 500
## Volumes
- orders: 10 rows
- orders: 20 rows
## Out of scope
- Shopping carts
## Answers
- guest-carts: yes
- guest-carts: no
- guest-carts: yes
"""
    with pytest.raises(Misused) as caught:
        read_brief(text)
    assert [fault.split(":")[1] for fault in caught.value.faults] == ["8", "11", "13", "16"]
    for fault, other in zip(
        caught.value.faults, ["line 7", "line 10", "line 5", "line 15"], strict=True
    ):
        assert other in fault


def test_free_lines_without_a_number_are_faults_with_their_line():
    with pytest.raises(Misused) as caught:
        elicit("# T\n## Request\nAdd a cart\n## Volumes\n- many orders\n", shop())
    assert caught.value.faults == ("brief.md:5: 'many orders' holds no number to plan for.",)


def test_a_control_character_in_a_brief_is_refused():
    with pytest.raises(Misused, match=r"U\+001B"):
        elicit("# \x1b[31mT\n## Request\nAdd a cart\n", shop())


def test_only_a_request_heading_or_front_matter_makes_a_brief():
    assert is_brief(BY_HAND)
    assert is_brief("---\nintent: add\n---\n# T\n")
    assert not is_brief("# Our shop\n\n## Constraints\n\nAdd a cart")
