"""Handlers of Go with the functions around them: `auth(log(http.HandlerFunc(h.list)))`."""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.survey.facts import Guard
from backend_architect.survey.grammars.go.text import dotted
from backend_architect.survey.idioms.go.routing import (
    arguments_of,
    callee_of,
    declaration_of,
    plain_guard,
)

ADAPTERS = frozenset(("http.HandlerFunc", "HandlerFunc", "handlerFunc", "http.TimeoutHandler"))
#: Handlers that serve files, redirects, errors and what a debugger asks for: no operations.
NO_OPERATIONS = frozenset(
    ("http.FileServer", "http.FileServerFS", "http.RedirectHandler", "http.NotFoundHandler",
     "pprof.Index", "pprof.Cmdline", "pprof.Profile", "pprof.Symbol", "pprof.Trace",
     "pprof.Handler", "expvar.Handler")
)  # fmt: skip
#: Handlers whose operations are said elsewhere: gRPC's gateway follows its service definitions.
_ELSEWHERE = frozenset(("runtime.NewServeMux",))

_WRAPS = re.compile(
    r"(?:[Hh]andler|[Hh]andle|Func|[Ww]rap|[Aa]dapt|[Aa]uth\w*|[Ll]ogg\w+|Access|Required\w*)$"
)


def unwrapped(node: Node) -> tuple[tuple[Guard, ...], str]:
    """The functions around a handler as guards, and the handler's name; a call that is given no
    function makes a handler and is named by its callee."""
    guards: list[Guard] = []
    while node.type == "call_expression":
        given = arguments_of(node)
        callee = callee_of(node)
        fits = [each for each in given if callee in ADAPTERS or _is_handler(each)]
        wraps = len(given) == 1 and dotted(given[0]) and _WRAPS.search(callee)
        fits = fits or (given if wraps else [])
        wrapped = fits[-1] if fits else None
        if wrapped is None or callee in NO_OPERATIONS:
            return tuple(guards), callee
        if callee not in ADAPTERS and callee:
            guards.append(plain_guard(callee))
        node = wrapped
    return tuple(guards), callee_of(node)


def _is_handler(node: Node) -> bool:
    """A function literal, a method value, or a call that gives one."""
    if node.type in ("func_literal", "call_expression"):
        return True
    name = dotted(node)
    return bool(name) and (name.rpartition(".")[2][:1].isupper() or "andle" in name)


def stripped(handler: Node) -> tuple[Node, Node] | None:
    """The prefix and the handler of `http.StripPrefix("/x", handler)`."""
    given = arguments_of(handler) if handler.type == "call_expression" else []
    named = callee_of(handler) == "http.StripPrefix" and len(given) == 2  # prefix and handler
    return (given[0], given[1]) if named else None


def kept(handler: Node) -> Node:
    """What a variable of the function around holds where that is made by a call, the handler itself
    otherwise."""
    name = dotted(handler)
    declared = declaration_of(handler, name) if name and "." not in name else None
    right = declared.child_by_field_name("right") if declared is not None else None
    values = right.named_children if right is not None else []
    return values[0] if len(values) == 1 and values[0].type == "call_expression" else handler


def is_elsewhere(handler: Node) -> bool:
    """True for what serves files, also below a stripped prefix, and for a gateway to gRPC."""
    inner = stripped(handler)
    made = callee_of(inner[1] if inner is not None else handler)
    return made in NO_OPERATIONS or made in _ELSEWHERE
