"""Hummingbird: routers, groups, collections of routes, and the router builder.

Recognises: `Router()` and `app.router`, `get` to `head`, `on`, `group` with closures or chains,
`add(middleware:)`; `RouteCollection` in variables, functions and computed properties,
`addRoutes(_, atPath:)`; routers and groups given to methods of controllers; `RouterBuilder` with
`Get`, `Post`, `Route(.put, ..)` and `RouteGroup`.
Versions seen: 1, 2.
Not recognised: files.
Documentation: https://docs.hummingbird.codes/2.0/documentation/hummingbird/routerguide
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Made, Name
from backend_architect.survey.grammars.swift.text import (
    call_arguments,
    callee_of,
    closures_of,
    dotted,
    inner,
)
from backend_architect.survey.idioms.swift.flow import Dialect, Flow, Step, Wire, read_function
from backend_architect.survey.idioms.swift.paths import (
    VERBS,
    guard_of,
    handler_of,
    method_of,
    path_of,
)
from backend_architect.survey.idioms.swift.sources import is_test

_MAKERS = frozenset(
    ("Router", "HBRouterBuilder", "RouteCollection", "HBApplication", "TrieRouter", "HBRouter")
)


def _make(flow: Flow, call: Node) -> Wire | None:
    name = callee_of(call)
    if name == "RouterBuilder":
        wire = flow.make(call, root=True)
        for closure in closures_of(call):
            _built(flow, wire, closure)
        return wire
    return flow.make(call, root=name != "RouteCollection") if name in _MAKERS else None


def _built(flow: Flow, wire: Wire, closure: Node) -> None:
    """The calls in the closure of a builder: routes, groups, middleware."""
    statements = [c for c in closure.named_children if c.type == "statements"]
    for call in (inner(c) for each in statements for c in each.named_children):
        if call.type == "call_expression":
            _entry(flow, wire, call)


def _entry(flow: Flow, wire: Wire, call: Node) -> None:
    name, given = callee_of(call), call_arguments(call)
    step = Step(name.lower(), given, closures_of(call), call)
    plain = [each.value for each in given if not each.label]
    if step.name in VERBS:
        flow.route(wire, step, (VERBS[step.name],), path_of(plain), handler_of(given))
    elif name == "Route" and plain and method_of(plain[0]):
        methods = method_of(plain[0])
        flow.route(wire, step, methods, path_of(plain[1:]), handler_of(given))
    elif name in ("RouteGroup", "Group"):
        child = flow.below(wire, call, path_of(plain))
        for closure in step.closures:
            _built(flow, child, closure)
    elif name[:1].isupper():
        guard = guard_of(call)
        if guard is not None and guard.role != "other":
            flow.chain(wire, step, guard)


def _step(flow: Flow, wire: Wire, step: Step) -> Wire | None:
    plain = [each.value for each in step.arguments if not each.label]
    if step.name in VERBS:
        flow.route(wire, step, (VERBS[step.name],), path_of(plain), handler_of(step.arguments))
    elif step.name == "on" and plain:
        _on(flow, wire, step, plain)
    elif step.name == "group":
        child = flow.below(wire, step.call, path_of(plain))
        for closure in step.closures:
            flow.closure(closure, child)
        return child
    elif step.name in ("add", "addMiddleware"):
        _middleware(flow, wire, step)
    elif step.name == "addRoutes":
        _add(flow, wire, step)
    elif step.name == "addController":
        for closure in step.closures:
            _built(flow, wire, closure)
    else:
        for closure in step.closures:
            flow.closure(closure, None)
    return wire


def _on(flow: Flow, wire: Wire, step: Step, plain: list[Node]) -> None:
    named = [each.value for each in step.arguments if each.label == "method"]
    methods = method_of(named[0] if named else plain[-1])
    if methods:
        components = plain if named else plain[:-1]
        flow.route(wire, step, methods, path_of(components), handler_of(step.arguments))


def _middleware(flow: Flow, wire: Wire, step: Step) -> None:
    for each in step.arguments:
        guard = guard_of(each.value) if each.label == "middleware" else None
        if guard is not None:
            flow.chain(wire, step, guard)


def _add(flow: Flow, wire: Wire, step: Step) -> None:
    """`router.addRoutes(controller.endpoints, atPath: "/todos")`"""
    paths = [each.value for each in step.arguments if each.label == "atPath"]
    for each in step.arguments[:1]:
        value = inner(each.value)
        found = flow.value(value)
        name = callee_of(value) if value.type == "call_expression" else _member(value)
        if found is not None and found != wire:
            flow.mount(wire, step.call, Name(dotted=found.name), path_of(paths))
        elif name:
            flow.mount(wire, step.call, Made(callee=name), path_of(paths))


def _member(node: Node) -> str:
    """`controller.endpoints`, `TodoController(repository: x).endpoints`."""
    name = dotted(node)
    if name or node.type != "navigation_expression":
        return name
    target, suffix = node.child_by_field_name("target"), node.child_by_field_name("suffix")
    last = suffix.child_by_field_name("suffix") if suffix is not None else None
    made = inner(target) if target is not None else None
    if made is None or last is None or made.type != "call_expression":
        return ""
    return f"{callee_of(made)}.{(last.text or b'').decode()}"


DIALECT = Dialect(
    framework="hummingbird",
    types=frozenset(
        ("Router", "RouterGroup", "RouterMethods", "RouteCollection", "HBRouterBuilder",
         "HBRouterGroup", "HBRouterMethods", "HBApplication")
    ),
    roots=frozenset(("HBApplication",)),
    make=_make,
    step=_step,
)  # fmt: skip


@detector(
    language="swift",
    anchors=("Router", "RouteCollection", "HBApplication"),
    query="""
[(function_declaration) (init_declaration)] @function
(property_declaration computed_value: (_)) @function
""",
)
def hummingbird(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Hummingbird's routes."""
    data = match.source.data
    if b"Hummingbird" in data and not is_test(match.source.path):
        yield from read_function(match.nodes("function")[0], DIALECT)
