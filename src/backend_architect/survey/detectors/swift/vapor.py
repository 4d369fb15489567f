"""Vapor: applications, groups, collections of routes.

Recognises: `get` to `options` and `on(.PUT, ..)` with components of paths and `use:` or a closure;
`grouped` and `group` with paths and middleware; `register(collection:)` of collections made in
place or before, whose `boot(routes:)` is read wherever it is; applications and builders given to
functions; `app.middleware.use` for everything.
Versions seen: 3 and 4.
Not recognised: path components that a function computes.
Documentation: https://docs.vapor.codes/basics/routing/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.swift.text import callee_of, dotted, inner
from backend_architect.survey.idioms.swift.flow import Dialect, Flow, Step, Wire, read_function
from backend_architect.survey.idioms.swift.paths import (
    VERBS,
    guard_of,
    handler_of,
    method_of,
    path_of,
    split,
)
from backend_architect.survey.idioms.swift.sources import is_test


def _make(flow: Flow, call: Node) -> Wire | None:
    return (
        flow.make(call, root=True)
        if callee_of(call) in ("Application", "Application.make")
        else None
    )


def _step(flow: Flow, wire: Wire, step: Step) -> Wire | None:
    if step.name == "make" and callee_of(step.call) == "Application.make":
        return wire
    if step.name in VERBS:
        components = [each.value for each in step.arguments if not each.label]
        flow.route(wire, step, (VERBS[step.name],), path_of(components), _handler(step))
    elif step.name == "on" and step.arguments:
        components = [each.value for each in step.arguments[1:] if not each.label]
        methods = method_of(step.arguments[0].value)
        if methods:
            flow.route(wire, step, methods, path_of(components), _handler(step))
    elif step.name in ("grouped", "group"):
        return _group(flow, wire, step)
    elif step.name == "register":
        _register(flow, wire, step)
    elif step.name == "use" and ".middleware" in node_text(step.call.named_children[0])[-30:]:
        _middleware(flow, wire, step)
    else:
        for closure in step.closures:
            flow.closure(closure, None)
    return wire


def _handler(step: Step) -> str:
    return handler_of(step.arguments)


def _group(flow: Flow, wire: Wire, step: Step) -> Wire:
    paths, guards = split(step.arguments)
    child = flow.below(wire, step.call, path_of(paths), guards)
    for closure in step.closures:
        flow.closure(closure, child)
    for each in step.arguments:
        if each.label == "configure":
            flow.closure(each.value, child)
    return child


def _register(flow: Flow, wire: Wire, step: Step) -> None:
    for each in step.arguments:
        value = inner(each.value)
        name = callee_of(value) if value.type == "call_expression" else dotted(value)
        name = name.removesuffix(".init").removesuffix(".self")
        if each.label == "collection" and name and not name.startswith("."):
            flow.hand(wire, step.call, f"{name}.boot", 0)


def _middleware(flow: Flow, wire: Wire, step: Step) -> None:
    for each in step.arguments[:1]:
        guard = guard_of(each.value)
        if guard is not None:
            flow.chain(wire, step, guard)


DIALECT = Dialect(
    framework="vapor",
    types=frozenset(("Application", "RoutesBuilder", "Routes", "Router")),
    roots=frozenset(("Application", "Router")),
    make=_make,
    step=_step,
)


@detector(
    language="swift",
    anchors=("RoutesBuilder", "Application", "Router"),
    query="[(function_declaration) (init_declaration)] @function",
)
def vapor(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Vapor's routes."""
    data = match.source.data
    if b"Hummingbird" not in data and not is_test(match.source.path):
        yield from read_function(match.nodes("function")[0], DIALECT)
