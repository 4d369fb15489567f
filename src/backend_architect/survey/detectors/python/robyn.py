"""Robyn: routes.

Recognises: `Robyn(__file__)`, `SubRouter(__file__, prefix="/x")`, `@app.get("/x/:id")` and its
like, `add_route("GET", "/x", handler)`, `include_router`; a sub-router is said with its own prefix.
Versions seen: 0.40 to 0.70.
Not recognised: views by `add_view`, directories that are served.
Documentation: https://robyn.tech/documentation/en/api_reference
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Mount, Name, Route, Router
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    assigned,
    callee,
    dotted,
    expression,
    handed_over,
    last,
    scope,
)
from backend_architect.survey.idioms.python.flask import decorator_guards
from backend_architect.survey.idioms.python.routes import (
    COLON,
    VERBS,
    imports,
    qualified,
    with_parameters,
)

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=("robyn",),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])(Robyn|SubRouter)$")) @made)
    (decorated_definition
      (decorator (call function: (attribute object: (identifier) @app
                                            attribute: (identifier) @verb)) @call)
      definition: (function_definition) @handler
      (#any-of? @verb "get" "post" "put" "patch" "delete" "head" "options"))
    (call function: (attribute object: (identifier) @app attribute: (identifier) @verb)
      (#any-of? @verb "add_route" "include_router")) @plain
    """,
)
def robyn(match: Match) -> Iterator[Fact]:
    """Applications, sub-routers and routes."""
    made, handler, plain = match.node("made"), match.node("handler"), match.node("plain")
    if not imports(match.source.data, "robyn"):
        return
    if made is not None and assigned(made):
        yield _router(made)
    elif handler is not None:
        yield from _decorated(match, handler)
    elif plain is not None:
        yield from _called(plain, match.text("app"), match.text("verb"))


def _router(made: Node) -> Router:
    given = arguments(made)
    prefix = given.get("prefix", 1)
    whole = last(callee(made)) == "Robyn"
    return Router(
        lines=node_lines(made), scope=scope(made), name=assigned(made), framework="robyn",
        root=whole,
        prefix=Literally(text="") if prefix is None or whole else expression(prefix),
    )  # fmt: skip


def _decorated(match: Match, handler: Node) -> Iterator[Fact]:
    call = match.node("call")
    path = arguments(call).get("endpoint", 0) if call is not None else None
    if call is None or path is None:
        return
    verb = match.text("verb")
    yield Route(
        lines=node_lines(call), scope=scope(call), router=match.text("app"),
        methods=(verb.upper(),), path=with_parameters(expression(path), COLON),
        handler=qualified(handler), framework="robyn", guards=decorator_guards(handler),
    )  # fmt: skip


def _called(call: Node, app: str, verb: str) -> Iterator[Fact]:
    given = arguments(call)
    yield from handed_over(call, app, "robyn")
    if verb == "include_router":
        child = dotted(given.get("router", 0))
        if child:
            yield Mount(lines=node_lines(call), scope=scope(call), parent=app,
                        child=Name(dotted=child))  # fmt: skip
        return
    yield from _added(call, app, given)


def _added(call: Node, app: str, given: Arguments) -> Iterator[Route]:
    """`add_route(route_type, endpoint, handler)`; the type is a text or `HttpMethod.GET`."""
    kind, path = given.get("route_type", 0), given.get("endpoint", 1)
    written = given.text("route_type", 0) or last(dotted(kind))
    if path is not None and written.lower() in VERBS:
        yield Route(
            lines=node_lines(call), scope=scope(call), router=app, methods=(written.upper(),),
            path=with_parameters(expression(path), COLON), framework="robyn",
            handler=dotted(given.get("handler", 2)),
        )  # fmt: skip
