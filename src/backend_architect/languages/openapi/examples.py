"""Where a document shows an example, and which schema the example must keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Path = tuple[str, ...]
_SUBSCHEMA = frozenset(
    {"items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
     "unevaluatedItems", "unevaluatedProperties"}
)  # fmt: skip
_SUBSCHEMAS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED_SUBSCHEMAS = frozenset({"properties", "patternProperties", "$defs", "dependentSchemas"})


class Example(NamedTuple):
    """A value at `pointer` that must keep the schema at `schema`; both are JSON pointers."""

    pointer: str
    schema: str
    value: Any


def examples(document: Mapping[str, Any]) -> Iterator[Example]:
    """All examples of media types, parameters, headers and schemas, in the document's order."""
    yield from _walk(document, document, ())


def _walk(document: Mapping[str, Any], value: Any, path: Path) -> Iterator[Example]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _walk(document, each, (*path, str(index)))
    if not isinstance(value, Mapping):
        return
    if path[-2:] == ("components", "schemas") or path == ("definitions",):
        for name, schema in value.items():
            yield from _of_schema(schema, (*path, name))
        return
    schema = value.get("schema")
    if isinstance(schema, Mapping):
        yield from _of_schema(schema, (*path, "schema"))
        yield from _shown(document, value, path)
    for key, each in value.items():
        if key not in ("schema", "example", "examples"):
            yield from _walk(document, each, (*path, key))


def _shown(document: Mapping[str, Any], value: Mapping[str, Any], path: Path) -> Iterator[Example]:
    """The examples of a media type, a parameter or a header."""
    schema = _pointer((*path, "schema"))
    if "example" in value:
        yield Example(_pointer((*path, "example")), schema, value["example"])
    named = value.get("examples")
    for name, each in named.items() if isinstance(named, Mapping) else ():
        example = _followed(document, each)
        if isinstance(example, Mapping) and "value" in example:
            yield Example(_pointer((*path, "examples", name, "value")), schema, example["value"])


def _followed(document: Mapping[str, Any], example: Any) -> Any:
    """What a reference to components/examples means, else the example itself."""
    target = example.get("$ref") if isinstance(example, Mapping) else None
    if not isinstance(target, str):
        return example
    named = document.get("components", {}).get("examples", {})
    return named.get(target.rpartition("/")[2]) if isinstance(named, Mapping) else None


def _of_schema(schema: Any, path: Path) -> Iterator[Example]:
    if not isinstance(schema, Mapping):
        return
    here = _pointer(path)
    if "example" in schema:
        yield Example(_pointer((*path, "example")), here, schema["example"])
    shown = schema.get("examples")
    for index, each in enumerate(shown if isinstance(shown, list) else ()):
        yield Example(_pointer((*path, "examples", str(index))), here, each)
    for key, each in schema.items():
        if key in _SUBSCHEMA:
            yield from _of_schema(each, (*path, key))
        elif key in _SUBSCHEMAS and isinstance(each, list):
            for index, part in enumerate(each):
                yield from _of_schema(part, (*path, key, str(index)))
        elif key in _NAMED_SUBSCHEMAS and isinstance(each, Mapping):
            for name, part in each.items():
                yield from _of_schema(part, (*path, key, name))


def _pointer(path: Path) -> str:
    return "#" + "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)
