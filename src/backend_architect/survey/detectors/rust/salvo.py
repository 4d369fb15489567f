"""Salvo: routers with paths, pushed into one another.

Recognises: `Router::new()`, `Router::with_path`, `with_hoop`; `path`, `get` to `options`, `goal`
and `handle`, `push`, `unshift`, `append`, `then` with a closure; routers in variables and
functions; `hoop` as guards.
Versions seen: 0.37 to 0.84.
Not recognised: static files, `filter` functions, fallbacks.
Documentation: https://salvo.rs/guide/concepts/router.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.rust.text import call_arguments, callee_of
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Wire,
    read_function,
)
from backend_architect.survey.idioms.rust.routes import VERBS, formed, handler_of
from backend_architect.survey.idioms.rust.saying import say_chain, say_route

_FILES = ("StaticDir", "StaticFile", "StaticEmbed", "static_embed", "serve_static", "SwaggerUi",
          "into_router", "Proxy")  # fmt: skip


def _make(flow: Flow, call: Node) -> Expression | Wire | None:
    maker = ".".join(callee_of(call).split(".")[-2:])
    given = call_arguments(call)
    if maker == "Router.with_path" and given:
        return formed(flow.text(given[0]))
    if maker == "Router.with_hoop" and given:
        wire = flow.make(call)
        say_chain(flow, wire, Step("hoop", given, call))
        return wire
    return EMPTY if maker in ("Router.new", "Router.default", "Router.with_filter") else None


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    given = step.arguments
    if step.name in VERBS and given:
        if not any(name in node_text(given[0]) for name in _FILES):
            say_route(flow, wire, step, (VERBS[step.name],), EMPTY, handler_of(given[0]))
    elif step.name in ("goal", "handle") and given:
        if not any(name in node_text(given[0]) for name in _FILES):
            say_route(flow, wire, step, ("ANY",), EMPTY, handler_of(given[0]))
    elif step.name == "path" and given:
        above = flow.make(step.call, formed(flow.text(given[0])))
        flow.mount_wire(above, wire, step.call)
        return above
    elif step.name in ("push", "unshift", "append", "extend"):
        for each in given:
            flow.mount(wire, each)
    elif step.name in ("hoop", "hoop_when"):
        say_chain(flow, wire, Step(step.name, given[:1], step.call))
    elif step.name == "then" and given and given[0].type == "closure_expression":
        flow.closure(given[0], wire)
    else:
        flow.visit(given)
    return wire


DIALECT = Dialect(
    framework="salvo",
    make=_make,
    step=_step,
    types=frozenset(("Router",)),
    verbs=frozenset(("push", "unshift", "hoop", "path")),
)


@detector(
    language="rust",
    anchors=("Router::with_path(", "Router::new(", "Router::with_hoop(", "-> Router", ".push("),
    query="(function_item) @function",
)
def salvo(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Salvo's routers."""
    data = match.source.data
    if b"salvo" in data or b"Router::with_" in data:
        yield from read_function(match, DIALECT)
