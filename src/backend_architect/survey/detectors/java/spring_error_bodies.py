"""What an error answer of a Spring service looks like.

Recognises: `ProblemDetail` made in a method, and classes that extend
`ResponseEntityExceptionHandler` (RFC 9457); `throw new ResponseStatusException(...)`, whose default
answer tells a `message`; `Map.of("error", ...)` in a class of `@ControllerAdvice`.
Versions seen: Spring 5 to 7.
Not recognised: bodies that are own classes.
Documentation: https://docs.spring.io/spring-framework/reference/web/webmvc/mvc-ann-rest-exceptions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Habit, Literally
from backend_architect.survey.grammars.java.text import call_arguments, expression
from backend_architect.survey.idioms.java.annotations import annotated, class_around

_ADVICE = frozenset(("ControllerAdvice", "RestControllerAdvice"))
_MEMBERS = ("detail", "errors", "error", "message", "msg")


@detector(
    language="java",
    anchors=("ProblemDetail", "ResponseEntityExceptionHandler", "ResponseStatusException",
             "ControllerAdvice"),
    query="""
(method_invocation
  object: (identifier) @_problem (#eq? @_problem "ProblemDetail")) @made
(class_declaration superclass: (superclass (type_identifier) @_base)
  (#eq? @_base "ResponseEntityExceptionHandler")) @handler
(throw_statement (object_creation_expression type: (type_identifier) @_thrown)
  (#eq? @_thrown "ResponseStatusException")) @throws
(method_invocation
  object: (identifier) @_map name: (identifier) @_of
  (#eq? @_map "Map") (#eq? @_of "of")) @map
""",
)  # fmt: skip
def spring_error_bodies(match: Match) -> Iterator[Fact]:
    """One vote for each place that answers with an error."""
    for name, value in (("made", "problem"), ("handler", "problem"), ("throws", "message")):
        node = match.node(name)
        if node is not None:
            first = node_lines(node)[0]
            yield Habit(lines=(first, first), scope=match.scope(name), kind="error", value=value)
    call = match.node("map")
    around = class_around(call) if call is not None else None
    if call is None or around is None or not (_ADVICE & annotated(around).keys()):
        return
    said = [expression(node) for node in call_arguments(call)[::2]]
    keys = {each.text for each in said if isinstance(each, Literally)}
    value = next((each for each in _MEMBERS if each in keys), "")
    if value:
        yield Habit(lines=node_lines(call), scope=match.scope("map"), kind="error", value=value)
