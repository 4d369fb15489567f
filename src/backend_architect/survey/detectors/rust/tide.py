"""Tide: applications, paths and what is nested below them.

Recognises: `tide::new()`, `tide::with_state`, `Server::new`; `at` in chains and variables, also
below one another; `get` to `trace`, `all`, `method`; `nest` with applications of variables,
functions and blocks; `with` as a guard.
Versions seen: 0.6 to 0.16.
Not recognised: `serve_dir`, `serve_file`.
Documentation: https://docs.rs/tide/latest/tide/struct.Route.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.rust.text import callee_of
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Wire,
    read_function,
)
from backend_architect.survey.idioms.rust.routes import (
    VERBS,
    formed,
    handler_of,
    method_in,
    without_root,
)
from backend_architect.survey.idioms.rust.saying import say_chain, say_route

_MAKERS = frozenset(("tide.new", "tide.with_state", "Server.new", "Server.with_state", "App.new"))


def _make(_flow: Flow, call: Node) -> Expression | None:
    return EMPTY if ".".join(callee_of(call).split(".")[-2:]) in _MAKERS else None


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    given = step.arguments
    if step.name == "at" and len(given) == 1:
        below = flow.make(step.call, without_root(formed(flow.text(given[0]))))
        flow.mount_wire(wire, below, step.call)
        return below
    if step.name in VERBS and given:
        say_route(flow, wire, step, (VERBS[step.name],), EMPTY, handler_of(given[0]))
    elif step.name == "all" and given:
        say_route(flow, wire, step, ("ANY",), EMPTY, handler_of(given[0]))
    elif step.name == "method" and len(given) == 2:
        methods = method_in(given[0]) or ("ANY",)
        say_route(flow, wire, step, methods, EMPTY, handler_of(given[1]))
    elif step.name == "nest" and given:
        flow.mount(wire, given[0])
    elif step.name == "with" and given:
        say_chain(flow, wire, step)
    else:
        flow.visit(given)
    return wire


DIALECT = Dialect(
    framework="tide",
    make=_make,
    step=_step,
    types=frozenset(("Server", "Route")),
    verbs=frozenset(("at", "nest")),
)


@detector(language="rust", anchors=(".at(",), query="(function_item) @function")
def tide(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Tide's routes."""
    if b"tide" in match.source.data:
        yield from read_function(match, DIALECT)
