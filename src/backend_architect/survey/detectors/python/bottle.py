"""Bottle: routes.

Recognises: `Bottle()`, `@app.route("/x", method=...)`, `@app.get` and its like, the same decorators
of the default application (`@route`, `@get`), `app.route(path, method, callback)`, `app.mount`,
`app.merge`.
Versions seen: 0.12, 0.13.
Not recognised: rules made at run time.
Documentation: https://bottlepy.org/docs/stable/routing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Mount, Name, Route, Router
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    dotted,
    elements,
    expression,
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

#: The application that bare decorators register on.
_DEFAULT = "bottle"


@detector(
    language="python",
    anchors=("bottle",),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])(Bottle|default_app)$")) @made)
    (decorated_definition
      (decorator (call function: [
        (attribute object: (identifier) @app attribute: (identifier) @verb) (identifier) @verb])
        @call)
      definition: (function_definition) @handler
      (#any-of? @verb "route" "get" "post" "put" "patch" "delete"))
    (call function: (attribute object: (identifier) @app attribute: (identifier) @verb)
      (#any-of? @verb "route" "mount" "merge")) @plain
    """,
)
def bottle(match: Match) -> Iterator[Fact]:
    """Applications, their routes and mounts."""
    made, handler, plain = match.node("made"), match.node("handler"), match.node("plain")
    if not imports(match.source.data, "bottle"):
        return
    if made is not None and assigned(made):
        yield Router(lines=node_lines(made), scope=scope(made), name=assigned(made),
                     framework="bottle", root=True)  # fmt: skip
    elif handler is not None:
        yield from _decorated(match, handler)
    elif plain is not None:
        yield from _called(plain, match.text("app"), match.text("verb"))


def _decorated(match: Match, handler: Node) -> Iterator[Fact]:
    call, app, verb = match.node("call"), match.text("app") or _DEFAULT, match.text("verb")
    if call is None:
        return
    given = arguments(call)
    path = given.get("path", 0)
    if app == _DEFAULT:
        yield Router(lines=node_lines(call), scope=scope(call), name=app, framework="bottle",
                     root=True)  # fmt: skip
    listed = given.get("method", 1)
    for each in (elements(path) or (path,)) if path is not None else ():
        yield Route(
            lines=node_lines(call), scope=scope(call), router=app, handler=qualified(handler),
            path=with_parameters(expression(each), NAME_FIRST), framework="bottle",
            methods=(verb.upper(),) if verb in VERBS else methods(listed),
            guards=decorator_guards(handler),
        )  # fmt: skip


def _called(call: Node, app: str, verb: str) -> Iterator[Fact]:
    given = arguments(call)
    if verb == "route":
        path, handler = given.get("path", 0), dotted(given.get("callback", 2))
        if path is not None and handler:
            yield Route(lines=node_lines(call), scope=scope(call), router=app, handler=handler,
                        path=with_parameters(expression(path), NAME_FIRST), framework="bottle",
                        methods=methods(given.get("method", 1)))  # fmt: skip
        return
    child = dotted(given.get("app", 1 if verb == "mount" else 0))
    prefix = given.get("prefix", 0) if verb == "mount" else None
    if child:
        before = Literally(text="") if prefix is None else expression(prefix)
        yield Mount(lines=node_lines(call), scope=scope(call), parent=app, prefix=before,
                    child=Name(dotted=child))  # fmt: skip
