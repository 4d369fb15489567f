"""What is printed from the source is as the source is now."""

import json
from pathlib import Path

import jsonschema
import pytest

from backend_architect.model.codec import to_json
from tests.house import pages, schemas
from tests.house.line import house_on
from tests.house.test_shelves import SHELVES

ROOT = Path(__file__).parents[2]


def kept(folder: str, ending: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (ROOT / folder).glob(f"*{ending}")}


def test_the_pages_about_shelves_are_current() -> None:
    """If not: `make docs`."""
    committed, wanted = kept("docs/shelves", ".md"), pages.pages()
    assert committed.keys() == wanted.keys()
    assert [name for name in wanted if committed[name] != wanted[name]] == []


def test_the_schemas_are_current() -> None:
    """If not: `make schema`."""
    committed, wanted = kept("docs/schemas", ".json"), schemas.schemas()
    assert committed.keys() == wanted.keys()
    assert [name for name in wanted if committed[name] != wanted[name]] == []


def test_every_shelf_has_a_page_that_names_its_items() -> None:
    written = pages.pages()
    assert set(pages.ABOUT) == {shelf.folder for shelf in SHELVES}
    assert "## fastapi-routes\n" in written["detectors.md"]
    assert "**Why it matters.**" in written["rules.md"]


@pytest.mark.parametrize("name", schemas.schemas())
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas.schemas()[name]))


def test_a_model_that_was_surveyed_fits_its_schema() -> None:
    from backend_architect.app.plan import surveyed

    model = surveyed(house_on(ROOT / "examples" / "shop", ROOT))
    jsonschema.validate(json.loads(to_json(model)), json.loads(schemas.schemas()["model.json"]))
