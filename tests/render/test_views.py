"""Every view in every form, of the bundled shop."""

import csv
import json
from typing import get_args

import pytest

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.disk import open_workspace
from backend_architect.adapters.pool import Inline
from backend_architect.app.verbs import Emitted
from backend_architect.languages.csv import write as csv_writer
from backend_architect.languages.mermaid.diagrams import NotMermaid
from backend_architect.languages.mermaid.read import read as read_diagram
from backend_architect.model.architecture import Model
from backend_architect.model.codec import from_json
from backend_architect.render.view import FORMS, show, view, views
from backend_architect.survey.survey import survey
from tests.faces.shops import SHOP

EVERY = [(each.slug, form) for each in views() for form in FORMS]


@pytest.fixture(scope="module")
def shop() -> Model:
    return survey(open_workspace(SHOP), Inline(), MemoryCache())


def test_every_view_can_be_asked_for_in_every_form_and_nothing_else():
    asked = {f"{slug}-{form}" if form else slug for slug, form in EVERY}
    assert set(get_args(Emitted)) == {"", *asked}


def test_endpoints_are_what_a_program_compares(shop):
    told = json.loads(show(view("endpoints"), shop, "json"))
    assert {"method", "path", "service", "handler", "file", "line"} == set(told[0])
    assert ("POST", "/api/v1/orders") in {(each["method"], each["path"]) for each in told}
    line = next(each for each in told if each["path"] == "/health")
    assert (line["file"], line["handler"]) == ("app/main.py", "health")


def test_tables_name_their_columns_and_what_these_refer_to(shop):
    told = {each["name"]: each for each in json.loads(show(view("tables"), shop, "json"))}
    assert told["orders"]["primary_key"] == ["id"]
    assert {each["table"] for each in told["orders"]["foreign_keys"]} >= {"customers"}


def test_the_whole_model_comes_back_as_it_was(shop):
    text = show(view("model"), shop, "json")
    assert from_json(text.encode(), Model, place="here") == shop


@pytest.mark.parametrize("slug", [each.slug for each in views()])
def test_a_picture_is_mermaid(shop, slug):
    assert not isinstance(read_diagram(show(view(slug), shop, "mermaid")), NotMermaid)


@pytest.mark.parametrize("slug", [each.slug for each in views()])
def test_a_table_has_as_many_rows_for_people_as_for_programs(shop, slug):
    rows = list(csv.reader(show(view(slug), shop, "csv").splitlines()))
    assert {len(row) for row in rows} == {len(view(slug).heads)}
    assert len(show(view(slug), shop, "").splitlines()) == len(rows)


def test_a_strangers_name_is_no_formula_of_a_spreadsheet():
    assert csv_writer.write(["name"], [["=1+1"], ["a,b"]]) == 'name\n\'=1+1\n"a,b"\n'
