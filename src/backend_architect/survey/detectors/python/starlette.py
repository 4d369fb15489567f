"""Starlette: lists of routes.

Recognises: `Starlette(routes=[...])`, `Router(routes=[...])`, lists held by a name, with
`Route(path, endpoint, methods=)`, `WebSocketRoute`, `Mount(path, app=)`, `Mount(path, routes=)`;
`HTTPEndpoint` classes. Decorators and `add_route` are said by `fastapi-routes`.
Versions seen: 0.13 to 0.46.
Not recognised: `Host`, applications mounted that are no Starlette's but files.
Documentation: https://www.starlette.io/routing/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Action,
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
from backend_architect.survey.idioms.python.calls import (
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
    CURLY,
    VERBS,
    imports,
    methods,
    with_parameters,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_EMPTY = Literally(text="")


@detector(
    language="python",
    anchors=("starlette",),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])(Starlette|Router|FastMCP|FastAPI)$")) @made)
    (assignment left: (identifier) @name right: [(list) (binary_operator)]) @held
    (class_definition superclasses: (argument_list)) @class
    """,
)
def starlette(match: Match) -> Iterator[Fact]:
    """Routers by their lists, and what endpoints answer."""
    made, held, class_ = match.node("made"), match.node("held"), match.node("class")
    if not imports(match.source.data, "starlette"):
        return
    if made is not None and assigned(made):
        yield from _application(made)
    elif held is not None:
        facts = list(_routes(held.child_by_field_name("right"), match.text("name"), _EMPTY))
        if facts:
            yield Router(lines=node_lines(held), scope=scope(held), name=match.text("name"),
                         framework="starlette")  # fmt: skip
            yield from facts
    elif class_ is not None and any(last(b) in ("HTTPEndpoint", "WebSocketEndpoint")
                                    for b in class_bases(class_)):  # fmt: skip
        yield from _endpoint(class_)


def _application(made: Node) -> Iterator[Fact]:
    name, listed = assigned(made), arguments(made).get("routes", 0)
    kind = last(callee(made))
    if kind in ("Starlette", "Router"):
        yield Router(lines=node_lines(made), scope=scope(made), name=name, framework="starlette",
                     root=kind == "Starlette")  # fmt: skip
    yield from _routes(listed, name, _EMPTY)
    if dotted(listed):
        yield Mount(lines=node_lines(made), scope=scope(made), parent=name,
                    child=Name(dotted=dotted(listed)))  # fmt: skip


def _joined(prefix: Expression, path: Expression) -> Expression:
    if isinstance(prefix, Literally) and isinstance(path, Literally):
        return Literally(text=prefix.text.rstrip("/") + path.text)
    return Joined(parts=(prefix, path))


def _routes(listed: Node | None, router: str, prefix: Expression) -> Iterator[Fact]:
    for each in elements(listed):
        kind, given = last(callee(each)), arguments(each)
        if kind not in ("Route", "WebSocketRoute", "Mount"):
            continue
        written = given.get("path", 0)
        if written is None:
            continue
        path = _joined(prefix, with_parameters(expression(written), CURLY))
        if kind == "Mount":
            yield from _mount(each, router, path)
        else:
            yield from _route(each, router, path)


def _mount(call: Node, router: str, path: Expression) -> Iterator[Fact]:
    given = arguments(call)
    app = given.get("app", 1)
    yield from _routes(given.get("routes"), router, path)
    if last(callee(app)) == "StaticFiles":
        files = _joined(path, Literally(text="/{path}"))
        yield Route(lines=node_lines(call), scope=scope(call), router=router, methods=("GET",),
                    path=files, handler="StaticFiles", framework="starlette")  # fmt: skip
    elif last(callee(app)) == "Router" and app is not None:
        yield from _routes(arguments(app).get("routes", 0), router, path)
    else:
        name = dotted(app) or dotted(given.get("routes"))
        if name:
            yield Mount(lines=node_lines(call), scope=scope(call), parent=router, prefix=path,
                        child=Name(dotted=name))  # fmt: skip


def _route(call: Node, router: str, path: Expression) -> Iterator[Fact]:
    """A function answers GET unless told otherwise, a class what it defines."""
    given = arguments(call)
    name = dotted(given.get("endpoint", 1))
    if not name:
        return
    if last(name)[:1].isupper():
        yield Resource(lines=node_lines(call), scope=scope(call), router=router, path=path,
                       controller=name, framework="starlette")  # fmt: skip
        return
    yield Route(lines=node_lines(call), scope=scope(call), router=router, path=path, handler=name,
                methods=methods(given.get("methods")), framework="starlette")  # fmt: skip


def _endpoint(class_: Node) -> Iterator[Action]:
    own, socket = field_text(class_, "name"), any("Socket" in b for b in class_bases(class_))
    if socket:
        yield Action(lines=node_lines(class_), controller=own, name="get", methods=("GET",),
                     handler=own)  # fmt: skip
    for method in methods_of(class_):
        verb = field_text(method, "name")
        if verb in VERBS and not socket:
            yield Action(lines=node_lines(method), controller=own, name=verb,
                         methods=(verb.upper(),), handler=f"{own}.{verb}",
                         guards=decorator_guards(method))  # fmt: skip
