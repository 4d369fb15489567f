"""Answers, defaults and figures on the way to a Brief."""

from __future__ import annotations

import pytest

from backend_architect.elicit.ask import open_questions
from backend_architect.elicit.elicit import elicit
from backend_architect.errors import Misused
from backend_architect.model.brief import Answer, Brief, Questions
from tests.elicit.small_models import shop, small_model
from tests.promises import proves

COMPLETE = """Add a shopping cart for signed-in customers; no guest carts.
A cart expires after 30 days. Use the price at checkout. Do not reserve stock.
We have 10 million orders and expect 500 requests per second. Our team is five engineers.
It is a single tenant system. GDPR applies. There are no known problems."""


@proves("S1-37")
def test_a_complete_brief_gets_no_question():
    assert isinstance(elicit(COMPLETE, shop()), Brief)


def test_assume_answers_every_question_and_says_so():
    brief = elicit("Add a shopping cart", shop(), assume=True)
    assert isinstance(brief, Brief)
    assert brief.answers
    assert all(each.assumed for each in brief.answers)
    assert open_questions(brief, shop()) == ()
    assert brief.rows_of("anything") == 1_000_000
    assert brief.rates == {"requests": 50.0}


def test_a_given_answer_is_not_assumed_and_takes_the_spelling_of_its_option():
    brief = elicit(
        "Add a shopping cart", shop(), (Answer(question="guest-carts", value="NO"),), assume=True
    )
    assert isinstance(brief, Brief)
    assert next(a for a in brief.answers if a.question == "guest-carts") == Answer(
        question="guest-carts", value="no"
    )


def test_an_answered_question_is_not_asked_again():
    result = elicit("Add a shopping cart", shop(), (Answer(question="guest-carts", value="no"),))
    assert isinstance(result, Questions)
    assert "guest-carts" not in {each.id for each in result.questions}


def test_numbers_in_an_answer_count_as_if_the_request_had_said_them():
    answers = (
        Answer(question="expected-volume", value="20 million orders and 3 million customers"),
        Answer(question="target-latency", value="p95 under 100 ms"),
    )
    brief = elicit("Our queries are getting slow", shop(), answers, assume=True)
    assert isinstance(brief, Brief)
    assert brief.volumes == {"customers": 3_000_000, "shop_order": 20_000_000}
    assert [(g.attribute, g.value) for g in brief.goals] == [("latency-p95-ms", 100.0)]


def test_all_wrong_answers_are_named_at_once():
    wrong = (
        Answer(question="guest-cart", value="yes"),
        Answer(question="guest-carts", value="maybe"),
    )
    with pytest.raises(Misused) as caught:
        elicit("Add a shopping cart", shop(), wrong)
    unknown, outside = caught.value.faults
    assert "no question is called so" in unknown
    assert "guest-carts" in unknown
    assert "yes | no" in outside


def test_two_different_answers_are_a_contradiction():
    twice = (
        Answer(question="guest-carts", value="yes"),
        Answer(question="guest-carts", value="no"),
    )
    with pytest.raises(Misused) as caught:
        elicit("Add a shopping cart", shop(), twice)
    assert "guest-carts" in caught.value.faults[0]


def test_figures_given_apart_go_before_the_words():
    words = "Add a cart. We have 10 million orders and 100 requests per second."
    result = elicit(words, shop(), volumes={"orders": 7, "customers": 9}, rates={"requests": 5})
    assert isinstance(result, Questions)
    assert result.brief.volumes == {"customers": 9, "shop_order": 7}
    assert result.brief.rates == {"requests": 5}


def test_a_volume_of_nothing_is_refused():
    with pytest.raises(Misused) as caught:
        elicit("Add a cart", shop(), volumes={"orders": 0}, rates={"reads": -1})
    assert len(caught.value.faults) == 2


def test_the_same_words_give_the_same_result():
    assert elicit("Add a cart", small_model(), assume=True) == elicit(
        "Add a cart", small_model(), assume=True
    )
