"""Flask-AppBuilder: exposed methods.

Recognises: classes whose methods are decorated with `@expose("/x", methods=[...])`; their base path
by `route_base`, else by the rules of the library: `/api/<version>/<resource_name>` for APIs
(`BaseApi`, `ModelRestApi` and bases named so), `/<class name>` for views; guards among the
decorators (`protect`, `has_access`).
Versions seen: 3.x, 4.x.
Not recognised: the operations that model views and APIs bring along.
Documentation: https://flask-appbuilder.readthedocs.io/en/latest/rest_api.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    attribute_of,
    callee,
    decorators,
    dotted,
    expression,
    last,
    literal,
    methods_of,
)
from backend_architect.survey.idioms.python.flask import decorator_guards, methods, open_path

if TYPE_CHECKING:
    from tree_sitter import Node

_PROTECTS = frozenset(("protect", "has_access", "has_access_api"))


@detector(
    language="python",
    anchors=("@expose(",),
    query="(class_definition superclasses: (argument_list)) @class",
)
def flask_appbuilder(match: Match) -> Iterator[Fact]:
    """A router for each class with exposed methods, and their routes."""
    class_ = match.node("class")
    exposed = list(_exposed(class_)) if class_ is not None else []
    if class_ is None or not exposed:
        return
    name = field_text(class_, "name")
    yield Router(lines=node_lines(class_), name=name, framework="flask-appbuilder", root=True,
                 prefix=_base(class_, name))  # fmt: skip
    for method, decorator in exposed:
        given = arguments(decorator)
        path = given.get("url", 0)
        yield Route(
            lines=node_lines(decorator), router=name, methods=methods(given.get("methods")),
            path=Literally(text="/") if path is None else open_path(expression(path)),
            handler=f"{name}.{field_text(method, 'name')}", framework="flask-appbuilder",
            guards=tuple(dict.fromkeys((*_protected(method), *decorator_guards(method)))),
        )  # fmt: skip


def _exposed(class_: Node) -> Iterator[tuple[Node, Node]]:
    for method in methods_of(class_):
        for each in decorators(method):
            if last(callee(each)) == "expose":
                yield method, each


def _base(class_: Node, name: str) -> Expression:
    written = attribute_of(class_, "route_base")
    if written is not None:
        return open_path(expression(written))
    if any(last(base).endswith("Api") for base in class_bases(class_)):
        version = literal(attribute_of(class_, "version")) or "v1"
        resource = literal(attribute_of(class_, "resource_name")) or name.lower()
        return Literally(text=f"/api/{version}/{resource}")
    return Literally(text=f"/{name.lower()}")


def _protected(method: Node) -> Iterator[Guard]:
    for each in decorators(method):
        name = callee(each) or dotted(each)
        if last(name) in _PROTECTS:
            yield Guard(name=name, role="authorization")
