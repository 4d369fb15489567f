"""OpenAPI and Swagger documents: the operations they describe.

Recognises: YAML and JSON texts that say `openapi: 3.x` or `swagger: "2.0"` at their top, whatever
their name: methods below `paths`, with `operationId` and `info.title`; the path of the first server
(its variables by their defaults) or `basePath` is the base.
Versions seen: Swagger 2.0, OpenAPI 3.0 to 3.1.
Not recognised: YAML in flow style; webhooks and callbacks, which are calls to others.
Documentation: https://spec.openapis.org/oas/latest.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact, Unresolved
from backend_architect.survey.idioms.contracts import METHODS, path_of
from backend_architect.survey.idioms.outline import Part, Unreadable, outline

_SAYS = re.compile(
    r"""(?:^|[{,])[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?[23]""", re.MULTILINE
)


@detector(anchors=('"openapi"', '"swagger"', "openapi:", "swagger:", "'openapi'", "'swagger'"))
def openapi_documents(match: Match) -> Iterator[Fact]:
    """One described operation for each method of each path."""
    text = match.source.text
    if not match.source.path.endswith((".json", ".yaml", ".yml")) or not _SAYS.search(text):
        return
    try:
        document = outline(text)
    except Unreadable:
        reason = "It is no text of blocks, or larger than is read."
        yield Unresolved(lines=(1, 1), what="an OpenAPI document", reason=reason)
        return
    if not (document.text("openapi") or document.text("swagger")):
        return
    base, title = _base(document), document.text("info", "title")
    for item in document.below("paths"):
        reference = item.text("$ref")
        if reference and item.key.startswith("/"):
            lines = item.first, item.first
            yield Described(
                lines=lines, document="openapi", method="", path=item.key, base=base, service=title,
                reference=reference,
            )  # fmt: skip
        elif item.key.startswith("/"):
            yield from _operations(item, base, title)


def _operations(item: Part, base: str, title: str) -> Iterator[Described]:
    own = item.below("servers")
    base = _server(own[0]) if own else base
    for each in item.parts:
        if each.key in METHODS:
            yield Described(
                lines=(each.first, each.first),
                document="openapi",
                method=each.key.upper(),
                path=item.key,
                base=base,
                name=each.text("operationId"),
                service=title,
            )


def _base(document: Part) -> str:
    servers = document.below("servers")
    return _server(servers[0]) if servers else document.text("basePath").rstrip("/")


def _server(server: Part) -> str:
    """The path of a server's address; "" where a variable without a default is part of it."""
    address = server.text("url")
    for variable in server.below("variables"):
        address = address.replace(f"{{{variable.key}}}", variable.text("default"))
    path = path_of(re.sub(r"^\{[^/{}]*\}", "", address)).rstrip("/")
    return path if "{" not in path and path.startswith("/") else ""
