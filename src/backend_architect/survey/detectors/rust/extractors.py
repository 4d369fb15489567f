"""Extractors: what the handlers of Axum, Actix, Poem and their like take by their parameters.

Recognises: `Path`, `Query`, `Json`, `Form`, `Multipart` (also `web::Json`) with the type inside;
headers by `TypedHeader`; callers that must be known by parameters whose type says so (`AuthUser`,
`Claims`, `BearerAuth`, `Session`), unless they are optional.
Versions seen: axum 0.5 to 0.8, actix-web 2 to 4, rocket 0.4 and 0.5.
Not recognised: extractors whose name says nothing; guards inside an extractor's own code.
Documentation: https://docs.rs/axum/latest/axum/extract/, https://actix.rs/docs/extractors
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Consumed, Demanded, Fact, Input
from backend_architect.survey.grammars.rust.text import (
    inner_type,
    parameters_of,
    plain_type,
    qualified,
    type_arguments,
)
from backend_architect.survey.idioms.rust.guards import parameter_guards
from backend_architect.survey.idioms.rust.items import attributes_of, is_tested

_PLACES: dict[str, Literal["path", "query", "header", "body"]] = {
    "Query": "query", "Json": "body", "Form": "body", "Multipart": "body", "TypedHeader": "header",
    "ValidatedJson": "body", "JsonBody": "body", "QsQuery": "query", "ValidatedQuery": "query",
    "ValidatedForm": "body",
}  # fmt: skip


@detector(language="rust", anchors=("async fn", "#["), query="(function_item) @handler")
def extractors(match: Match) -> Iterator[Fact]:
    """What a function that may be a handler takes, and whom it demands."""
    function = match.nodes("handler")[0]
    if not _may_handle(function) or is_tested(function):
        return
    scope = qualified(function)
    for name, kind, declared in parameters_of(function):
        given = _input(name, kind)
        if given is not None:
            yield Consumed(lines=node_lines(declared), scope=scope, input=given)
    line = (function.start_point.row + 1,) * 2
    for guard in dict.fromkeys(parameter_guards(function)):
        yield Demanded(lines=line, scope=scope, guard=guard)


def _may_handle(function: Node) -> bool:
    """Handlers are asynchronous, or bear an attribute."""
    modifiers = next((c for c in function.children if c.type == "function_modifiers"), None)
    if modifiers is not None and "async" in node_text(modifiers):
        return True
    return any(True for _ in attributes_of(function))


def _input(name: str, kind: Node | None) -> Input | None:
    optional = plain_type(kind) == "Option"
    if optional and kind is not None:
        kind = next(iter(type_arguments(kind)), None)
    place = _PLACES.get(plain_type(kind).rpartition(".")[2])
    if place is None or kind is None:
        return None
    inside = next(iter(type_arguments(kind)), None)
    held = inner_type(inside) if inside is not None else plain_type(kind)
    own = held if place == "body" else name
    return Input(name=own or name, location=place, type=held, required=not optional)
