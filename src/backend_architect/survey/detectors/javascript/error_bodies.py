"""What an error answer of a program of Node looks like.

Recognises: `res.status(404).json({ message })` and `send`, with a status of 400 or more: the first
of the members that tell what went wrong; `throw new NotFoundException()` of NestJS, which answers
with `message`, unless it is given a body of its own.
Versions seen: Express 4 and 5, NestJS 7 to 11.
Not recognised: bodies made elsewhere; statuses that are no numbers or no constants of
http-status-codes.
Documentation: https://expressjs.com/en/guide/error-handling.html,
https://docs.nestjs.com/exception-filters
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Habit
from backend_architect.survey.grammars.javascript.nodes import arguments, pairs, plain
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_MEMBERS = ("detail", "errors", "error", "message", "msg")
_PROBLEM = frozenset(("type", "title", "status", "detail"))


@detector(
    language="javascript",
    anchors=(".status(", "Exception("),
    query="""
    (call_expression
      function: (member_expression
        object: (call_expression
          function: (member_expression property: (property_identifier) @_status)
          arguments: (arguments . (_) @code))
        property: (property_identifier) @_answer)
      arguments: (arguments . (object) @body)
      (#eq? @_status "status") (#any-of? @_answer "json" "send")) @call
    (throw_statement (new_expression constructor: (identifier) @exception) @made) @thrown
    """,
)
def error_bodies(match: Match) -> Iterator[Fact]:
    """One vote for each answer that tells of an error."""
    call, thrown = match.node("call"), match.node("thrown")
    if thrown is not None:
        module = names_of(match.source).module_of(match.text("exception"))
        if module == "@nestjs/common" and match.text("exception").endswith("Exception"):
            yield from _vote(thrown, match.node("made"), "message")
    elif call is not None and _is_error(match.node("code")):
        yield from _vote(call, call, "")


def _is_error(node: Node | None) -> bool:
    text = node_text(plain(node)).rpartition(".")[2] if node is not None else ""
    if text.isdigit():
        return int(text) >= HTTPStatus.BAD_REQUEST
    known = HTTPStatus.__members__.get(re.sub(r"^HTTP_(\d+_)?", "", text))
    return known is not None and known >= HTTPStatus.BAD_REQUEST


def _vote(where: Node, call: Node | None, usual: str) -> Iterator[Fact]:
    """By the members of the object that the call is given; `usual` where it is given none."""
    given = arguments(call)
    body = pairs(given[0]) if given else {}
    value = next((each for each in _MEMBERS if each in body), "" if body else usual)
    if len(body.keys() & _PROBLEM) > 2:
        value = "problem"
    if value:
        yield Habit(lines=node_lines(where), kind="error", value=value)
