"""Express: what handlers take from a request.

Recognises: `req.query.page`, `req.query["page"]`, `const { page } = req.query`, the same of
`req.body`, `req.headers` and `req.cookies`; `req.header("X-Name")` and `req.get("X-Name")`.
Versions seen: 4.x, 5.x.
Not recognised: requests handed on whole; members of members. Path parameters are said by the paths.
Documentation: https://expressjs.com/en/5x/api.html#req
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Consumed, Fact, Input
from backend_architect.survey.grammars.javascript.nodes import string
from backend_architect.survey.grammars.javascript.scopes import scope_of

if TYPE_CHECKING:
    from tree_sitter import Node

_PLACES: dict[str, Literal["query", "header", "cookie", "body"]] = {
    "query": "query", "body": "body", "headers": "header", "cookies": "cookie", "header": "header",
    "get": "header",
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z_][\w\-]*\Z")


@detector(
    language="javascript",
    anchors=("req.", "request.", "req?.", "= req"),
    query="""
    (member_expression
      object: (member_expression object: (identifier) @_req property: (property_identifier) @place)
      property: (property_identifier) @name
      (#any-of? @_req "req" "request") (#any-of? @place "query" "body" "headers" "cookies"))
    (subscript_expression
      object: (member_expression object: (identifier) @_req property: (property_identifier) @place)
      index: (string) @name
      (#any-of? @_req "req" "request") (#any-of? @place "query" "body" "headers" "cookies"))
    (variable_declarator
      name: (object_pattern [
        (shorthand_property_identifier_pattern) @name
        (pair_pattern key: (property_identifier) @name)
        (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)])
      value: (member_expression
        object: (identifier) @_req property: (property_identifier) @place)
      (#any-of? @_req "req" "request") (#any-of? @place "query" "body" "headers" "cookies"))
    (call_expression
      function: (member_expression object: (identifier) @_req
                                   property: (property_identifier) @place)
      arguments: (arguments . (string) @name)
      (#any-of? @_req "req" "request") (#any-of? @place "header" "get"))
    """,
)
def express_inputs(match: Match) -> Iterator[Fact]:
    """One input for each member that is read."""
    node, place = match.node("name"), _PLACES.get(match.text("place"))
    if node is None or place is None:
        return
    name = string(node) or node_text(node)
    scope = scope_of(node)
    if scope and _NAME.match(name) and not _is_called(node):
        yield Consumed(lines=node_lines(node), scope=scope,
                       input=Input(name=name, location=place, required=False))  # fmt: skip


def _is_called(node: Node) -> bool:
    """True for `req.headers.hasOwnProperty(...)`: a method, no input."""
    member = node.parent
    call = member.parent if member is not None else None
    return (
        member is not None
        and member.type == "member_expression"
        and call is not None
        and call.type == "call_expression"
        and call.child_by_field_name("function") == member
    )
