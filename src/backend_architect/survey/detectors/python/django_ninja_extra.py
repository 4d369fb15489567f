"""Django Ninja Extra: controllers.

Recognises: `@api_controller("/users")` classes with `@http_get("/{id}")` and its like or
`@route.get`, `http_generic`, `auth=` of both, `api.register_controllers(...)`; an API's prefix is
that of the Django URL it is mounted at.
Versions seen: 0.17 to 0.22.
Not recognised: `auto_discover_controllers`, controllers of generic models.
Documentation: https://eadwincode.github.io/django-ninja-extra/api_controller/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Guard, Literally, Mount, Name, Route, Router
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    decorators,
    dotted,
    expression,
    last,
    methods_of,
    scope,
)
from backend_architect.survey.idioms.python.routes import VERBS, methods, with_parameters

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETER = re.compile(r"\{(?:\w+:)?(\w+)\}")


@detector(
    language="python",
    anchors=("api_controller", "register_controllers("),
    query="""
    (decorated_definition definition: (class_definition) @class)
    (call function: (attribute object: (identifier) @api attribute: (identifier) @verb)
      (#eq? @verb "register_controllers")) @call
    """,
)
def django_ninja_extra(match: Match) -> Iterator[Fact]:
    """Controllers with their operations, and where they are registered."""
    class_, call = match.node("class"), match.node("call")
    if call is not None:
        for each in arguments(call).positional:
            if dotted(each):
                yield Mount(lines=node_lines(each), scope=scope(call), parent=match.text("api"),
                            child=Name(dotted=dotted(each)))  # fmt: skip
    elif class_ is not None:
        yield from _controller(class_)


def _controller(class_: Node) -> Iterator[Fact]:
    marks = [each for each in decorators(class_) if _name(each) == "api_controller"]
    if not marks:
        return
    given, own = arguments(marks[0]), field_text(class_, "name")
    prefix = given.get("prefix_or_class", 0)
    yield Router(
        lines=node_lines(marks[0]), name=own, framework="django-ninja", guards=tuple(_auth(given)),
        prefix=Literally(text="") if prefix is None else expression(prefix),
    )  # fmt: skip
    for method in methods_of(class_):
        for each in decorators(method):
            yield from _operation(own, method, each)


def _name(decorator: Node) -> str:
    return last(callee(decorator) or dotted(decorator))


def _operation(own: str, method: Node, decorator: Node) -> Iterator[Route]:
    name = callee(decorator)
    verb = last(name).removeprefix("http_")
    if not (last(name).startswith("http_") or name.startswith("route.")):
        return
    given = arguments(decorator)
    path = given.get("path", 0)
    verbs = (verb.upper(),) if verb in VERBS else methods(given.get("methods"), ())
    if verbs:
        yield Route(
            lines=node_lines(decorator), router=own, methods=verbs, framework="django-ninja",
            path=with_parameters(expression(path), _PARAMETER) if path else Literally(text=""),
            handler=f"{own}.{field_text(method, 'name')}", guards=tuple(_auth(given)),
        )  # fmt: skip


def _auth(given: Arguments) -> Iterator[Guard]:
    node = given.get("auth")
    if node is not None and node.type == "none":
        yield Guard(name="auth=None", role="authentication", opens=True)
    elif node is not None and (callee(node) or dotted(node)):
        yield Guard(name=callee(node) or dotted(node), role="authentication")
