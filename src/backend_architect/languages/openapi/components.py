"""The shared parts of a document: each is named once, and only what is mentioned is written."""

from __future__ import annotations

import re
from typing import Any

from backend_architect.model.api import Schema
from backend_architect.model.architecture import Model
from backend_architect.model.element import Element, Json
from backend_architect.model.security import SecurityScheme

PREFIX = "#/components/schemas/"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_INTEGER: dict[str, Json] = {"type": "integer", "minimum": 0}
_STRING: dict[str, Json] = {"type": "string"}
_HEADERS: dict[str, tuple[str, dict[str, Json], Json]] = {
    "Location": (
        "Where the new resource is.",
        {"type": "string", "format": "uri-reference"},
        "/resources/1",
    ),
    "Retry-After": ("Seconds to wait before the next attempt.", _INTEGER, 30),
    "RateLimit": ("What is left of the quota, and for how long.", _STRING, '"default";r=9;t=30'),
    "RateLimit-Policy": ("The quota and its window in seconds.", _STRING, '"default";q=10;w=60'),
    "ETag": ("The version of the representation.", _STRING, '"33a64df5"'),
    "Link": ("Related pages, such as the next one (RFC 8288).", _STRING, '</?after=1>; rel="next"'),
}  # fmt: skip


class Components:
    """Gathers what a document mentions. Names follow the elements' names; two elements of one name
    get different ones."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._by_name = {schema.name: schema for schema in reversed(model.schemas)}
        self._names: dict[str, str] = {}
        self._taken: dict[type[Element], set[str]] = {}
        self._schemas: dict[str, dict[str, Json]] = {}
        self._headers: dict[str, dict[str, Any]] = {}
        self._schemes: dict[str, dict[str, Any]] = {}

    def name_of(self, element: Element) -> str:
        """The component's name of a schema or a security scheme."""
        if element.id not in self._names:
            candidate = _UNSAFE.sub("_", element.name) or "unnamed"
            taken = self._taken.setdefault(type(element), set())
            number, name = 1, candidate
            while name in taken:
                number += 1
                name = f"{candidate}_{number}"
            taken.add(name)
            self._names[element.id] = name
        return self._names[element.id]

    def reference(self, schema: Schema) -> dict[str, str]:
        """A reference to the schema, which is written with all that it refers to."""
        name = self.name_of(schema)
        if name not in self._schemas:
            self._schemas[name] = {}
            about: dict[str, Json] = {"description": schema.doc} if schema.doc else {}
            shown: dict[str, Json] = {"examples": [schema.example]}
            written = self.inline(schema.json_schema)
            self._schemas[name] = about | written | (shown if schema.example is not None else {})
        return {"$ref": PREFIX + name}

    def inline(self, json_schema: dict[str, Json]) -> dict[str, Json]:
        """A schema for the place where it is used, with all that it refers to written."""
        written = self._rewritten(json_schema)
        return written if isinstance(written, dict) else {}

    def _rewritten(self, value: Json, *, named: bool = False) -> Json:
        """The schema with its references bound to components. A schema nobody read is written as
        one that takes anything. In a `named` mapping the keys are names, not keywords."""
        if isinstance(value, list):
            return [self._rewritten(each) for each in value]
        if not isinstance(value, dict):
            return value
        target = value.get("$ref")
        if isinstance(target, str) and not named and self._is_ours(target):
            return {**value, "$ref": self._bound(target.removeprefix(PREFIX))}
        return {
            key: each
            if key in _DATA and not named
            else self._rewritten(each, named=key in _NAMED and not named)
            for key, each in value.items()
        }

    def _is_ours(self, target: str) -> bool:
        """A reference to a schema of the Model, as a document's pointer or by its bare name."""
        return target.startswith(PREFIX) or target in self._by_name

    def _bound(self, name: str) -> str:
        if schema := self._by_name.get(name):
            return self.reference(schema)["$ref"]
        safe = _UNSAFE.sub("_", name)
        self._schemas.setdefault(safe, {"description": "Not known."})
        return PREFIX + safe

    def header(self, name: str) -> dict[str, str]:
        """A reference to the header."""
        doc, schema, example = _HEADERS.get(name, ("", _STRING, None))
        found: dict[str, Any] = {"description": doc} if doc else {}
        found["schema"] = schema
        self._headers[name] = found if example is None else {**found, "example": example}
        return {"$ref": f"#/components/headers/{name}"}

    def scheme(self, scheme: SecurityScheme, written: dict[str, Any]) -> None:
        """Keep how a security scheme is written."""
        self._schemes[self.name_of(scheme)] = written

    def written(self) -> dict[str, Any]:
        """The components object, without empty parts."""
        parts = {
            "schemas": self._schemas,
            "headers": self._headers,
            "securitySchemes": self._schemes,
        }
        return {kind: dict(sorted(part.items())) for kind, part in parts.items() if part}


#: Keywords whose values are data, not schemas.
_DATA = frozenset({"example", "examples", "default", "const", "enum"})
#: Keywords whose values map names to schemas.
_NAMED = frozenset({"properties", "patternProperties", "$defs", "dependentSchemas"})
