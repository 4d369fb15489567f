"""API Platform: the operations of resources.

Recognises: `#[ApiResource]` and `@ApiResource` with their operations (`new Get(...)`, or the usual
ones), operations as attributes of the class (`#[GetCollection]`), `uriTemplate`, `routePrefix`,
`shortName`, `security`; in version 2 `collectionOperations`, `itemOperations` and subresources'
paths. The path is the plural of the short name in snake case; the prefix is that of the routing
file (see `symfony-config`).
Versions seen: API Platform 2 to 4.
Not recognised: resources in XML or YAML, GraphQL operations, other generators of paths.
Documentation: https://api-platform.com/docs/core/operations/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.php.text import qualified
from backend_architect.survey.idioms.php.annotations import Annotation, annotations_of
from backend_architect.survey.idioms.php.api_operations import (
    OPERATIONS,
    Operation,
    operations_of,
    usual,
)
from backend_architect.survey.idioms.php.symfony import plain_text, role
from backend_architect.survey.idioms.php.words import plural, snake

_ROLE = re.compile(r"is_granted\(\s*[\"'](\w+)[\"']")


@detector(
    language="php",
    anchors=("ApiResource", "ApiPlatform\\Metadata"),
    query="(class_declaration) @class",
)
def api_platform(match: Match) -> Iterator[Fact]:
    """A router for each resource's class, and its operations."""
    node = match.nodes("class")[0]
    written = annotations_of(node, match.source)
    resources = [each for each in written if each.name == "ApiResource"]
    known = b"ApiPlatform\\" in match.source.data
    alone = [each for each in written if known and each.name in OPERATIONS]
    if not resources and not alone:
        return
    name = qualified(node)
    lines = (resources or alone)[0].lines
    yield Router(lines=lines, name=name, framework="api-platform", root=True)
    for number, resource in enumerate(resources):
        listed = operations_of(node, number)
        for operation in usual() if listed is None and not alone else listed or ():
            yield _route(name, resource, operation)
    for each in alone:
        yield _route(name, resources[0] if resources else each, Operation(each.name, each))


def _route(name: str, resource: Annotation, operation: Operation) -> Route:
    own = operation.said
    short = resource.text("shortName") or name.rpartition(".")[2]
    usual_path = "/" + plural(snake(short))
    template = (own.text("uriTemplate", "path") if own else "") or (
        resource.text("uriTemplate") if resource.name == "ApiResource" else ""
    )
    if not template:
        template = usual_path
        if operation.name not in ("GetCollection", "Post"):
            template = f"{usual_path}/{{id}}"
    prefix = (own.text("routePrefix") if own else "") or resource.text("routePrefix")
    path = plain_text(f"{prefix}/{template.lstrip('/')}")
    return Route(
        lines=own.lines if own else resource.lines, router=name, framework="api-platform",
        methods=(operation.method,), path=Literally(text=path),
        handler=name, guards=_guards(own, resource), scope=name,
    )  # fmt: skip


def _guards(own: Annotation | None, resource: Annotation) -> tuple[Guard, ...]:
    text = (own.text("security") if own else "") or resource.text("security")
    return tuple(role(name) for name in _ROLE.findall(text))
