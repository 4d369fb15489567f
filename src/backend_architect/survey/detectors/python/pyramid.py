r"""Pyramid: routes by name, and the views that answer them.

Recognises: `Configurator()` with `route_prefix`, `config.add_route(name, pattern)`,
`config.include("package.routes", route_prefix=...)` and the `includeme` it leads to,
`@view_config` with `@view_defaults`, `config.add_view(view, route_name=...)`; request methods of
each, any where none is said. Cornice's `Service(name=, path=)` with `@service.get()` and its like,
and its `@resource(path=, collection_path=)` classes.
Versions seen: 1.x and 2.x; Cornice 4 to 6.
Not recognised: traversal, directives of the program's own, `route_prefix_context`, views that only
a predicate of the program's own tells apart.
Documentation: https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/urldispatch.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Answer,
    Expression,
    Fact,
    Joined,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    assigned,
    callee,
    decorators,
    dotted,
    enclosing,
    expression,
    last,
    methods_of,
    scope,
    texts,
)
from backend_architect.survey.idioms.python.flask import decorator_guards
from backend_architect.survey.idioms.python.routes import VERBS, qualified, with_parameters

if TYPE_CHECKING:
    from tree_sitter import Node

#: `{id}`, `{id:\d{3}}`, and the rest of the path: `*rest`.
_PARAMETER = re.compile(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}|(?<=/)\*(?=\w+$)")
_REST = re.compile(r"/\*(\w+)$")
#: What Cornice calls a resource's methods.
_COLLECTION = {f"collection_{verb}": verb for verb in VERBS}


@detector(
    language="python",
    anchors=("add_route(", "view_config", "Configurator(", "def includeme", "add_view(", "cornice",
             ".include("),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])Configurator$")) @made)
    (with_item value: (as_pattern (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])Configurator$")) @made))
    (call function: (attribute object: (identifier) @config attribute: (identifier) @verb)
      (#any-of? @verb "add_route" "include" "add_view")) @call
    (function_definition name: (identifier) @named (#eq? @named "includeme")) @includeme
    (decorated_definition definition: (_) @view)
    (assignment left: (identifier) right: (call function: [(identifier) (attribute)] @cornice
      (#match? @cornice "(^|[.])Service$"))) @service
    """,
)  # fmt: skip
def pyramid(match: Match) -> Iterator[Fact]:
    """Configurators, routes, and who answers them."""
    made, call, view = match.node("made"), match.node("call"), match.node("view")
    service, includeme = match.node("service"), match.node("includeme")
    if not (_is_pyramid(match.source.data) or includeme or (call and _in_includeme(call))):
        return
    if made is not None:
        yield _configurator(made)
    elif includeme is not None:
        yield Router(lines=_head(includeme), name="includeme", framework="pyramid")
    elif call is not None and _configures(call, match.text("config")):
        yield from _called(call, match.text("verb"))
    elif service is not None and b"cornice" in match.source.data:
        yield from _service(service)
    elif view is not None:
        yield from _viewed(view)


def _is_pyramid(data: bytes) -> bool:
    return b"yramid" in data or b"cornice" in data


def _head(function: Node) -> tuple[int, int]:
    line = node_lines(function)[0]
    return line, line


def _configurator(made: Node) -> Router:
    prefix = arguments(made).get("route_prefix")
    target = enclosing(made, "with_item")
    name = assigned(made) if target is None else _alias(made)
    return Router(
        lines=node_lines(made), scope=scope(made), name=name, framework="pyramid", root=True,
        prefix=Literally(text="") if prefix is None else _path(prefix),
    )  # fmt: skip


def _alias(made: Node) -> str:
    """`config` in `with Configurator() as config`."""
    pattern = enclosing(made, "as_pattern")
    alias = pattern.child_by_field_name("alias") if pattern is not None else None
    return dotted(alias.named_children[0]) if alias is not None and alias.named_children else ""


def _path(node: Node) -> Expression:
    """A pattern as OpenAPI writes it; Pyramid adds the slash before it."""
    said = with_parameters(expression(node), _PARAMETER)
    if isinstance(said, Literally):
        text = _REST.sub(r"/{\1}", said.text.replace("{}", "*"))
        return Literally(text=f"/{text.lstrip('/')}" if text else "")
    return Joined(parts=(Literally(text="/"), said))


# ---------------------------------------------------------------- what a configurator is told


def _in_includeme(call: Node) -> bool:
    function = enclosing(call, "function_definition")
    return function is not None and field_text(function, "name") == "includeme"


def _configures(call: Node, config: str) -> bool:
    """Whether the receiver is a configurator: made here, or given to a function as one is."""
    return config in ("config", "configurator", "cfg") or _in_includeme(call)


def _router(call: Node) -> str:
    """The router of a call: the `includeme` it stands in stands for its configurator."""
    return "includeme" if _in_includeme(call) else _receiver(call)


def _receiver(call: Node) -> str:
    return callee(call).rpartition(".")[0]


def _called(call: Node, verb: str) -> Iterator[Fact]:
    given, lines, around = arguments(call), node_lines(call), scope(call)
    if verb == "include":
        yield from _included(call, given)
    elif verb == "add_route":
        pattern, name = given.get("pattern", 1) or given.get("path"), given.text("name", 0)
        if pattern is not None and name and not given.is_true("static"):
            yield Route(lines=lines, scope=around, router=_router(call), methods=(),
                        path=_path(pattern), framework="pyramid", name=name)  # fmt: skip
    else:
        handler = dotted(given.get("view", 0))
        if handler:
            yield from _answers(call, given, handler)


def _included(call: Node, given: Arguments) -> Iterator[Mount]:
    """`config.include("package.module", route_prefix="/x")`; a module or its `includeme`."""
    what, prefix = given.get("callable", 0), given.get("route_prefix")
    if what is None:
        return
    child = expression(what)
    if isinstance(child, Literally):
        child = Literally(text=child.text.removesuffix(".includeme"))
    yield Mount(
        lines=node_lines(call), scope=scope(call), parent=_router(call),
        child=child if isinstance(child, Literally) else Name(dotted=dotted(what)),
        prefix=Literally(text="") if prefix is None else _path(prefix),
    )  # fmt: skip


# ---------------------------------------------------------------- views


def _viewed(view: Node) -> Iterator[Fact]:
    """The `view_config`s of a function, or of a class and its methods; Cornice's decorators."""
    if view.type == "class_definition":
        resource = _decorator(view, "resource")
        if resource is not None:
            yield from _resource(view, arguments(resource))
        defaults = _decorator(view, "view_defaults")
        for each in _decorators(view, "view_config"):
            yield from _configured(each, view, defaults)
        return
    class_ = enclosing(view, "class_definition")
    defaults = _decorator(class_, "view_defaults") if class_ is not None else None
    for each in _decorators(view, "view_config"):
        yield from _configured(each, view, defaults)
    for each in decorators(view):
        service, _, verb = callee(each).rpartition(".")
        if verb in VERBS and service and "." not in service:
            yield Route(lines=node_lines(view), scope=scope(view), router=service,
                        methods=(verb.upper(),), path=Literally(text=""), handler=qualified(view),
                        framework="cornice", guards=decorator_guards(view))  # fmt: skip


def _decorators(definition: Node, name: str) -> list[Node]:
    return [each for each in decorators(definition) if last(callee(each)) == name]


def _decorator(definition: Node, name: str) -> Node | None:
    return next(iter(_decorators(definition, name)), None)


def _configured(each: Node, view: Node, defaults: Node | None) -> Iterator[Answer]:
    given = arguments(each)
    common = arguments(defaults) if defaults is not None else None
    keywords = {**(common.keywords if common is not None else {}), **given.keywords}
    merged = Arguments(given.positional, keywords)
    handler = qualified(view)
    if view.type == "class_definition" and merged.text("attr"):
        handler = f"{handler}.{merged.text('attr')}"
    yield from _answers(each, merged, handler)


def _answers(place: Node, given: Arguments, handler: str) -> Iterator[Answer]:
    route = given.text("route_name")
    methods = tuple(each.upper() for each in texts(given.get("request_method")))
    if route and not any(word in given.keywords for word in ("context", "xhr")):
        permission = given.text("permission")
        yield Answer(
            lines=node_lines(place), scope=scope(place), route=route, methods=methods or ("ANY",),
            handler=handler, guards=(guard(permission),) if permission else (),
        )  # fmt: skip


# ---------------------------------------------------------------- Cornice


def _service(assignment: Node) -> Iterator[Fact]:
    made = assignment.child_by_field_name("right")
    name = field_text(assignment, "left")
    path = arguments(made).get("path", 1) if made is not None else None
    if path is None:
        return
    yield Router(lines=node_lines(assignment), scope=scope(assignment), name=name,
                 framework="cornice", prefix=_path(path), root=True)  # fmt: skip


def _resource(class_: Node, given: Arguments) -> Iterator[Fact]:
    """`@resource(path="/users/{id}", collection_path="/users")`."""
    own = qualified(class_)
    one, many = given.get("path"), given.get("collection_path")
    yield Router(lines=_head(class_), name=own, framework="cornice", root=True)
    for method in methods_of(class_):
        name = field_text(method, "name")
        verb, path = (name, one) if name in VERBS else (_COLLECTION.get(name, ""), many)
        if verb and path is not None:
            yield Route(lines=node_lines(method), router=own, methods=(verb.upper(),),
                        path=_path(path), handler=f"{own}.{name}", framework="cornice",
                        guards=decorator_guards(method))  # fmt: skip
