"""ServiceStack: requests are classes with routes.

Recognises: `[Route("/path", "GET,POST")]` on classes that are no controllers, its `Verbs`, the
methods of `IGet` to `IPatch`; `Routes.Add<T>("/path", "GET")`, chained too.
Versions seen: 4 to 8.
Not recognised: predefined routes (`/api/T`), AutoQuery's conventions, verbs that only the service
class says.
Documentation: https://docs.servicestack.net/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Route, Router
from backend_architect.survey.grammars.csharp.text import (
    bases_of,
    called,
    expression,
    plain_type,
    qualified,
    type_arguments,
    values,
)
from backend_architect.survey.idioms.csharp.attributes import Attribute, attributes
from backend_architect.survey.idioms.csharp.endpoints import path

_MARKS = {"IGet": "GET", "IPost": "POST", "IPut": "PUT", "IDelete": "DELETE", "IPatch": "PATCH"}


@detector(
    language="csharp",
    anchors=("ServiceStack",),
    query="""
(class_declaration (attribute_list)) @class
(invocation_expression
  function: (member_access_expression name: (generic_name (identifier) @_name))
  (#eq? @_name "Add")) @add
""",
)
def servicestack(match: Match) -> Iterator[Fact]:
    """The routes of a request, or one that is added by itself."""
    declared, added = match.node("class"), match.node("add")
    if declared is not None:
        yield from _request(declared)
    elif added is not None and re.search(r"\bRoutes\b", node_text(added)):
        yield from _added(added, match.scope("add"))


def _request(declared: Node) -> Iterator[Fact]:
    bases = [plain_type(base) for base in bases_of(declared)]
    routes = [each for each in attributes(declared) if each.name == "Route" and each.given]
    marks = [*bases, *(each.name for each in attributes(declared))]
    if not routes or any("Controller" in mark or mark == "ApiController" for mark in marks):
        return
    marked = tuple(_MARKS[base] for base in bases if base in _MARKS)
    for each in routes:
        said = each.first()
        if said is not None:
            methods = _verbs(each) or marked or ("ANY",)
            yield from _route(declared, qualified(declared), said, methods, each.node)


def _verbs(attribute: Attribute) -> tuple[str, ...]:
    node = attribute.named.get("Verbs") or (attribute.given[1] if attribute.given[1:] else None)
    return tuple(re.findall(r"[A-Z]{3,}", node_text(node).upper())) if node is not None else ()


def _added(call: Node, scope: str) -> Iterator[Fact]:
    given = values(call)
    kind = next((plain_type(each) for each in type_arguments(called(call)[1])), "")
    if given and kind:
        verbs = re.findall(r"[A-Z]{3,}", node_text(given[1])) if given[1:] else []
        said = expression(given[0])
        yield from _route(call, f"{scope}.{kind}", said, tuple(verbs) or ("ANY",), call)


def _route(
    node: Node, name: str, said: Expression, methods: tuple[str, ...], at: Node
) -> Iterator[Fact]:
    """A route with the router that serves it: the request itself."""
    first, _ = node_lines(node)
    yield Router(lines=(first, first), scope=name, name=name, framework="servicestack", root=True)
    yield Route(
        lines=node_lines(at), scope=name, router=name, methods=methods, path=path(said),
        framework="servicestack", body=name.rpartition(".")[2],
    )  # fmt: skip
