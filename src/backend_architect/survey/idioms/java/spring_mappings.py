"""Reading Spring's request mappings: paths, methods, inputs, what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Literal, NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Input, Joined, Literally, Name
from backend_architect.survey.grammars.java.text import (
    inner_type,
    joined,
    parameters_of,
    plain_type,
)
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    argument,
    elements,
    flag,
    named,
    said,
    text,
)
from backend_architect.survey.resolve.java import setting_name

MAPPINGS: dict[str, tuple[str, ...]] = {
    "RequestMapping": (),
    "GetMapping": ("GET",),
    "PostMapping": ("POST",),
    "PutMapping": ("PUT",),
    "DeleteMapping": ("DELETE",),
    "PatchMapping": ("PATCH",),
    "HttpExchange": (),
    "GetExchange": ("GET",),
    "PostExchange": ("POST",),
    "PutExchange": ("PUT",),
    "DeleteExchange": ("DELETE",),
    "PatchExchange": ("PATCH",),
}
EMPTY = Literally(text="")
_METHODS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"))
_PLACEHOLDER = re.compile(r"\$\{([^{}:]*)(?::([^{}]*))?\}")
_PARAMETER = re.compile(r"\{\*?(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}")
_SIMPLE = frozenset(
    ("String", "int", "long", "boolean", "double", "float", "short", "Integer", "Long", "Boolean",
     "Double", "Float", "Short", "UUID", "BigDecimal", "LocalDate", "LocalDateTime", "Instant")
)  # fmt: skip
PLACES: dict[str, Literal["path", "query", "header", "cookie"]] = {
    "PathVariable": "path",
    "RequestParam": "query",
    "RequestHeader": "header",
    "CookieValue": "cookie",
}


class Mapping(NamedTuple):
    """A mapping annotation: all its paths (at least one, maybe empty), and its methods."""

    paths: tuple[Expression, ...]
    methods: tuple[str, ...]


def mapping_of(declared: Node) -> Mapping | None:
    """The mapping of a class or method, or None."""
    found = annotated(declared)
    for name, methods in MAPPINGS.items():
        if name in found:
            written = said(found[name], "value", "path", "url")
            paths = tuple(path(each) for each in written) or (EMPTY,)
            return Mapping(paths, methods or _methods(found[name]))
    return None


def _methods(annotation: Node) -> tuple[str, ...]:
    names = [
        node_text(each).rpartition(".")[2].strip('"')
        for each in elements(argument(annotation, "method"))
    ]
    return tuple(name for name in names if name in _METHODS)


def path(written: Expression) -> Expression:
    """A path with its parameters in OpenAPI's form and its property placeholders apart.

    `${prefix:/api}` counts as its default; one without a default is a name among the program's
    settings.
    """
    if isinstance(written, Joined):
        return joined([path(part) for part in written.parts])
    if not isinstance(written, Literally):
        return written
    parts: list[Expression] = []
    at = 0
    for found in _PLACEHOLDER.finditer(written.text):
        parts.append(Literally(text=_plain(written.text[at : found.start()])))
        default = found[2]
        named = Name(dotted=setting_name(found[1]))
        parts.append(named if default is None else Literally(text=default))
        at = found.end()
    return joined([*parts, Literally(text=_plain(written.text[at:]))])


def _plain(text_: str) -> str:
    return _PARAMETER.sub(r"{\1}", text_)


def below(prefix: Expression, rest: Expression) -> Expression:
    """A path below another, with one slash between where both are literal."""
    if isinstance(prefix, Literally) and isinstance(rest, Literally) and prefix.text and rest.text:
        return Literally(text=f"{prefix.text.rstrip('/')}/{rest.text.lstrip('/')}")
    parts = [prefix, *([Literally(text="/")] if EMPTY not in (prefix, rest) else []), rest]
    return joined(parts)


def inputs_of(method: Node) -> Iterator[Input]:
    """What the parameters of a handler take from the request, but for its body."""
    for name, kind, declared in parameters_of(method):
        found = annotated(declared)
        place = next((place for place in PLACES if place in found), "")
        type = inner_type(kind)
        if place:
            yield input_of(found[place], place, name, type, optional=plain_type(kind) == "Optional")
        elif type == "Pageable":
            for word in ("page", "size", "sort"):
                yield Input(name=word, location="query", required=False)
        elif type in _SIMPLE and not found:
            yield Input(name=name, location="query", type=type, required=False)


def input_of(annotation: Node, place: str, name: str, type: str, *, optional: bool) -> Input:
    """The input an annotated parameter takes; `place` is the annotation's name."""
    given = argument(annotation, "defaultValue") is not None
    required = flag(annotation, "required", default=True) and not (given or optional)
    return Input(
        name=text(annotation, "value", "name") or name,
        location="body" if type == "MultipartFile" else PLACES[place],
        type=type,
        required=required or place == "PathVariable",
    )


def body_of(method: Node) -> str:
    """The type of the parameter that takes the request's body, "" if there is none."""
    for _, kind, declared in parameters_of(method):
        if {"RequestBody", "RequestPart"} & annotated(declared).keys():
            return inner_type(kind)
    return ""


def returns_of(method: Node, *, view: bool) -> str:
    """The type of what comes back, without wrappers; "" for nothing, and for a text where that is
    the name of a `view`."""
    type = inner_type(method.child_by_field_name("type"))
    if view and type == "String" and "ResponseBody" not in annotated(method):
        return ""
    nothing = ("void", "Void", "?", "Object", "ModelAndView", "ResponseEntity", "HttpEntity")
    return "" if type in nothing else type


def status_of(method: Node) -> int | None:
    """The status `@ResponseStatus` gives."""
    annotation = annotated(method).get("ResponseStatus")
    name = named(annotation, "value", "code")
    return HTTPStatus[name].value if name in HTTPStatus.__members__ else None


def constant(expression: Expression) -> str | None:
    """The text of an expression without names, None for any other."""
    return expression.text if isinstance(expression, Literally) else None
