"""Flask-RESTful and Flask-RESTX: apis, namespaces, resources by path.

Recognises: `Api(app_or_blueprint, prefix=)`, `api.init_app(...)`, `api.add_resource(Class, "/a",
"/b")` and wrappers of it named `add_..._resource`, `Namespace("users", path=)`,
`api.namespace(...)`, `api.add_namespace(ns, path=)`.
What the classes answer, and classes decorated with `ns.route`, is said by `flask-routes`.
Versions seen: Flask-RESTful 0.3, Flask-RESTX 1.3, Flask-RESTPlus 0.13.
Not recognised: the documentation pages these libraries serve.
Documentation: https://flask-restx.readthedocs.io/en/latest/scaling.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Mount, Name, Resource, Router
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    callee,
    dotted,
    expression,
    handed_over,
    held,
    literal,
    maker,
    scope,
)
from backend_architect.survey.idioms.python.flask import open_path

if TYPE_CHECKING:
    from tree_sitter import Node

#: Flask-RESTful's `Api` and subclasses named so.
_API = re.compile(r"(?:Api|API)$")


@detector(
    language="python",
    anchors=(
        "Api(",
        "API(",
        "Api)",
        "Namespace(",
        ".namespace(",
        "resource(",
        "add_namespace",
        ".init_app(",
    ),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(A[Pp][Ii][A-Za-z]*|Namespace|namespace)$")) @made)
    (call function: (attribute object: [(identifier) (attribute)] @router
      attribute: (identifier) @verb)
      (#match? @verb "^(add_[a-z_]*resource|add_namespace|init_app)$")) @call
    """,
)
def flask_restful(match: Match) -> Iterator[Fact]:
    """Routers, mounts and resources."""
    made, call = match.node("made"), match.node("call")
    if made is not None:
        yield from _made(made)
    elif call is not None:
        verb = match.text("verb")
        yield from _CALLS.get(verb, _resource)(match.text("router"), call)


def _made(made: Node) -> Iterator[Fact]:
    given, name = arguments(made), assigned(made)
    kind = _kind(made)
    lines, around = node_lines(made), scope(made)
    if kind == "Api":
        prefix = given.get("prefix", 1)
        yield Router(
            lines=lines, scope=around, name=name, framework="flask-restful",
            prefix=Literally(text="") if prefix is None else open_path(expression(prefix)),
        )  # fmt: skip
        app = dotted(given.get("app", 0) or given.get("blueprint"))
        if app:
            yield Mount(lines=lines, scope=around, parent=app, child=Name(dotted=name))
    elif kind and given.positional and literal(given.positional[0]):
        path = given.get("path")
        yield Router(
            lines=lines, scope=around, name=name, framework="flask-restx",
            prefix=open_path(expression(path)) if path is not None
            else Literally(text=f"/{literal(given.positional[0])}"),
        )  # fmt: skip
        if kind == "namespace":
            parent = callee(made).removesuffix(".namespace")
            yield Mount(lines=lines, scope=around, parent=parent, child=Name(dotted=name))


def _kind(made: Node) -> str:
    """ "Api", "Namespace" or "namespace"; of a class of this file that of its base; else ""."""
    name = maker(made)
    if name in ("Namespace", "namespace"):
        return name
    return "Api" if _API.search(name) else ""


def _resource(router: str, call: Node) -> Iterator[Fact]:
    given = arguments(call)
    yield from handed_over(call, router, "flask-restful")
    for path in given.positional[1:]:
        yield Resource(
            lines=node_lines(call), scope=scope(call), router=router,
            path=open_path(expression(path)), controller=dotted(given.positional[0]),
            framework="flask-restful",
        )  # fmt: skip


def _namespace(router: str, call: Node) -> Iterator[Fact]:
    given = arguments(call)
    child, path = given.get("ns", 0), given.get("path", 1)
    if child is not None and dotted(child):
        prefix = Literally(text="") if path is None else open_path(expression(path))
        yield Mount(lines=node_lines(call), scope=scope(call), parent=router, prefix=prefix,
                    child=Name(dotted=dotted(child)), replaces=path is not None)  # fmt: skip


def _init_app(router: str, call: Node) -> Iterator[Fact]:
    app, made = dotted(arguments(call).get("app", 0)), held(router, call)
    if app and (_API.search(callee(made)) if made is not None else "api" in router.lower()):
        yield Mount(
            lines=node_lines(call), scope=scope(call), parent=app, child=Name(dotted=router)
        )


_CALLS = {"add_namespace": _namespace, "init_app": _init_app}
