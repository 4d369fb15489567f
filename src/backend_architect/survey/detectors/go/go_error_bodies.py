"""What an error answer of a service in Go looks like.

Recognises: `c.JSON(status, body)`, `c.AbortWithStatusJSON(status, body)` (Gin, Echo) and
`c.Status(status).JSON(body)` (Fiber) with a status of 400 or more, as a number or a constant
(`http.StatusNotFound`), whose body is written in place: the first of the members that tell what
went wrong.
Versions seen: Gin 1, Fiber 2 and 3.
Not recognised: bodies made by own functions; statuses in variables.
Documentation: https://gin-gonic.com/en/docs/rendering/, https://docs.gofiber.io/guide/error-handling
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Habit, Literally, Name
from backend_architect.survey.grammars.go.text import expression

_MEMBERS = ("detail", "errors", "error", "message", "msg")
_PROBLEM = frozenset(("type", "title", "status", "detail"))
_STATUS = re.compile(r"(?:\w+\.)?Status(\w+)\Z|(\d{3})\Z")
_NAMES = {name.replace("_", ""): status for name, status in HTTPStatus.__members__.items()}


@detector(
    language="go",
    anchors=("JSON(",),
    query="""
(call_expression
  function: (selector_expression field: (field_identifier) @_answer)
  arguments: (argument_list . (_) @status . (composite_literal) @body .)
  (#any-of? @_answer "JSON" "AbortWithStatusJSON" "IndentedJSON" "PureJSON")) @call
(call_expression
  function: (selector_expression
    operand: (call_expression
      function: (selector_expression field: (field_identifier) @_status)
      arguments: (argument_list . (_) @status .))
    field: (field_identifier) @_answer)
  arguments: (argument_list . (composite_literal) @body .)
  (#eq? @_status "Status") (#eq? @_answer "JSON")) @call
""",
)
def go_error_bodies(match: Match) -> Iterator[Fact]:
    """One vote for each answer that tells of an error."""
    if not _is_error(match.text("status")):
        return
    keys = set(_keys(match.nodes("body")[0]))
    value = next((each for each in _MEMBERS if each in keys), "")
    value = "problem" if len(keys & _PROBLEM) > 2 else value
    if value:
        yield Habit(
            lines=node_lines(match.nodes("call")[0]),
            scope=match.scope("call"),
            kind="error",
            value=value,
        )


def _is_error(status: str) -> bool:
    found = _STATUS.match(status)
    if found is None:
        return False
    code = int(found[2]) if found[2] else _NAMES.get(found[1].upper(), 0)
    return code >= HTTPStatus.BAD_REQUEST


def _keys(literal: Node) -> Iterator[str]:
    """The keys of a map's or struct's literal, in lower case."""
    body = literal.child_by_field_name("body")
    for element in body.named_children if body is not None else ():
        key = element.child_by_field_name("key")
        said = expression(key) if key is not None else None
        if isinstance(said, Literally | Name):
            text = said.text if isinstance(said, Literally) else said.dotted
            yield text.lower()
