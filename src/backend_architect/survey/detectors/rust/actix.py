"""Actix Web and ntex: applications, scopes, resources and what configures them.

Recognises: `App::new()`, `web::scope`, `web::resource` in chains, variables and functions that make
or take them; `service` of scopes, resources, handlers with attributes, tuples and `services![]`;
`route` with `web::get().to(h)`, `web::method`, `web::route().guard(..)`; resources' `to`, `get` and
the like; `configure` with functions, closures and functions that return closures; parameters of
type `&mut ServiceConfig`; `wrap` and `wrap_fn` as guards; utoipa's `OpenApiRouter` around them.
Versions seen: actix-web 2 to 4, ntex 0.4 to 2.
Not recognised: `default_service`, files, redirects; guards by header or host.
Documentation: https://actix.rs/docs/url-dispatch, https://docs.rs/actix-web/latest/actix_web/web/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    dotted,
    macro_name,
)
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Wire,
    read_function,
    steps_of,
)
from backend_architect.survey.idioms.rust.items import short_lines
from backend_architect.survey.idioms.rust.macros import names_in
from backend_architect.survey.idioms.rust.routes import VERBS, formed, handler_of, method_in
from backend_architect.survey.idioms.rust.saying import say_chain, say_resource, say_route

_PREFIXED = ("scope", "resource")
_ANSWERS = ("to", "to_async", "service", "f", "h", "with", "with_async")


def _make(flow: Flow, call: Node) -> Expression | None:
    parts = callee_of(call).split(".")
    given = call_arguments(call)
    if (
        parts[-1] in _PREFIXED
        and len(given) == 1
        and parts[:-1] in ([], ["web"], ["actix_web", "web"], ["ntex", "web"])
    ):
        return formed(flow.text(given[0]))
    if parts[-2:] in (["Scope", "new"], ["Resource", "new"]) and len(given) == 1:
        return formed(flow.text(given[0]))
    return EMPTY if parts[-2:] == ["App", "new"] else None


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    given = step.arguments
    if step.name in ("service", "register"):
        for each in given:
            _serve(flow, wire, each)
    elif step.name == "route" and given:
        path = formed(flow.text(given[0])) if len(given) > 1 else EMPTY
        _routes(flow, wire, path, given[-1], step)
    elif step.name in ("to", "to_async") and given:
        say_route(flow, wire, step, ("ANY",), EMPTY, handler_of(given[0]))
    elif step.name in VERBS and len(given) == 1:
        say_route(flow, wire, step, (VERBS[step.name],), EMPTY, handler_of(given[0]))
    elif step.name == "configure" and given:
        _configure(flow, wire, step)
    else:
        _around(flow, wire, step)
    return wire


def _around(flow: Flow, wire: Wire, step: Step) -> None:
    """What is no registration: middleware, and whatever may hold routers inside."""
    if step.name in ("wrap", "wrap_fn"):
        say_chain(flow, wire, step)
    else:
        flow.visit(step.arguments)


def _serve(flow: Flow, wire: Wire, node: Node) -> None:
    """`service(x)`: a scope or resource, a handler with an attribute, or several of them."""
    if node.type == "tuple_expression":
        for each in node.named_children:
            _serve(flow, wire, each)
    elif node.type == "macro_invocation" and macro_name(node) == "services":
        for name in names_in(node):
            say_resource(flow, wire, short_lines(node), name)
    elif node.type in ("identifier", "scoped_identifier"):
        known = flow.names.get(dotted(node))
        if known is not None:
            flow.mount(wire, node)
        elif dotted(node) not in flow.lets:
            say_resource(flow, wire, short_lines(node), dotted(node))
    else:
        flow.mount(wire, node)


def _configure(flow: Flow, wire: Wire, step: Step) -> None:
    """The function is given the router; a call gives such a function."""
    node = step.arguments[0]
    if node.type == "closure_expression":
        flow.closure(node, wire)
    elif dotted(node):
        flow.hand(wire, step.call, dotted(node), 0)
    else:
        flow.mount(wire, node)


def _routes(flow: Flow, wire: Wire, path: Expression, node: Node, step: Step) -> None:
    """`web::get().guard(..).to(handler)`: the methods of its beginning and of its guards."""
    base, steps = steps_of(node)
    last = callee_of(base).rpartition(".")[2] if base.type == "call_expression" else ""
    if (
        last not in VERBS
        and last not in ("method", "route", "to")
        and "Route" not in callee_of(base)
    ):
        return
    methods = (VERBS[last],) if last in VERBS else method_in(base)
    handler = handler_of(call_arguments(base)[0]) if last == "to" and call_arguments(base) else ""
    for each in steps:
        if each.name == "method" and each.arguments:
            methods = method_in(each.arguments[0]) or methods
        elif each.name == "guard" and each.arguments:
            methods = methods or _guarded(each.arguments[0])
        elif each.name in _ANSWERS and each.arguments:
            handler = handler_of(each.arguments[0])
    say_route(flow, wire, step, methods or ("ANY",), path, handler)


def _guarded(node: Node) -> tuple[str, ...]:
    """`guard::Get()`, `guard::Method(Method::GET)`, `guard::Any(guard::Get()).or(guard::Put())`."""
    found = list(method_in(node))
    waiting = [node]
    while waiting:
        each = waiting.pop()
        name = callee_of(each).rpartition(".")[2].lower() if each.type == "call_expression" else ""
        if name in VERBS and not call_arguments(each):
            found.append(VERBS[name])
        waiting.extend(each.named_children)
    return tuple(sorted(set(found)))


DIALECT = Dialect(
    framework="actix",
    make=_make,
    step=_step,
    types=frozenset(("ServiceConfig", "Scope", "App", "Resource")),
    verbs=frozenset(("service", "configure")),
)
_KNOWN = (b"actix", b"ntex", b"ServiceConfig", b"web::", b"scope(")


@detector(
    language="rust",
    anchors=(
        "scope(",
        "resource(",
        ".service(",
        ".route(",
        ".configure(",
        ".to(",
        "ServiceConfig",
        ".register(",
    ),
    query="(function_item) @function",
)
def actix(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Actix' routers."""
    data = match.source.data
    if any(word in data for word in _KNOWN) and b"axum" not in data:
        yield from read_function(match, DIALECT)
