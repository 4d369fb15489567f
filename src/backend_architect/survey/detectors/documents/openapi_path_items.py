"""OpenAPI documents in parts: files that hold the path items of another one.

Recognises: YAML and JSON texts with `operationId` whose top keys are methods, or keys of which each
has methods below; which path they belong to is said where the document refers to them.
Versions seen: Swagger 2.0, OpenAPI 3.0 to 3.1.
Not recognised: items deeper in a file than its top keys.
Documentation: https://spec.openapis.org/oas/latest.html#path-item-object
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.contracts import METHODS
from backend_architect.survey.idioms.outline import Part, Unreadable, outline


@detector(anchors=("operationId:", '"operationId"'))
def openapi_path_items(match: Match) -> Iterator[Fact]:
    """One described operation without a path for each method."""
    if not match.source.path.endswith((".json", ".yaml", ".yml")):
        return
    try:
        document = outline(match.source.text)
    except Unreadable:
        return
    yield from _operations(document, "")
    for item in document.parts:
        if item.key not in (*METHODS, "paths"):
            yield from _operations(item, item.key)


def _operations(item: Part, key: str) -> Iterator[Described]:
    for each in item.parts:
        if each.key in METHODS and each.at("operationId"):
            yield Described(
                lines=(each.first, each.first),
                document="openapi",
                method=each.key.upper(),
                path="",
                name=each.text("operationId"),
                reference=key,
            )
