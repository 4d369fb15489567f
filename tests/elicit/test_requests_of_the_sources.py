"""The example requests of the five source documents: intent, capabilities, questions."""

from __future__ import annotations

import pytest

from backend_architect.elicit.elicit import elicit
from backend_architect.model.brief import Questions
from tests.elicit.small_models import shop, small_model
from tests.promises import proves

GENERAL = {
    "team",
    "data-regime",
    "present-pains",
    "expected-volume",
    "peak-request-rate",
    "tenancy",
}
SLOWNESS = {
    "slow-places", "target-latency", "read-write-ratio", "expected-volume", "peak-request-rate",
    "team",
}  # fmt: skip
REQUESTS = [
    (
        "We need an API for our social sharing feature",
        "add",
        ["social-sharing"],
        "api-for-our-social-sharing-feature",
        {"sharing-targets", "sharing-rate-limit"} | GENERAL,
    ),
    (
        "Our queries are getting slow as we scale",
        "repair",
        ["query-performance"],
        "queries-are-getting-slow",
        SLOWNESS,
    ),
    (
        "Add OAuth2 login with Google and GitHub",
        "add",
        ["oauth-login"],
        "add-oauth2-login-with-google-and-github",
        {"account-linking", "session-kind", "redirect-origins"} | GENERAL,
    ),
    (
        "I need to create an authentication service for our application",
        "add",
        ["authentication-service"],
        "create-an-authentication-service",
        {"password-storage", "second-factor", "session-kind"} | GENERAL,
    ),
    (
        "We need to add a shopping cart feature to our e-commerce platform",
        "add",
        ["shopping-cart"],
        "add-a-shopping-cart-feature",
        {"guest-carts", "cart-price", "cart-lifetime"} | GENERAL,
    ),
    (
        "Our API response times are getting slower as we scale",
        "repair",
        ["api-performance"],
        "api-response-times-are-getting-slower",
        SLOWNESS,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "intent", "names", "slug", "asked"), REQUESTS, ids=[r[3] for r in REQUESTS]
)
def test_a_request_of_the_sources_is_understood_and_asked_back(words, intent, names, slug, asked):
    result = elicit(words, shop())
    assert isinstance(result, Questions)
    brief = result.brief
    assert (brief.intent, [each.name for each in brief.capabilities], brief.slug) == (
        intent,
        names,
        slug,
    )
    assert {each.id for each in result.questions} == asked
    assert all(each.words and each.words in words for each in brief.capabilities)


@proves("S1-37")
@pytest.mark.parametrize("words", [REQUESTS[0][0], REQUESTS[2][0], REQUESTS[3][0], REQUESTS[4][0]])
def test_all_four_categories_are_covered_where_nothing_is_said(words):
    result = elicit(words, shop())
    assert isinstance(result, Questions)
    assert {each.category for each in result.questions} == {
        "business",
        "technical",
        "pain",
        "scale",
    }


def test_the_providers_of_a_login_are_its_rules():
    result = elicit("Add OAuth2 login with Google and GitHub", shop())
    assert isinstance(result, Questions)
    assert result.brief.capabilities[0].rules == ("provider: google", "provider: github")


def test_questions_of_the_capability_come_before_general_ones():
    result = elicit("Add a shopping cart", shop())
    assert isinstance(result, Questions)
    ids = [each.id for each in result.questions]
    assert ids[:3] == ["guest-carts", "cart-price", "cart-lifetime"]
    assert ids.index("tenancy") < ids.index("team")


def test_an_authentication_service_in_an_empty_repository_is_new():
    result = elicit("I need to create an authentication service for our application", small_model())
    assert isinstance(result, Questions)
    assert result.brief.intent == "new"
