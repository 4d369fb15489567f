"""Flask and Quart: routes.

Recognises: `@app.route("/x", methods=[...])`, `@app.get` and its like, `add_url_rule` with a
function or `View.as_view()`, classes decorated with `route` (Flask-Smorest, Flask-RESTX),
`MethodView`s and `Resource`s with the methods they define; guards among the decorators
(Flask-Login, Flask-JWT-Extended, Flask-Security, Flask-HTTPAuth, Flask-Limiter and own ones by
their names) and in the class attributes `decorators` and `method_decorators`.
Versions seen: Flask 0.12 to 3.1, Quart 0.19, Flask-Smorest 0.46, Flask-RESTX 1.3.
Not recognised: `defaults` that stand for path parameters, hosts and subdomains.
Documentation: https://flask.palletsprojects.com/en/stable/quickstart/#routing
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Action, Fact, Guard, Opaque, Resource, Route, Unresolved
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.anchors import with_path
from backend_architect.survey.idioms.python.calls import (
    arguments,
    attribute_of,
    callee,
    dotted,
    expression,
    handed_over,
    last,
    methods_of,
    scope,
)
from backend_architect.survey.idioms.python.flask import (
    VERBS,
    decorator_guards,
    listed_guards,
    methods,
    open_path,
)
from backend_architect.survey.idioms.python.routes import imports

if TYPE_CHECKING:
    from tree_sitter import Node

_OTHERS = ("fastapi", "sanic", "bottle", "aiohttp", "starlette", "litestar", "ninja", "robyn")
_VIEWS = ("MethodView", "Resource", "MethodResource", "APIView")


@detector(
    language="python",
    anchors=(".route(", *with_path("get", "post", "put", "patch", "delete"), "add_url_rule",
             "MethodView", "Resource)", "Resource,", "APIView)", "MethodResource,"),
    query="""
    (decorated_definition
      (decorator (call function: (attribute object: [(identifier) (attribute)] @router
                                            attribute: (identifier) @verb)) @call)
      definition: [(function_definition) @handler (class_definition) @view]
      (#any-of? @verb "get" "post" "put" "patch" "delete" "route"))
    (call function: (attribute object: [(identifier) (attribute)] @router
                               attribute: (identifier) @added)
      (#eq? @added "add_url_rule")) @rule
    (class_definition superclasses: (argument_list)) @class
    """,
)  # fmt: skip
def flask_routes(match: Match) -> Iterator[Fact]:
    """Routes of functions, resources of classes, and what classes answer."""
    class_, rule, call = match.node("class"), match.node("rule"), match.node("call")
    if class_ is not None:
        yield from _class(class_)
    elif rule is not None:
        yield from handed_over(rule, match.text("router"), "flask")
        yield from _rule(match, rule)
    elif call is not None and not _foreign(match.source.data):
        yield from handed_over(call, match.text("router"), "flask")
        yield from _decorated(match, call)


def _foreign(data: bytes) -> bool:
    """True for a file that imports another framework with the same decorators, and not Flask."""
    return imports(data, *_OTHERS) and not imports(data, "flask", "quart")


def _decorated(match: Match, call: Node) -> Iterator[Fact]:
    given, handler, view = arguments(call), match.node("handler"), match.node("view")
    definition = handler or view
    if definition is None or (not given.positional and "rule" not in given.keywords):
        return
    around, own = scope(definition), field_text(definition, "name")
    name = f"{around}.{own}" if around else own
    verb, guards = match.text("verb"), decorator_guards(definition)
    paths = given.positional or (given.keywords["rule"],)
    if view is not None:
        for path in paths:
            yield Resource(lines=node_lines(call), scope=scope(call), router=match.text("router"),
                           path=open_path(expression(path)), controller=name, framework="flask",
                           guards=guards)  # fmt: skip
        return
    yield Route(
        lines=node_lines(call), scope=scope(call), router=match.text("router"), handler=name,
        methods=methods(given.get("methods")) if verb == "route" else (verb.upper(),),
        path=open_path(expression(paths[0])), framework="flask", guards=guards,
    )  # fmt: skip


def _rule(match: Match, rule: Node) -> Iterator[Fact]:
    given = arguments(rule)
    path, view = given.get("rule", 0), given.get("view_func", 2)
    if path is None:
        return
    name = callee(view) if view is not None and view.type == "call" else dotted(view)
    guards: tuple[Guard, ...] = ()
    if name.endswith(".as_view"):
        listed = methods(given.get("methods"), ())
        yield Resource(
            lines=node_lines(rule), scope=scope(rule), router=match.text("router"),
            path=open_path(expression(path)), controller=name.removesuffix(".as_view"),
            framework="flask", actions=tuple(each.lower() for each in listed),
        )  # fmt: skip
    elif isinstance(expression(path), Opaque) or not name:
        yield Unresolved(lines=node_lines(rule), scope=scope(rule), what="add_url_rule",
                         reason="Its path or view is worked out at run time.")  # fmt: skip
    else:
        yield Route(lines=node_lines(rule), scope=scope(rule), router=match.text("router"),
                    methods=methods(given.get("methods")), path=open_path(expression(path)),
                    handler=name, framework="flask", guards=guards)  # fmt: skip


def _class(class_: Node) -> Iterator[Action]:
    """What a `MethodView` or `Resource` answers: the methods it defines."""
    bases, own = class_bases(class_), field_text(class_, "name")
    if not any(last(base).endswith(_VIEWS) for base in bases):
        return
    listed = (*listed_guards(attribute_of(class_, "decorators")),
              *listed_guards(attribute_of(class_, "method_decorators")))  # fmt: skip
    for method in methods_of(class_):
        verb = field_text(method, "name")
        if verb in VERBS and not _is_django(method):
            yield Action(
                lines=node_lines(method), controller=own, name=verb, methods=(verb.upper(),),
                handler=f"{own}.{verb}",
                guards=tuple(dict.fromkeys((*listed, *decorator_guards(method)))),
            )  # fmt: skip


def _is_django(method: Node) -> bool:
    """Django's views are given the request; Flask's have it around them."""
    listed = method.child_by_field_name("parameters")
    named = listed.named_children if listed is not None else []
    return len(named) > 1 and node_text(named[1]).partition(":")[0].strip() == "request"
