"""The vocabulary as a whole."""

from __future__ import annotations

import pytest

from backend_architect.catalog.vocabulary.read import Entry, entries, terms
from backend_architect.elicit.phrases import capability_phrases
from backend_architect.elicit.text import keys, tokens


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.slug)
def test_each_phrase_means_one_capability(entry: Entry):
    for phrase in entry.phrases:
        found = capability_phrases().find(list(tokens(phrase)))
        assert [each.meaning.slug for each in found] == [entry.slug], phrase


def test_providers_serve_capabilities_that_exist():
    slugs = {entry.slug for entry in entries()}
    assert {term.capability for term in terms() if term.kind == "provider"} <= slugs


def test_the_forty_capabilities_of_commerce_identity_and_work_are_known():
    assert len(entries()) >= 44


def test_spellings_of_one_noun_have_one_key():
    forms = {
        "cart": "Carts", "category": "categories", "movie": "movies", "cache": "caches",
        "address": "addresses", "status": "statuses", "index": "indices", "box": "boxes",
        "purchase": "purchases", "customer": "customer's",
    }  # fmt: skip
    for one, many in forms.items():
        assert keys(one) == keys(many), one
    assert keys("Redis") == ("redis",)
