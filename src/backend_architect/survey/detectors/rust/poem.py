"""Poem: routes, nested, and the services of poem-openapi.

Recognises: `Route::new()` with `at`, `nest`, `nest_no_strip`; method routers (`get(a).post(b)`),
handlers for any method; `with` and `around` as guards of what stands before; functions and
variables that hold routes; `OpenApiService::new((A, B), ..)` with the `#[OpenApi]` implementations
it is made of (`poem_openapi`); a service's document and its pages are no operations.
Versions seen: poem 1 to 3, poem-openapi 2 to 5.
Not recognised: `RouteDomain`, static files.
Documentation: https://docs.rs/poem/latest/poem/struct.Route.html, https://docs.rs/poem-openapi/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.rust.text import call_arguments, callee_of, dotted
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Wire,
    read_function,
)
from backend_architect.survey.idioms.rust.guards import checks, layer_guards
from backend_architect.survey.idioms.rust.items import short_lines
from backend_architect.survey.idioms.rust.method_routers import method_routers
from backend_architect.survey.idioms.rust.routes import formed, handler_of, without_root
from backend_architect.survey.idioms.rust.saying import say_resource, say_route

_PAGES = frozenset(
    ("swagger_ui", "redoc", "rapidoc", "openapi_explorer", "scalar", "spec", "spec_yaml",
     "spec_endpoint", "spec_endpoint_yaml", "stoplight_elements", "swagger_ui_html")
)  # fmt: skip
_FILES = ("StaticFile", "Embedded", "EmbeddedFile", "spec_endpoint", "swagger_ui")


def _make(flow: Flow, call: Node) -> Expression | Wire | None:
    maker = ".".join(callee_of(call).split(".")[-2:])
    if maker == "OpenApiService.new":
        return _service(flow, call)
    return EMPTY if maker in ("Route.new", "Route.default") else None


def _service(flow: Flow, call: Node) -> Wire:
    wire = flow.make(call)
    for api in _parts(call_arguments(call)[:1]):
        name = _type_of(flow, api)
        if name:
            say_resource(flow, wire, short_lines(api), name)
    return wire


def _parts(nodes: list[Node]) -> Iterator[Node]:
    """The members of tuples within tuples."""
    for node in nodes:
        if node.type == "tuple_expression":
            yield from _parts(node.named_children)
        else:
            yield node


def _type_of(flow: Flow, node: Node) -> str:
    """The type of an API's value: `Api`, `Api::new(db)`, `Api { db }`, `Api(db)`, or a variable."""
    if node.type == "struct_expression":
        return dotted(node.child_by_field_name("name"))
    name = callee_of(node) if node.type == "call_expression" else dotted(node)
    if node.type == "identifier" and name in flow.lets and flow.lets[name] != node:
        return _type_of(flow, flow.lets[name])
    owner, _, last = name.rpartition(".")
    return name if last[:1].isupper() else owner


def _step(flow: Flow, wire: Wire, step: Step) -> Wire | None:
    given = step.arguments
    if step.name == "at" and len(given) == 2:
        _at(flow, wire, step)
    elif step.name in ("nest", "nest_no_strip") and len(given) == 2:
        prefix = flow.text(given[0])
        flow.mount(wire, given[1], formed(without_root(prefix)))
    elif step.name in ("with", "around", "before") and given:
        flow.guard(wire, checks(layer_guards(given[0])))
    elif step.name in _PAGES:
        return None
    else:
        flow.visit(given)
    return wire


def _at(flow: Flow, wire: Wire, step: Step) -> None:
    path, node = without_root(formed(flow.text(step.arguments[0]))), step.arguments[1]
    found = list(method_routers(flow, node))
    for answer in found:
        say_route(flow, wire, step, answer.methods, path, answer.handler, answer.guards)
    if not found and not any(name in node_text(node) for name in _FILES):
        say_route(flow, wire, step, ("ANY",), path, handler_of(node))


DIALECT = Dialect(
    framework="poem",
    make=_make,
    step=_step,
    types=frozenset(("Route", "OpenApiService")),
    verbs=frozenset(("at", "nest", "nest_no_strip")),
)


@detector(
    language="rust",
    anchors=(".at(", ".nest(", ".nest_no_strip(", "OpenApiService::new("),
    query="(function_item) @function",
)
def poem(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Poem's routes."""
    data = match.source.data
    if b"poem" in data or b"Route::new()" in data or b"OpenApiService" in data:
        yield from read_function(match, DIALECT)
