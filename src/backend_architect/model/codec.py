"""Nouns as text: JSON and YAML, both ways, and the published JSON Schema.

Same noun, same bytes: keys keep the order of their declaration, collections are sorted.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from backend_architect.errors import Misused

AnyNoun = TypeVar("AnyNoun")


def to_json(noun: Any) -> bytes:
    """Indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(noun), indent=2) + b"\n"


def from_json(data: bytes, kind: type[AnyNoun], *, place: str) -> AnyNoun:
    """The noun in `data`. Raises `Misused` with `place` if it is none of that kind."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Misused(f"{place}: not a {kind.__name__}: {error}") from error


def to_yaml(noun: Any) -> bytes:
    """YAML of the same shape as the JSON."""
    return msgspec.yaml.encode(noun)


def from_yaml(data: bytes, kind: type[AnyNoun], *, place: str) -> AnyNoun:
    """The noun in `data`. Raises `Misused` with `place` if it is none of that kind."""
    try:
        return msgspec.yaml.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Misused(f"{place}: not a {kind.__name__}: {error}") from error


def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema 2020-12 of a noun, for tools that read our files."""
    schema = msgspec.json.schema(kind)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
