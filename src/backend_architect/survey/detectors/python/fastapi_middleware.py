"""FastAPI and Starlette: middleware and error handlers.

Recognises: `app.add_middleware(Class, ...)`, `@app.middleware("http")`, `middleware=[Middleware(
Class), ...]` of an application, `@app.exception_handler(...)` and `add_exception_handler`.
Versions seen: FastAPI 0.6x to 0.115.
Not recognised: the order in which it runs: Starlette runs what is added last first, while the
links are said in the order of the file; middleware of routes and routers.
Documentation: https://fastapi.tiangolo.com/tutorial/middleware/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Chain, Fact, Guard
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    callee,
    dotted,
    elements,
    last,
    scope,
)

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=("add_middleware", ".middleware(", "Middleware(", "exception_handler"),
    query="""
    (call function: (attribute object: [(identifier) (attribute)] @app
      attribute: (identifier) @verb) (#any-of? @verb "add_middleware" "add_exception_handler"))
      @added
    (decorated_definition
      (decorator (call function: (attribute object: [(identifier) (attribute)] @app
        attribute: (identifier) @verb) (#any-of? @verb "middleware" "exception_handler")) @call)
      definition: (function_definition) @handler)
    (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(FastAPI|Starlette|Litestar)$")) @made
    """,
)
def fastapi_middleware(match: Match) -> Iterator[Fact]:
    """One link for each middleware, one for each error handler."""
    added, handler, made = match.node("added"), match.node("handler"), match.node("made")
    if made is not None:
        yield from _listed(made)
    elif added is not None:
        adds = match.text("verb") == "add_middleware"
        given = arguments(added).get("middleware_class" if adds else "handler", 0 if adds else 1)
        name = callee(given) or dotted(given)
        if name:
            yield _link(added, match.text("app"), name, handles=not adds)
    elif handler is not None:
        name, call = field_text(handler, "name"), match.node("call")
        if call is not None and _is_ours(call, match.text("verb")):
            handles = match.text("verb") == "exception_handler"
            yield _link(call, match.text("app"), name, handles=handles)


def _is_ours(call: Node, verb: str) -> bool:
    """Sanic's `@app.middleware("request")` bears the same name."""
    return verb == "exception_handler" or arguments(call).text("middleware_type", 0) == "http"


def _link(node: Node, app: str, name: str, *, handles: bool) -> Chain:
    link = Guard(name=name, role="recovery") if handles else guard(last(name))
    return Chain(lines=node_lines(node), scope=scope(node), router=app, guard=link)


def _listed(made: Node) -> Iterator[Chain]:
    app = assigned(made)
    for each in elements(arguments(made).get("middleware")) if app else ():
        name = dotted(arguments(each).get("cls", 0)) if each.type == "call" else dotted(each)
        if name:
            yield _link(each, app, name, handles=False)
