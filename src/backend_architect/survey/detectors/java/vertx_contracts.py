"""Vert.x routers that are made of an OpenAPI document.

Recognises: `RouterBuilder.create(vertx, "openapi.yaml")`, `OpenAPIContract.from(vertx, "...")` and
`OpenAPI3RouterFactory.create(vertx, "...")`.
Versions seen: 3.5 to 5.0.
Not recognised: documents whose name is made when the program runs.
Documentation: https://vertx.io/docs/vertx-web-openapi-router/java/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Followed, Literally

_MAKERS = ("RouterBuilder", "OpenAPIContract", "OpenAPI3RouterFactory")


@detector(
    language="java",
    anchors=_MAKERS,
    query="""
    (method_invocation
      object: (identifier) @maker
      arguments: (argument_list (_) (string_literal) @document)
      (#any-of? @maker "RouterBuilder" "OpenAPIContract" "OpenAPI3RouterFactory")) @call
    """,
)
def vertx_contracts(match: Match) -> Iterator[Fact]:
    """The program follows the document that the router is made of."""
    document = match.expression("document")
    if match.text("maker") in _MAKERS and isinstance(document, Literally) and document.text:
        yield Followed(
            lines=match.lines("call"),
            scope=match.scope("call"),
            document="openapi",
            contract=document.text,
            framework="vertx",
        )
