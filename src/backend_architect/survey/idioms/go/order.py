"""In which order a function of Go puts middleware and routes on a router.

A route takes the middleware its router has when it is registered, and a group that of its parent
when it is made. So `Use` before everything else of its router is the router's chain, and a later
one belongs to what follows it.
"""

from __future__ import annotations

import re
from functools import cache

from tree_sitter import Node, Query, QueryCursor

from backend_architect.survey.facts import Guard, Literally
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import dotted, expression
from backend_architect.survey.idioms.go.routing import (
    Dialect,
    arguments_of,
    function_around,
    guards_of,
)

_USE = """
(call_expression
  function: (selector_expression operand: (_) @router field: (field_identifier) @_use)
  (#eq? @_use "Use")) @call
"""


@cache
def _query() -> Query:
    return Query(grammar("go").language, _USE)


def is_late(use: Node, router: Node, dialect: Dialect) -> bool:
    """True for a `Use` of a router that already has a route or group, or was handed on."""
    function = function_around(use)
    return function is not None and _first(function, dotted(router), dialect) < use.start_byte


def late_guards(router: Node, dialect: Dialect) -> tuple[Guard, ...]:
    """The guards of late `Use` calls on a router before the place where it is written."""
    function, written = function_around(router), dotted(router)
    if function is None or not written or b".Use(" not in (function.text or b""):
        return ()
    first = _first(function, written, dialect)
    found: list[Guard] = []
    for _, captures in QueryCursor(_query()).matches(function):
        call, on = captures["call"][0], captures["router"][0]
        given = arguments_of(call)
        everywhere = not (given and isinstance(expression(given[0]), Literally))
        if dotted(on) == written and everywhere and first < call.start_byte < router.start_byte:
            found.extend(guards_of(given, dialect))
    return tuple(found)


def _first(function: Node, router: str, dialect: Dialect) -> int:
    """Where the first route, group or handing on of a router begins."""
    name = re.escape(router).encode()
    calls = "|".join((*dialect.verbs, *dialect.grouping)).encode()
    pattern = rb"(?<![\w.])%b\.(?:%b)\(|[(,]\s*%b\s*[,)]" % (name, calls, name)
    body = function.child_by_field_name("body")
    text = (body.text or b"") if body is not None else b""
    found = re.search(pattern, text)
    return body.start_byte + found.start() if found and body is not None else function.end_byte
