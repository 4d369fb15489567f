"""Data files and names: whatever one part of the house names exists where it is looked for."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_architect.app.verbs import VERBS
from backend_architect.catalog.sources import source
from backend_architect.catalog.vocabulary.read import english, entries, terms
from backend_architect.design.blueprint import BLUEPRINTS, REMEDIES, Blueprint, Remedy
from backend_architect.profiles import profile, profile_names
from backend_architect.render.document import SHELF as DOCUMENTS
from backend_architect.render.document import Document
from backend_architect.shelf import read_shelf
from backend_architect.verify.rule import SHELF as RULES
from backend_architect.verify.rule import Rule
from backend_architect.verify.trials import access_paths_use_indexes

SOURCE = Path(__file__).parents[2] / "src" / "backend_architect"
CATALOGUE = tomllib.loads((SOURCE / "catalog" / "sources.toml").read_text("utf-8"))
CAPABILITIES = {entry.slug for entry in entries()}

#: Rules that no module of the shelf is: findings a trial makes.
OF_TRIALS = {access_paths_use_indexes.RULE}


def pages() -> list[Path]:
    """All data files in TOML."""
    return sorted(SOURCE.rglob("*.toml"))


def values_of(table: object, key: str) -> Iterator[object]:
    """What stands under a key, at any depth."""
    if isinstance(table, dict):
        for name, value in table.items():
            if name == key:
                yield value
            yield from values_of(value, key)


def named_sources() -> Iterator[tuple[str, str]]:
    """Every slug of a source with the file that names it."""
    for path in pages():
        if path.name == "sources.toml":
            continue
        data = tomllib.loads(path.read_text("utf-8"))
        for listed in values_of(data, "sources"):
            yield from ((each, path.name) for each in listed if isinstance(listed, list))
        yield from ((str(each), path.name) for each in values_of(data, "source") if each)
    for path in sorted((SOURCE / "design").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "source":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield str(first.value), path.name


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_data_file_parses_and_holds_something(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


def test_the_vocabulary_reads_as_nouns() -> None:
    assert entries()
    assert terms()
    assert english().intent


def test_names_in_the_vocabulary_are_capabilities() -> None:
    assert {term.capability for term in terms() if term.capability} <= CAPABILITIES


def test_no_phrase_means_two_capabilities_to_the_same_words() -> None:
    said: dict[str, list[str]] = {}
    for entry in entries():
        for phrase in entry.phrases:
            said.setdefault(phrase, []).append(entry.slug)
    assert {phrase: slugs for phrase, slugs in said.items() if len(slugs) > 1} == {}


def test_every_source_has_a_title_and_an_address_and_its_day_is_a_day() -> None:
    for slug, entry in CATALOGUE.items():
        assert source(slug).title, slug
        assert re.match(r"https://[^ ]+$", entry["url"]), slug
        assert re.match(r"(20\d\d-\d\d-\d\d)?$", entry.get("checked", "")), slug


def test_every_source_that_is_named_exists() -> None:
    assert {(slug, where) for slug, where in named_sources() if slug not in CATALOGUE} == set()


def test_every_blueprint_offers_and_needs_what_the_vocabulary_knows() -> None:
    for item in read_shelf(BLUEPRINTS, Blueprint):
        assert {item.offers, *item.needs} <= CAPABILITIES, item.slug


def test_no_two_blueprints_offer_the_same() -> None:
    offers = [item.offers for item in read_shelf(BLUEPRINTS, Blueprint)]
    assert len(offers) == len(set(offers))


def test_every_remedy_cures_the_findings_of_a_rule_that_exists() -> None:
    known = {item.slug for item in read_shelf(RULES, Rule)} | OF_TRIALS
    cured = [item.rule for item in read_shelf(REMEDIES, Remedy)]
    assert set(cured) <= known
    assert len(cured) == len(set(cured))


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_names_documents_and_verbs_that_exist(name: str) -> None:
    shelf = {item.slug for item in read_shelf(DOCUMENTS, Document)}
    assert set(profile(name).documents) <= shelf
    assert set(profile(name).verbs) <= set(VERBS)


def test_rules_name_the_bad_state_and_not_its_absence() -> None:
    slugs = {item.slug for item in read_shelf(RULES, Rule)}
    assert [slug for slug in slugs if slug.startswith("no-") or re.search(r"\d", slug)] == []
