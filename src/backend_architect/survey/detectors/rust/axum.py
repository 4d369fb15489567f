"""Axum: routers, nested and merged, with the methods and layers of their routes.

Recognises: `Router::new()`, aide's `ApiRouter::new()`, utoipa-axum's `OpenApiRouter::new()` in
variables, chains, functions that make, take and return routers; `route`, `api_route`, `nest`,
`nest_service` and `nest_api_service` of routers, `merge`, `route_service`; method routers in
chains (`get(a).post(b)`, `on(MethodFilter::PUT, c)`, `any`, `get_service`, `get_with`), bound to
variables or returned by functions of the same file; `routes!(a, b)` with utoipa's
`#[utoipa::path]`; `layer` and `route_layer` with `from_fn`, `from_extractor` and own layers as
guards of what was added before; Loco's `Routes::new().prefix(..).add(..)` and `AppRoutes`.
Versions seen: axum 0.5 to 0.8, utoipa-axum 0.1 and 0.2, aide 0.13, loco 0.3 to 0.16.
Not recognised: fallbacks; services that are no routers (`ServeDir`); `typed_get` of axum-extra;
Loco's own health routes.
Documentation: https://docs.rs/axum/latest/axum/struct.Router.html, https://docs.rs/utoipa-axum/,
https://docs.rs/aide/, https://loco.rs/docs/the-app/controller/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import (
    Chain,
    Expression,
    Fact,
    Name,
    Resource,
    Route,
    Unresolved,
)
from backend_architect.survey.grammars.rust.text import callee_of, expression, macro_name
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Wire,
    lines_of,
    read_function,
    steps_of,
)
from backend_architect.survey.idioms.rust.guards import checks, layer_guards
from backend_architect.survey.idioms.rust.macros import names_in
from backend_architect.survey.idioms.rust.method_routers import method_routers
from backend_architect.survey.idioms.rust.routes import formed, without_root

_MAKERS = frozenset(
    f"{kind}.{maker}"
    for kind in ("Router", "ApiRouter", "OpenApiRouter", "Routes", "AppRoutes")
    for maker in ("new", "default", "with_openapi", "empty", "with_default_routes")
)
_ROUTES = frozenset(
    ("route", "api_route", "api_route_with", "route_with", "route_with_tsr", "add", "route_docs")
)
_NESTS = frozenset(
    ("nest", "nest_service", "nest_api_service", "nest_route", "nest_routes", "nest_prefix")
)
_MERGES = frozenset(("merge", "add_route", "add_routes", "merge_openapi"))
_LAYERS = frozenset(("layer", "route_layer"))
_FILES = ("ServeDir", "ServeFile", "Redirect", "Html")


def _make(_flow: Flow, call: Node) -> Expression | None:
    callee = ".".join(callee_of(call).split(".")[-2:])
    return EMPTY if callee in _MAKERS else None


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    given = step.arguments
    if step.name in _ROUTES and len(given) >= 2:
        _route(flow, wire, step)
    elif step.name in _NESTS and len(given) == 2:
        flow.mount(wire, given[1], formed(flow.text(given[0])))
    elif step.name in _MERGES:
        for each in given:
            flow.mount(wire, each)
    elif step.name == "prefix" and len(given) == 1:
        return _prefixed(flow, wire, step)
    elif step.name == "routes" and given:
        _documented(flow, wire, step)
    elif step.name == "route_service" and len(given) == 2:
        _service(flow, wire, step)
    elif step.name in _LAYERS and given:
        _layer(flow, wire, step)
    else:
        flow.visit(given)
    return wire


def _route(flow: Flow, wire: Wire, step: Step) -> None:
    path = without_root(formed(flow.text(step.arguments[0])))
    found = list(method_routers(flow, step.arguments[1]))
    for methods, handler, guards in found:
        flow.say(
            wire,
            Route(
                lines=lines_of(step),
                scope=flow.scope,
                router=wire.name,
                methods=methods,
                path=path,
                handler=handler,
                framework="axum",
                guards=guards,
            ),
        )
    if not found:
        what, reason = "methods of a route", "What answers here is made elsewhere."
        flow.facts.append(
            Unresolved(lines=lines_of(step), scope=flow.scope, what=what, reason=reason)
        )


def _prefixed(flow: Flow, wire: Wire, step: Step) -> Wire:
    """Loco: everything on these routes stands below the prefix."""
    below = flow.make(step.call, flow.text(step.arguments[0]))
    flow.mount_wire(below, wire, step.call)
    return below


def _documented(flow: Flow, wire: Wire, step: Step) -> None:
    """`routes!(a, b)`: the paths are those of the handlers' own attributes."""
    base, _ = steps_of(step.arguments[0])
    if base.type != "macro_invocation" or macro_name(base) != "routes":
        flow.visit(step.arguments)
        return
    for name in names_in(base):
        flow.say(
            wire,
            Resource(
                lines=lines_of(step),
                scope=flow.scope,
                router=wire.name,
                path=EMPTY,
                controller=name,
                framework="axum",
            ),
        )


def _service(flow: Flow, wire: Wire, step: Step) -> None:
    """A service on one path answers to any method; files and redirects are no operations."""
    if any(name in node_text(step.arguments[1]) for name in _FILES):
        return
    said = expression(step.arguments[1])
    flow.say(
        wire,
        Route(
            lines=lines_of(step),
            scope=flow.scope,
            router=wire.name,
            methods=("ANY",),
            path=without_root(formed(flow.text(step.arguments[0]))),
            handler=said.dotted if isinstance(said, Name) else "",
            framework="axum",
        ),
    )


def _layer(flow: Flow, wire: Wire, step: Step) -> None:
    guards = layer_guards(step.arguments[0])
    flow.guard(wire, checks(guards))
    for guard in guards:
        if guard not in checks(guards) and guard.role != "other":
            flow.facts.append(
                Chain(lines=lines_of(step), scope=flow.scope, router=wire.name, guard=guard)
            )


DIALECT = Dialect(
    framework="axum",
    make=_make,
    step=_step,
    types=frozenset(("Router", "ApiRouter", "OpenApiRouter", "Routes", "AppRoutes")),
    verbs=_ROUTES - {"add"}
    | _NESTS
    | _MERGES
    | _LAYERS
    | {"routes", "route_service", "with_state"},
)
_REGISTERING = _ROUTES | _NESTS | _MERGES | {"routes", "route_service", "route_layer"}
_OTHERS = (b"salvo", b"gotham", b"ServiceConfig", b"actix_web", b"rwf::", b"poem::", b"tide::")


@detector(
    language="rust",
    anchors=tuple(f".{name}(" for name in sorted(_REGISTERING)),
    query="(function_item) @function",
)
def axum(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Axum's routers."""
    if not any(word in match.source.data for word in _OTHERS):
        yield from read_function(match, DIALECT)
