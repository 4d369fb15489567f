"""Litestar and Starlite: handlers, controllers and routers.

Recognises: functions decorated with `@get("/x")` and its like, `@route(http_method=[...])`,
`@websocket`; `Controller` classes with `path` and decorated methods; `Router(path=,
route_handlers=[...])`; `Litestar(route_handlers=[...], path=)`; `guards=[...]` on all of them;
`app.register(handler)`.
Each handler function and controller is a router of its own name, mounted by the lists it is in.
Versions seen: Starlite 1.51, Litestar 2.0 to 2.15.
Not recognised: handlers found by plugins.
Documentation: https://docs.litestar.dev/latest/usage/routing/overview.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.python.nodes import class_bases, field_text, plain_type
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    attribute_of,
    callee,
    dotted,
    elements,
    enclosing,
    expression,
    last,
    scope,
)
from backend_architect.survey.idioms.python.routes import (
    CURLY,
    VERBS,
    imports,
    methods,
    qualified,
    with_parameters,
)

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=("litestar", "starlite"),
    query="""
    (decorated_definition
      (decorator [(call function: (identifier) @verb) (identifier) @verb] @call)
      definition: (function_definition) @handler
      (#any-of? @verb "get" "post" "put" "patch" "delete" "route" "websocket"
                      "websocket_listener"))
    (class_definition superclasses: (argument_list)) @class
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])(Litestar|Starlite|Router)$")) @made)
    (call function: (attribute object: (identifier) @app attribute: (identifier) @added)
      (#eq? @added "register")) @registered
    """,
)
def litestar(match: Match) -> Iterator[Fact]:
    """Handlers, controllers, routers and applications."""
    handler, class_, made = match.node("handler"), match.node("class"), match.node("made")
    registered = match.node("registered")
    if not imports(match.source.data, "litestar", "starlite"):
        return
    if handler is not None:
        yield from _handler(match, handler)
    elif class_ is not None and any(last(b) == "Controller" for b in class_bases(class_)):
        yield Router(
            lines=node_lines(class_), scope=scope(class_), name=field_text(class_, "name"),
            framework="litestar", prefix=_path(attribute_of(class_, "path")),
            guards=tuple(_guards(attribute_of(class_, "guards"))),
        )  # fmt: skip
    elif made is not None and assigned(made):
        yield from _router(made)
    elif registered is not None:
        for child in arguments(registered).positional:
            yield from _mount(child, match.text("app"))


def _path(node: Node | None) -> Expression:
    return Literally(text="") if node is None else with_parameters(expression(node), CURLY)


def _guards(listed: Node | None) -> Iterator[Guard]:
    for each in elements(listed):
        name = dotted(each) or callee(each)
        if name:
            yield guard(name)


def _handler(match: Match, handler: Node) -> Iterator[Fact]:
    call, verb = match.node("call"), match.text("verb")
    if call is None:
        return
    given = arguments(call)
    path, name, lines = given.get("path", 0), qualified(handler), node_lines(call)
    class_ = enclosing(handler, "function_definition", "class_definition")
    router = name
    if class_ is not None and class_.type == "class_definition":
        router = qualified(class_)
    else:
        yield Router(lines=node_lines(handler), name=name, framework="litestar")
    returned = handler.child_by_field_name("return_type")
    returns = plain_type(node_text(returned)) if returned is not None else ""
    for each in elements(path) or (path,):
        yield Route(
            lines=lines, router=router, path=_path(each), handler=name, framework="litestar",
            methods=(verb.upper(),) if verb in VERBS else methods(given.get("http_method")),
            guards=tuple(_guards(given.get("guards"))),
            returns="" if returns == "None" else returns,
        )  # fmt: skip


def _router(made: Node) -> Iterator[Fact]:
    given, name = arguments(made), assigned(made)
    yield Router(
        lines=node_lines(made), scope=scope(made), name=name, framework="litestar",
        prefix=_path(given.get("path")), root=last(callee(made)) != "Router",
        guards=tuple(_guards(given.get("guards"))),
    )  # fmt: skip
    listed = given.get("route_handlers", 0)
    for child in elements(listed) or ((listed,) if listed is not None else ()):
        yield from _mount(child, name)


def _mount(child: Node, parent: str) -> Iterator[Fact]:
    """A handler, controller or router by its name; `Router(...)` written in place is flattened."""
    inner = child.named_children[0] if child.type == "list_splat" else child
    name = dotted(inner)
    if name:
        yield Mount(lines=node_lines(child), scope=scope(child), parent=parent,
                    child=Name(dotted=name))  # fmt: skip
    elif last(callee(inner)) == "Router":
        given = arguments(inner)
        for each in elements(given.get("route_handlers")):
            if dotted(each):
                yield Mount(
                    lines=node_lines(each), scope=scope(each), parent=parent,
                    child=Name(dotted=dotted(each)), prefix=_path(given.get("path")),
                    guards=tuple(_guards(given.get("guards"))),
                )  # fmt: skip
