"""Falcon: resources.

Recognises: `falcon.App()` and `falcon.API()` (also `asgi`), `app.add_route("/x/{id}", Resource())`
with `suffix=`, `add_static_route`; classes that extend the application; resource classes by their
`on_get`, `on_post_suffix` ..., unless these only raise;
`falcon.before(hook)` on classes and methods; `middleware=[...]`.
Versions seen: 1.x to 4.x.
Not recognised: sinks, resources made by functions.
Documentation: https://falcon.readthedocs.io/en/stable/api/routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Action, Chain, Fact, Guard, Resource, Route, Router
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    callee,
    decorators,
    dotted,
    elements,
    expression,
    handed_over,
    held,
    last,
    methods_of,
    scope,
)
from backend_architect.survey.idioms.python.routes import CURLY, imports, with_parameters

if TYPE_CHECKING:
    from tree_sitter import Node

_RESPONDER = re.compile(r"on_(get|post|put|patch|delete)(?:_(\w+))?$")


@detector(
    language="python",
    anchors=("falcon", "def on_get", "def on_post", "def on_put", "def on_patch", "def on_delete",
             "add_route("),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(falcon|asgi)[.](App|API)$|^(App|API)$")) @made)
    (call function: (attribute object: [(identifier) (attribute)] @app
      attribute: (identifier) @added) (#any-of? @added "add_route" "add_static_route")) @plain
    (class_definition superclasses: (argument_list) @above
      (#match? @above "falcon([.]asgi)?[.](App|API)|[(](App|API)[,)]")) @application
    (class_definition body: (block)) @class
    """,
)  # fmt: skip
def falcon(match: Match) -> Iterator[Fact]:
    """Applications, resources and what they answer."""
    made, plain, class_ = match.node("made"), match.node("plain"), match.node("class")
    if (application := match.node("application")) is not None:
        yield from _served(match, application)
    elif class_ is not None:
        yield from _responders(class_)
    elif not imports(match.source.data, "falcon"):
        return
    elif made is not None and assigned(made):
        name = assigned(made)
        yield Router(lines=node_lines(made), scope=scope(made), name=name, framework="falcon",
                     root=True)  # fmt: skip
        for each in elements(arguments(made).get("middleware")):
            link = callee(each) or dotted(each)
            if link:
                yield Chain(lines=node_lines(each), scope=scope(made), router=name,
                            guard=guard(last(link)))  # fmt: skip
    elif plain is not None:
        yield from _route(plain, match.text("app"), match.text("added"))


def _served(match: Match, class_: Node) -> Iterator[Fact]:
    """`class Service(falcon.App)` is an application, on which its methods put routes."""
    if imports(match.source.data, "falcon"):
        line = (node_lines(class_)[0],) * 2
        yield Router(lines=line, name=field_text(class_, "name"), framework="falcon", root=True)


def _route(call: Node, app: str, added: str) -> Iterator[Fact]:
    given, lines, around = arguments(call), node_lines(call), scope(call)
    path = given.get("uri_template", 0) or given.get("prefix")
    if path is None:
        return
    yield from handed_over(call, app, "falcon")
    route = with_parameters(expression(path), CURLY)
    if added == "add_static_route":
        yield Route(lines=lines, scope=around, router=app, methods=("GET",), path=route,
                    handler="static", framework="falcon")  # fmt: skip
        return
    resource, suffix = given.get("resource", 1), given.text("suffix")
    name = callee(resource) or dotted(resource)
    if resource is not None and resource.type == "identifier":
        name = callee(held(name, resource)) or name
    if name:
        actions = tuple(f"{verb}_{suffix}" for verb in ("get", "post", "put", "patch", "delete"))
        yield Resource(
            lines=lines, scope=around, router=app, path=route, controller=name, framework="falcon",
            actions=actions if suffix else ("get", "post", "put", "patch", "delete"),
        )  # fmt: skip


def _responders(class_: Node) -> Iterator[Action]:
    own, common = field_text(class_, "name"), tuple(_hooks(class_))
    for method in methods_of(class_):
        name = field_text(method, "name")
        found = _RESPONDER.match(name)
        if found and not _refuses(method):
            yield Action(
                lines=node_lines(method), controller=own, name=name.removeprefix("on_"),
                methods=(found.group(1).upper(),), handler=f"{own}.{name}",
                guards=tuple(dict.fromkeys((*common, *_hooks(method)))),
            )  # fmt: skip


def _refuses(method: Node) -> bool:
    """True for a responder that does nothing but raise: the method is not served."""
    body = method.child_by_field_name("body")
    return body is not None and [each.type for each in body.named_children] == ["raise_statement"]


def _hooks(definition: Node) -> Iterator[Guard]:
    """`@falcon.before(check)` runs the check before the responder."""
    for each in decorators(definition):
        if last(callee(each)) == "before":
            action = arguments(each).get("action", 0)
            name = dotted(action) or callee(action)
            if name:
                yield guard(name)
