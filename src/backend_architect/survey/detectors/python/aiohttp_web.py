"""aiohttp: the web server's routes.

Recognises: `web.Application()`, `RouteTableDef()` with `@routes.get` and its like and
`@routes.view`, `app.router.add_get` and its like, `add_route(method, path, handler)`, `add_view`,
`add_static` (also of `router = app.router` and `add_route = app.router.add_route`),
`app.add_routes([web.get(...), ...])` or of a table or list, `add_subapp`; `web.View`
classes; `middlewares=[...]`.
Versions seen: 3.x.
Not recognised: resources with names resolved at run time.
Documentation: https://docs.aiohttp.org/en/stable/web_quickstart.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
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
    arguments,
    assigned,
    callee,
    dotted,
    elements,
    expression,
    handed_over,
    handovers,
    held,
    last,
    literal,
    methods_of,
    scope,
)
from backend_architect.survey.idioms.python.flask import decorator_guards
from backend_architect.survey.idioms.python.routes import (
    CURLY,
    VERBS,
    imports,
    qualified,
    with_parameters,
)

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=(
        "aiohttp",
        "RouteTableDef",
        "web.View",
        "add_routes",
        ".router.add_",
        "add_subapp",
        ".router\n",
    ),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(web[.]Application|^Application|RouteTableDef)$")) @made)
    (assignment left: (identifier) @name right: (list)) @held
    (decorated_definition
      (decorator (call function: (attribute object: [(identifier) (attribute)] @table
                                            attribute: (identifier) @verb)) @call)
      definition: [(function_definition) (class_definition)] @handler
      (#any-of? @verb "get" "post" "put" "patch" "delete" "view" "route"))
    (call function: (attribute object: [(identifier) (attribute)] @app
                               attribute: (identifier) @added)
      (#match? @added "^(add_(get|post|put|patch|delete|view|route|routes|static|subapp))$"))
      @plain
    (call function: (identifier) @added
      (#match? @added "^add_(get|post|put|patch|delete|view|route|static)$")) @short
    (class_definition superclasses: (argument_list)) @class
    """,
)
def aiohttp_web(match: Match) -> Iterator[Fact]:
    """Applications, tables, routes and views."""
    made, held, handler = match.node("made"), match.node("held"), match.node("handler")
    plain, class_ = match.node("plain"), match.node("class")
    routed = plain is not None and _routed(match.text("app"), plain)
    routed = routed or match.node("short") is not None  # by where the name comes from
    if not imports(match.source.data, "aiohttp") and not routed:
        return
    if made is not None and assigned(made):
        yield from _made(match, made)
    elif held is not None:
        yield from _table(held, match.text("name"))
    elif handler is not None:
        yield from _decorated(match, handler)
    elif plain is not None:
        yield from _called(plain, _application(match.text("app"), plain), match.text("added"))
    elif (short := match.node("short")) is not None:
        yield from _shortened(short, match.text("added"))
    elif class_ is not None and any(last(base) == "View" for base in class_bases(class_)):
        yield from _view(class_)


def _made(match: Match, made: Node) -> Iterator[Fact]:
    name, root = assigned(made), last(callee(made)) == "Application"
    yield Router(lines=node_lines(made), scope=scope(made), name=name, framework="aiohttp",
                 root=root)  # fmt: skip
    for each in elements(arguments(made).get("middlewares")):
        link = dotted(each) or callee(each)
        if link:
            yield Chain(lines=node_lines(each), scope=scope(made), router=name, guard=guard(link))
    yield from handovers(match.source, name, ("add_routes", "add_subapp", "run_app"))


def _table(held: Node, name: str) -> Iterator[Fact]:
    """`routes = [web.get("/x", handler), ...]`."""
    facts = list(_listed(held.child_by_field_name("right"), name))
    if facts:
        yield Router(lines=node_lines(held), scope=scope(held), name=name, framework="aiohttp")
        yield from facts


def _listed(listed: Node | None, router: str) -> Iterator[Fact]:
    for each in elements(listed):
        name = callee(each)
        if name.startswith("web.") or last(name) in ("view", "route", "static"):
            yield from _route(each, router, last(name))


def _path(node: Node) -> Expression:
    return with_parameters(expression(node), CURLY)


def _route(call: Node, router: str, verb: str) -> Iterator[Fact]:
    """One registration: `get(path, handler)`, `route(method, path, handler)`, `view(...)`."""
    given, lines, around = arguments(call), node_lines(call), scope(call)
    shift = 1 if verb == "route" else 0
    path = given.get("prefix", 0) if verb == "static" else given.get("path", shift)
    handler = given.get("handler", shift + 1)
    if path is None:
        return
    if verb == "static":
        yield Route(lines=lines, scope=around, router=router, methods=("GET",), handler="static",
                    path=Joined(parts=(_path(path), Literally(text="/{path}"))),
                    framework="aiohttp")  # fmt: skip
    elif verb == "view":
        yield Resource(lines=lines, scope=around, router=router, path=_path(path),
                       controller=dotted(handler), framework="aiohttp")  # fmt: skip
    elif verb in VERBS or verb == "route":
        wanted = verb.upper() if verb in VERBS else literal(given.get("method", 0)).upper()
        yield Route(lines=lines, scope=around, router=router, path=_path(path),
                    methods=("ANY" if wanted in ("*", "") else wanted,), handler=dotted(handler),
                    framework="aiohttp")  # fmt: skip


def _decorated(match: Match, handler: Node) -> Iterator[Fact]:
    call, table, verb = match.node("call"), match.text("table"), match.text("verb")
    if call is None:
        return
    given, lines, around = arguments(call), node_lines(call), scope(call)
    path = given.get("path", 1 if verb == "route" else 0)
    if path is None:
        return
    if handler.type == "class_definition":
        yield Resource(lines=lines, scope=around, router=table, path=_path(path),
                       controller=qualified(handler), framework="aiohttp")  # fmt: skip
        return
    wanted = verb.upper() if verb in VERBS else literal(given.get("method", 0)).upper()
    yield Route(
        lines=lines, scope=around, router=table, path=_path(path), handler=qualified(handler),
        methods=("ANY" if wanted in ("*", "") else wanted,), framework="aiohttp",
        guards=decorator_guards(handler),
    )  # fmt: skip


def _routed(name: str, call: Node) -> bool:
    """True where `app.router` is named: it needs no import to be aiohttp's."""
    return f"{name}.".endswith(".router.") or dotted(held(name, call)).endswith(".router")


def _application(name: str, call: Node) -> str:
    """The application whose router a name means, which may be kept: `router = app.router`."""
    kept = dotted(held(name, call)) if "." not in name else ""
    return (kept if kept.endswith(".router") else name).removesuffix(".router")


def _shortened(call: Node, added: str) -> Iterator[Fact]:
    """`add_route = app.router.add_route`, called by that name."""
    kept, _, method = dotted(held(added, call)).rpartition(".")
    if kept.endswith(".router") and method == added:
        yield from _called(call, _application(kept, call), added)


def _called(call: Node, app: str, added: str) -> Iterator[Fact]:
    verb, given = added.removeprefix("add_"), arguments(call)
    yield from handed_over(call, app, "aiohttp")
    if verb == "routes":
        routes = given.get("routes", 0)
        yield from _listed(routes, app)
        name = dotted(routes)
        if name:
            yield Mount(lines=node_lines(call), scope=scope(call), parent=app,
                        child=Name(dotted=name))  # fmt: skip
    elif verb == "subapp":
        prefix, child = given.get("prefix", 0), dotted(given.get("subapp", 1))
        if prefix is not None and child:
            yield Mount(lines=node_lines(call), scope=scope(call), parent=app, prefix=_path(prefix),
                        child=Name(dotted=child))  # fmt: skip
    else:
        yield from _route(call, app, verb)


def _view(class_: Node) -> Iterator[Action]:
    own = field_text(class_, "name")
    for method in methods_of(class_):
        verb = field_text(method, "name")
        if verb in VERBS:
            yield Action(lines=node_lines(method), controller=own, name=verb,
                         methods=(verb.upper(),), handler=f"{own}.{verb}",
                         guards=decorator_guards(method))  # fmt: skip
