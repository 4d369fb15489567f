"""Ktor's type-safe routes: the paths of classes, which routes of other files name.

Recognises: `@Resource("/articles")` and the older `@Location`, nested classes,
`val parent: Articles`.
Versions seen: Ktor 1 (locations), 2 and 3 (resources).
Not recognised: query parameters among the class's properties.
Documentation: https://ktor.io/docs/server-resources.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Definition, Expression, Fact, Literally, Name
from backend_architect.survey.grammars.kotlin.text import (
    joined,
    parameters_of,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import said
from backend_architect.survey.idioms.kotlin.annotations import annotations_of, class_around

_PARAMETER = re.compile(r"\{(\w+)(?:\?|\.\.\.)\}")

_NAMES = ("Resource", "Location", "location")


@detector(
    language="kotlin",
    anchors=("@Resource(", "@Location(", "@location("),
    query="""
([(class_declaration) (object_declaration)] @class
  (#match? @class "^[^{]{0,400}@(Resource|[Ll]ocation)"))
""",
)
def ktor_resources(match: Match) -> Iterator[Fact]:
    """Say the path of a class as a value of it, called "@path"."""
    declared = match.nodes("class")[0]
    written = _written(declared)
    if written is None:
        return
    name = qualified(declared)
    parts: list[Expression] = [Literally(text="/"), written]
    parent = _parent(declared)
    if parent:
        parts = [Name(dotted=f"{parent}.@path"), *parts]
    first = node_lines(declared)[0]
    yield Definition(
        lines=(first, first), scope=name, name=f"{name}.@path", kind="value", value=joined(parts)
    )


def _written(declared: Node) -> Expression | None:
    found = annotations_of(declared)
    annotation = next((found[name] for name in _NAMES if name in found), None)
    paths = said(annotation, "value", "path") if annotation is not None else []
    if not paths:
        return None
    if isinstance(paths[0], Literally):
        return Literally(text=_PARAMETER.sub(r"{\1}", paths[0].text))
    return paths[0]


def _parent(declared: Node) -> str:
    """The class this one's path stands below: that of a property that is such a class, by
    convention "parent"; for locations the class around."""
    around = class_around(declared)
    outer = qualified(around) if around is not None else ""
    for each in parameters_of(declared):
        kind = plain_type(each.type)
        if each.name == "parent" or (outer and kind == outer.rpartition(".")[2]):
            return kind
    return outer if {"Location", "location"} & annotations_of(declared).keys() else ""
