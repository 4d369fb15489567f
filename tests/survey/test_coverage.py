"""What nobody reads is said: frameworks without a detector, languages without a grammar."""

from __future__ import annotations

import pytest

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.app.summary import of_model
from backend_architect.catalog.libraries import role_of_library
from backend_architect.model.architecture import Model
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace


def surveyed(files: dict[str, str]) -> Model:
    workspace = FakeWorkspace({path: text.encode() for path, text in files.items()})
    return survey(workspace, Inline(), MemoryCache())


def test_a_framework_without_a_detector_is_a_gap_at_its_line() -> None:
    model = surveyed({"Gemfile": 'source "https://rubygems.org"\n\ngem "cuba", "3.9"\n'})
    (gap,) = model.head.gaps
    assert (gap.path, gap.line, gap.kind, gap.what) == (
        "Gemfile", 3, "unsupported", "the framework Cuba",
    )  # fmt: skip


def test_a_framework_of_tests_only_is_none() -> None:
    text = 'group :test do\n  gem "cuba"\nend\n'
    assert surveyed({"Gemfile": text}).head.gaps == ()


def test_a_language_without_a_grammar_is_one_gap_with_the_number_of_its_files() -> None:
    model = surveyed({"src/b.cbl": "", "src/a.cbl": "", "tests/c.cbl": ""})
    (gap,) = model.head.gaps
    assert (gap.path, gap.what) == ("src/a.cbl", "the language COBOL")
    assert "2 files" in gap.reason


def test_the_coverage_line_names_what_nobody_reads() -> None:
    model = surveyed({"Gemfile": 'gem "cuba"\n', "a.cbl": "", "b.py": "x = 1\n"})
    assert of_model(model)[-1] == (
        "Coverage: 1 of 3 files looked at, 0 of them parsed; nobody reads the language COBOL; "
        "no detector for the framework Cuba; "
        "0 places were recognised and could not be resolved."
    )


@pytest.mark.parametrize(
    ("ecosystem", "name", "role"),
    [
        ("maven", "org.springframework.boot:spring-boot-starter-data-redis", "cache"),
        ("maven", "org.springframework.boot:spring-boot-starter-data-jpa", "orm"),
        ("nuget", "Npgsql", "database driver"),
        ("composer", "laravel/sanctum", "auth"),
        ("rubygems", "sidekiq", "queue"),
        ("cargo", "axum", "framework"),
        ("hex", "credo", "lint"),
        ("hackage", "hspec", "test"),
        ("clojars", "metosin/reitit", "framework"),
        ("go", "github.com/labstack/echo/v4", "framework"),
        ("pypi", "some-own-package", ""),
    ],
)
def test_the_catalogue_knows_what_libraries_are_for(ecosystem: str, name: str, role: str) -> None:
    assert role_of_library(ecosystem, name) == role


def test_libraries_say_how_callers_are_known_where_code_does_not() -> None:
    model = surveyed(
        {
            "Gemfile": 'gem "rails"\ngem "devise"\n',
            "config/routes.rb": 'Rails.application.routes.draw do\n  get "/x", to: "x#y"\nend\n',
        }
    )
    assert [(scheme.kind, scheme.location) for scheme in model.schemes] == [("session", "cookie")]
