"""What the parameters of an action or a minimal API's handler take from the request.

Source: https://learn.microsoft.com/en-us/aspnet/core/mvc/models/model-binding
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from tree_sitter import Node

from backend_architect.survey.facts import Input, Literally
from backend_architect.survey.grammars.csharp.text import (
    expression,
    inner_type,
    parameters_of,
    plain_type,
)
from backend_architect.survey.idioms.csharp.attributes import attribute

Location: TypeAlias = Literal["path", "query", "header", "cookie", "body"]

_PLACES: dict[str, Location] = {
    "FromRoute": "path", "FromQuery": "query", "FromHeader": "header", "FromBody": "body",
    "FromForm": "body", "QueryParam": "query",
}  # fmt: skip
_SIMPLE = frozenset(
    ("string", "int", "long", "short", "byte", "bool", "double", "float", "decimal", "Guid",
     "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "uint", "ulong", "String",
     "Int32", "Int64", "Boolean")
)  # fmt: skip
_FRAMEWORK = ("CancellationToken", "HttpContext", "HttpRequest", "HttpResponse", "ClaimsPrincipal")


def inputs_of(function: Node) -> tuple[Input, ...]:
    """The declared inputs of a handler; those without a mark are of the query, or of the path where
    that names them."""
    found = (_input(name, kind, node) for name, kind, node in parameters_of(function))
    return tuple(each for each in found if each is not None)


def _input(name: str, kind: Node | None, declared: Node) -> Input | None:
    marked = attribute(declared, *_PLACES)
    type = inner_type(kind)
    if marked is None and (type not in _SIMPLE or attribute(declared, "FromServices")):
        return None
    place = _PLACES[marked.name] if marked is not None else "query"
    if place == "body":
        return None
    other = marked.named.get("Name") if marked is not None else None
    said = expression(other) if other is not None else None
    optional = kind is not None and kind.type == "nullable_type"
    return Input(
        name=said.text if isinstance(said, Literally) else name,
        location=place,
        type=type,
        required=place == "path" or not (optional or len(declared.named_children) > 2),
    )


def body_of(function: Node) -> str:
    """The type of what is read from the request's body, "" if nothing is."""
    for _, kind, declared in parameters_of(function):
        if attribute(declared, "FromBody", "FromForm"):
            return inner_type(kind)
    for _, kind, declared in parameters_of(function):
        type = plain_type(kind)
        marked = attribute(declared, *_PLACES, "FromServices", "FromKeyedServices")
        service = type.startswith("I") and type[1:2].isupper()
        if type not in _SIMPLE and type not in _FRAMEWORK and not (marked or service):
            return inner_type(kind)
    return ""
