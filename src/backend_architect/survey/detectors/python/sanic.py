"""Sanic: routes.

Recognises: `Sanic()`, `Blueprint(url_prefix=, version=)`, `app.blueprint(bp, url_prefix=)`,
`Blueprint.group(..., url_prefix=)`, `@app.get` and its like, `route(methods=)`, `websocket`,
`add_route(handler, path)`, `HTTPMethodView`s by `as_view()` or decorated; middleware with
`@app.middleware` and `on_request`.
Versions seen: 19.x to 24.x.
Not recognised: versions and prefixes set at run time, `strict_slashes`, hosts.
Documentation: https://sanic.dev/en/guide/basics/routing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Action,
    Chain,
    Expression,
    Fact,
    Joined,
    Literally,
    Mount,
    Name,
    Resource,
    Route,
    Router,
)
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    assigned,
    callee,
    dotted,
    elements,
    expression,
    last,
    methods_of,
    scope,
)
from backend_architect.survey.idioms.python.flask import decorator_guards
from backend_architect.survey.idioms.python.routes import (
    NAME_FIRST,
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
    anchors=("sanic", "Sanic"),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])(Sanic|Blueprint|group)$")) @made)
    (decorated_definition
      (decorator [(call function: (attribute object: [(identifier) (attribute)] @app
                                             attribute: (identifier) @verb))
                  (attribute object: (identifier) @app attribute: (identifier) @verb)] @mark)
      definition: [(function_definition) (class_definition)] @handler
      (#any-of? @verb "route" "get" "post" "put" "patch" "delete" "websocket" "middleware"
                      "on_request"))
    (call function: (attribute object: [(identifier) (attribute)] @app
                               attribute: (identifier) @verb)
      (#any-of? @verb "blueprint" "add_route" "add_websocket_route")) @call
    (class_definition superclasses: (argument_list)) @class
    """,
)
def sanic(match: Match) -> Iterator[Fact]:
    """Routers, mounts, routes and what views answer."""
    made, handler = match.node("made"), match.node("handler")
    call, class_ = match.node("call"), match.node("class")
    if not imports(match.source.data, "sanic"):
        return
    if made is not None and assigned(made):
        yield from _made(made)
    elif handler is not None:
        yield from _decorated(match, handler)
    elif call is not None:
        yield from _called(call, match.text("app"), match.text("verb"))
    elif class_ is not None and any("HTTPMethodView" in base for base in class_bases(class_)):
        yield from _view(class_)


def _made(made: Node) -> Iterator[Fact]:
    name, given = assigned(made), arguments(made)
    lines, around = node_lines(made), scope(made)
    yield Router(lines=lines, scope=around, name=name, framework="sanic", prefix=_prefix(given),
                 root=last(callee(made)) == "Sanic")  # fmt: skip
    if last(callee(made)) == "group":
        for each in given.positional:
            for child in elements(each) or (each,):
                if dotted(child):
                    yield Mount(lines=lines, scope=around, parent=name,
                                child=Name(dotted=dotted(child)))  # fmt: skip


def _prefix(given: Arguments) -> Expression:
    """`/v1` of `version=1` and the prefix behind it."""
    prefix, version = given.get("url_prefix"), given.get("version")
    path = Literally(text="") if prefix is None else expression(prefix)
    if version is None:
        return with_parameters(path, NAME_FIRST)
    before = Literally(text=f"/v{node_text(version).strip(chr(34)).strip(chr(39)).lstrip('v')}/")
    return with_parameters(Joined(parts=(before, path)), NAME_FIRST)


def _decorated(match: Match, handler: Node) -> Iterator[Fact]:
    mark, app, verb = match.node("mark"), match.text("app"), match.text("verb")
    if mark is None:
        return
    given, lines, around = arguments(mark), node_lines(mark), scope(mark)
    if verb in ("middleware", "on_request"):
        yield Chain(lines=lines, scope=around, router=app, guard=guard(field_text(handler, "name")))
        return
    path = given.get("uri", 0)
    if path is None:
        return
    route = with_parameters(expression(path), NAME_FIRST)
    if handler.type == "class_definition":
        yield Resource(lines=lines, scope=around, router=app, path=route, framework="sanic",
                       controller=qualified(handler))  # fmt: skip
        return
    yield Route(
        lines=lines, scope=around, router=app, path=route, handler=qualified(handler),
        methods=(verb.upper(),) if verb in VERBS else methods(given.get("methods", 1)),
        framework="sanic", guards=decorator_guards(handler),
    )  # fmt: skip


def _called(call: Node, app: str, verb: str) -> Iterator[Fact]:
    given, lines, around = arguments(call), node_lines(call), scope(call)
    if verb == "blueprint":
        children = given.get("blueprint", 0)
        for child in elements(children) or ((children,) if children is not None else ()):
            if dotted(child):
                yield Mount(lines=lines, scope=around, parent=app, prefix=_prefix(given),
                            child=Name(dotted=dotted(child)),
                            replaces=given.get("url_prefix") is not None)  # fmt: skip
        return
    path, handler = given.get("uri", 1), given.get("handler", 0)
    if path is None or handler is None:
        return
    name = callee(handler) if handler.type == "call" else dotted(handler)
    route = with_parameters(expression(path), NAME_FIRST)
    if name.endswith(".as_view"):
        yield Resource(lines=lines, scope=around, router=app, path=route, framework="sanic",
                       controller=name.removesuffix(".as_view"))  # fmt: skip
    elif name:
        yield Route(lines=lines, scope=around, router=app, path=route, handler=name,
                    methods=methods(given.get("methods", 2)), framework="sanic")  # fmt: skip


def _view(class_: Node) -> Iterator[Action]:
    own = field_text(class_, "name")
    for method in methods_of(class_):
        verb = field_text(method, "name")
        if verb in VERBS:
            yield Action(lines=node_lines(method), controller=own, name=verb,
                         methods=(verb.upper(),), handler=f"{own}.{verb}",
                         guards=decorator_guards(method))  # fmt: skip
