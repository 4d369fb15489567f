"""Gotham: routes of router builders.

Recognises: `build_simple_router` and `build_router` with their closures; `get` to `options`,
`get_or_head`, `request(vec![..], path)` followed by `to`, `to_async` and the like; `scope`,
`with_pipeline_chain`, `associate`, `delegate(..).to_router(..)`; builders given to functions.
Versions seen: 0.2 to 0.7.
Not recognised: `to_dir`, `to_file`; extractors' types.
Documentation: https://docs.rs/gotham/latest/gotham/router/builder/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.rust.text import call_arguments, callee_of
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Wire,
    following,
    read_function,
)
from backend_architect.survey.idioms.rust.routes import (
    VERBS,
    formed,
    handler_of,
    method_in,
    without_root,
)
from backend_architect.survey.idioms.rust.saying import say_route

_VERBS = {**{verb: (method,) for verb, method in VERBS.items()}, "get_or_head": ("GET", "HEAD")}
_ENDS = frozenset(("to", "to_async", "to_new_handler", "to_async_borrowing"))


def _make(flow: Flow, call: Node) -> Expression | Wire | None:
    name, given = callee_of(call).rpartition(".")[2], call_arguments(call)
    if name not in ("build_simple_router", "build_router") or not given:
        return None
    wire = flow.make(call)
    if given[-1].type == "closure_expression":
        flow.closure(given[-1], wire)
    return wire


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    given = step.arguments
    if step.name in _VERBS and len(given) <= 1:
        path = without_root(formed(flow.text(given[0]))) if given else EMPTY
        _route(flow, wire, step, _VERBS[step.name], path)
    elif step.name == "request" and len(given) == 2:
        methods = method_in(given[0]) or ("ANY",)
        _route(flow, wire, step, methods, without_root(formed(flow.text(given[1]))))
    elif step.name in ("scope", "associate") and len(given) == 2:
        below = flow.make(step.call, formed(flow.text(given[0])))
        flow.mount_wire(wire, below, step.call)
        flow.closure(given[1], below)
    elif step.name in ("with_pipeline_chain", "delegate_without_pipelines") and len(given) == 2:
        if given[1].type == "closure_expression":
            flow.closure(given[1], wire)
    elif step.name == "delegate" and given:
        for later in following(step):
            if later.name in ("to_router", "to") and later.arguments:
                flow.mount(wire, later.arguments[0], formed(flow.text(given[0])))
    elif step.name not in _ENDS:
        flow.visit(given)
    return wire


def _route(flow: Flow, wire: Wire, step: Step, methods: tuple[str, ...], path: Expression) -> None:
    for later in following(step):
        if later.name in _ENDS and later.arguments:
            say_route(flow, wire, step, methods, path, handler_of(later.arguments[0]))
            return


DIALECT = Dialect(
    framework="gotham",
    make=_make,
    step=_step,
    types=frozenset(
        ("RouterBuilder", "ScopeBuilder", "Router", "DrawRoutes", "AssociatedRouteBuilder")
    ),
    verbs=frozenset(),
)


_KNOWN = (b"build_simple_router", b"build_router", b"RouterBuilder", b"DrawRoutes")


@detector(
    language="rust",
    anchors=tuple(word.decode() for word in _KNOWN),
    query="(function_item) @function",
)
def gotham(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Gotham's routes."""
    if any(word in match.source.data for word in _KNOWN):
        yield from read_function(match, DIALECT)
