"""A Model's operations as an OpenAPI 3.1 document.

Sources: OpenAPI Specification 3.1.1; header fields of RFC 9110 (Location, Retry-After) and of
draft-ietf-httpapi-ratelimit-headers (RateLimit, RateLimit-Policy); Idempotency-Key of
draft-ietf-httpapi-idempotency-key-header. Headers that follow from what an operation does
(Location on 201, Retry-After on 429, rate limits) are added only to operations a decision asks
for: of an existing one we say no more than was read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import yaml

from backend_architect.languages.openapi.components import Components
from backend_architect.languages.openapi.security import requirement, security_scheme
from backend_architect.model.api import Api, Operation, Parameter, Response, Schema
from backend_architect.model.architecture import Model
from backend_architect.model.element import Json, Surveyed
from backend_architect.model.security import SecurityScheme

VERSION = "3.1.1"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ANY = frozenset({"any", "all", "*"})
_ANY_MEANS = ("get", "put", "post", "delete", "patch")
_TEMPLATE = re.compile(r"\{([^{}:?*]+)[^{}]*\}")
_VERSION_SEGMENT = re.compile(r"(?:api|v\d+(?:\.\d+)*)\Z")
#: Header parameters the specification tells readers to ignore.
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_RATE_HEADERS = ("RateLimit", "RateLimit-Policy")


def document(
    model: Model, api: Api, operations: Iterable[Operation] | None = None
) -> dict[str, Any]:
    """The contract of `api`: all its operations, or only those given.

    Operations whose method OpenAPI does not know are named in `x-not-in-openapi`.
    """
    chosen = model.operations_of(api) if operations is None else tuple(operations)
    chosen = tuple(sorted(chosen, key=lambda each: (each.path, each.method, each.id)))
    whole = any(api.base_path.strip("/") and _below(each.path, api.base_path) for each in chosen)
    writer = _Writer(model)
    paths = writer.paths(chosen)
    found: dict[str, Any] = {
        "openapi": VERSION,
        "info": _info(model, api),
        "servers": [{"url": "/" if whole else "/" + api.base_path.strip("/")}],
        "tags": [{"name": tag} for tag in sorted({tag_of(each) for each in chosen})],
        "paths": paths,
    }
    components = writer.components.written()
    if components:
        found["components"] = components
    left_out = [f"{each.method} {each.path}" for each in chosen if not _methods(each)]
    return {**found, "x-not-in-openapi": left_out} if left_out else found


def _info(model: Model, api: Api) -> dict[str, Any]:
    info = {"title": api.name or model.head.system or "api", "version": api.version or "1.0.0"}
    return {**info, "description": api.doc} if api.doc else info


def _below(path: str, base: str) -> bool:
    return f"{path.strip('/')}/".startswith(f"{base.strip('/')}/")


def _methods(operation: Operation) -> tuple[str, ...]:
    method = operation.method.lower()
    if method in _ANY:
        return _ANY_MEANS
    return (method,) if method in METHODS else ()


def template(path: str) -> str:
    """The path in OpenAPI's form: braces around bare names, no converters or patterns."""
    return "/" + _TEMPLATE.sub(r"{\1}", path).lstrip("/")


def tag_of(operation: Operation) -> str:
    """The operation's own tag, or the first telling segment of its path."""
    if operation.tags:
        return operation.tags[0]
    segments = [each for each in operation.path.split("/") if each and "{" not in each]
    telling = [each for each in segments if not _VERSION_SEGMENT.match(each)]
    return (telling or segments or ["default"])[0]


class _Writer:
    """Writes operations and gathers the components they mention."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.components = Components(model)
        self._ids: set[str] = set()

    def paths(self, operations: tuple[Operation, ...]) -> dict[str, Any]:
        """The paths object; of two operations on one path and method the first stays."""
        paths: dict[str, Any] = {}
        for operation in operations:
            for method in _methods(operation):
                item = paths.setdefault(template(operation.path), {})
                if method not in item:
                    item[method] = self._operation(operation, method)
        return paths

    def _operation(self, operation: Operation, method: str) -> dict[str, Any]:
        found: dict[str, Any] = {"operationId": self._id(operation, method)}
        found["tags"] = [tag_of(operation)]
        if operation.doc:
            found["summary"], *rest = operation.doc.split("\n", 1)
            found.update({"description": rest[0].strip()} if rest and rest[0].strip() else {})
        if parameters := self._parameters(operation):
            found["parameters"] = parameters
        if body := self._request(operation):
            found["requestBody"] = body
        found["responses"] = self._responses(operation)
        if security := self._security(operation):
            found["security"] = security
        if limit := operation.rate_limit:
            found["x-rate-limit"] = {
                "requests": limit.requests,
                "seconds": limit.seconds,
                "key": limit.key,
            }
        return found

    def _id(self, operation: Operation, method: str) -> str:
        words = re.findall(r"[A-Za-z0-9]+", template(operation.path))
        named = re.fullmatch(r"[A-Za-z_]\w*", operation.name, re.ASCII)
        candidate = operation.name if named else "_".join([method, *words])
        number, id = 1, candidate
        while id in self._ids:
            number += 1
            id = f"{candidate}_{number}"
        self._ids.add(id)
        return id

    # -- parameters and bodies

    def _parameters(self, operation: Operation) -> list[dict[str, Any]]:
        named = _TEMPLATE.findall(operation.path)
        given = {
            (each.location, each.name): each
            for each in operation.parameters
            if each.location != "token"
            and (each.location != "path" or each.name in named)
            and not (each.location == "header" and each.name.lower() in _IGNORED_HEADERS)
        }
        for name in named:
            given.setdefault(("path", name), Parameter(name=name, location="path"))
        if operation.idempotency_key:
            given.setdefault(("header", "Idempotency-Key"), _IDEMPOTENCY_KEY)
        return [self._parameter(each) for each in given.values()]

    def _parameter(self, parameter: Parameter) -> dict[str, Any]:
        schema = self.components.inline(parameter.json_schema or {"type": "string"})
        found: dict[str, Any] = {"name": parameter.name, "in": parameter.location}
        if parameter.doc:
            found["description"] = parameter.doc
        found["required"] = parameter.required or parameter.location == "path"
        found["schema"] = schema
        return found if parameter.example is None else {**found, "example": parameter.example}

    def _request(self, operation: Operation) -> dict[str, Any] | None:
        content = self._content(operation.request, operation.request_example)
        return {"required": True, "content": content} if content else None

    def _content(self, schema: str, example: Json) -> dict[str, Any] | None:
        if not schema:
            return None
        element = self.model.get(schema, Schema)
        media: dict[str, Any] = {"schema": self.components.reference(element)}
        shown = element.example if example is None else example
        if shown is not None:
            media["example"] = shown
        kind = "application/problem+json" if _is_problem(element) else "application/json"
        return {kind: media}

    # -- responses

    def _responses(self, operation: Operation) -> dict[str, Any]:
        given = {each.status: each for each in operation.responses}
        ours = not isinstance(operation.origin, Surveyed)
        if operation.rate_limit and ours:
            given.setdefault(429, Response(status=429, doc=""))
        if not given:
            return {"default": {"description": "Not known."}}
        return {
            str(status): self._response(operation, given[status], ours=ours)
            for status in sorted(given)
        }

    def _response(self, operation: Operation, response: Response, *, ours: bool) -> dict[str, Any]:
        found: dict[str, Any] = {"description": response.doc or _phrase(response.status)}
        names = dict.fromkeys((*response.headers, *(_implied(operation, response) if ours else ())))
        if names:
            found["headers"] = {name: self.components.header(name) for name in sorted(names)}
        content = self._content(response.schema, response.example)
        return {**found, "content": content} if content else found

    def _security(self, operation: Operation) -> list[dict[str, list[str]]]:
        schemes = [self.model.get(id, SecurityScheme) for id in operation.security]
        for scheme in schemes:
            self.components.scheme(scheme, security_scheme(self.model, scheme))
        return [requirement(scheme, self.components.name_of(scheme)) for scheme in schemes]


_IDEMPOTENCY_KEY = Parameter(
    name="Idempotency-Key",
    location="header",
    json_schema={"type": "string", "minLength": 1, "maxLength": 255},
    doc="A key of the caller's choice: a repeated request with the same key has no second effect.",
    example="8e03978e-40d5-43dd-bc93-6894a57f9324",
)


def _implied(operation: Operation, response: Response) -> tuple[str, ...]:
    """Headers that follow from what the operation does."""
    names: tuple[str, ...] = ("Location",) if response.status == HTTPStatus.CREATED else ()
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        names += ("Retry-After",)
    limited = response.status < 300 or response.status == HTTPStatus.TOO_MANY_REQUESTS
    return names + (_RATE_HEADERS if operation.rate_limit and limited else ())


def _phrase(status: int) -> str:
    try:
        return f"{HTTPStatus(status).phrase}."
    except ValueError:
        return f"Status {status}."


def _is_problem(schema: Schema) -> bool:
    """RFC 9457 by its fields: such a body has a media type of its own."""
    properties = schema.json_schema.get("properties")
    return isinstance(properties, dict) and {"type", "title", "status", "detail"} <= set(properties)


# -- text


def to_json(document: dict[str, Any]) -> str:
    """Indented JSON with a final newline; keys keep their order."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def to_yaml(document: dict[str, Any]) -> str:
    """YAML that readers of YAML 1.1 and 1.2 take alike; keys keep their order."""
    return yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )


class _Dumper(yaml.SafeDumper):
    """Without anchors, and with quotes around text that some reader takes for a number."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (PyYAML's signature)
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "'" if re.match(r"[-+.]?\d|[-+]?\.(?:inf|nan)", value, re.IGNORECASE) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
