from typing import Any

import pytest

from backend_architect.languages.openapi.check import problems


def _document(**more: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.1",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        **more,
    }


def _with_schema(**schema: Any) -> dict[str, Any]:
    return _document(components={"schemas": {"A": schema}})


def test_a_sound_document_has_no_problems() -> None:
    assert problems(_document()) == ()


def test_a_broken_rule_is_named_with_its_pointer() -> None:
    paths = {"/a": {"get": {"responses": {"200": {"description": 5}}}}}
    (problem,) = problems(_document(paths=paths))
    assert problem.startswith("#/paths/~1a/get/responses/200/description: 5 is not of type")


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        (_with_schema(type="integer", examples=[1, "x"]), "#/components/schemas/A/examples/1"),
        (_with_schema(type="integer", example="x"), "#/components/schemas/A/example"),
        (
            _with_schema(type="object", properties={"b": {"type": "string", "example": 1}}),
            "#/components/schemas/A/properties/b/example",
        ),
        (
            _with_schema(type="string", format="date-time", example="yesterday"),
            "#/components/schemas/A/example",
        ),
        (
            _document(
                paths={
                    "/a/{b}": {
                        "get": {
                            "parameters": [
                                {
                                    "name": "b",
                                    "in": "path",
                                    "required": True,
                                    "schema": {"type": "integer"},
                                    "examples": {"one": {"value": "x"}},
                                }
                            ],
                            "responses": {"200": {"description": "d"}},
                        }
                    }
                }
            ),
            "#/paths/~1a~1{b}/get/parameters/0/examples/one/value",
        ),
        (
            _document(
                components={
                    "headers": {"H": {"schema": {"type": "integer"}, "example": "x"}},
                }
            ),
            "#/components/headers/H/example",
        ),
        (
            _document(
                components={
                    "responses": {
                        "R": {
                            "description": "d",
                            "content": {
                                "application/json": {
                                    "schema": {"$ref": "#/components/schemas/A"},
                                    "example": {"n": "x"},
                                }
                            },
                        }
                    },
                    "schemas": {"A": {"properties": {"n": {"type": "integer"}}}},
                }
            ),
            "#/components/responses/R/content/application~1json/example/n",
        ),
    ],
)
def test_an_example_that_breaks_its_schema_is_found(document: dict[str, Any], pointer: str) -> None:
    found = problems(document)
    assert [each.split(": ")[0] for each in found] == [pointer]


def test_the_words_of_version_3_0_are_understood() -> None:
    document = _with_schema(type="string", nullable=True, example=None)
    assert problems({**document, "openapi": "3.0.3"}) == ()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("#/components/schemas/B", "refers to nothing in this document"),
        ("http://127.0.0.1:9/a.json", "refers to another document, which is not read"),
        ("file:///etc/passwd", "refers to another document, which is not read"),
        ("other.yaml#/A", "refers to another document, which is not read"),
    ],
)
def test_a_reference_that_cannot_be_followed_is_a_problem(target: str, reason: str) -> None:
    document = _with_schema(type="array", items={"$ref": target})
    assert problems(document) == (f"#/components/schemas/A/items: {reason}",)


def test_a_property_may_be_called_like_a_reference() -> None:
    document = _with_schema(type="object", properties={"$ref": {"type": "string"}})
    assert problems(document) == ()


@pytest.mark.parametrize("version", ["", "4.0.0", None, 3])
def test_an_unknown_version_is_a_problem(version: Any) -> None:
    (problem,) = problems({**_document(), "openapi": version})
    assert problem == "#: names no version of OpenAPI that is known here"
