"""Laravel and Lumen: routes.

Recognises: `Route::get` to `any`, `match`, `view`, `redirect`, `inertia`, `livewire`,
`Volt::route`; `resource`, `apiResource`, `resources`, `apiResources`, `singleton`, `apiSingleton`
with `only`, `except`, `parameters`, `shallow`, `creatable`; groups by closures with `prefix`,
`middleware`, `controller`, `namespace` as links of a chain or as an array; `Auth::routes()`,
`Broadcast::routes()`; handlers as arrays, classes, closures and texts ("Users@show"). In Lumen the
same calls on `$router`.
Versions seen: Laravel 5.1 to 12, Lumen 5 to 10, laravel/ui 1 to 4.
Not recognised: macros of the router, routes that packages add by themselves (Fortify, Nova ...),
attributes (see `laravel-attributes`).
Documentation: https://laravel.com/docs/routing, https://laravel.com/docs/controllers,
https://lumen.laravel.com/docs/routing
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Guard, Import, Literally, Route
from backend_architect.survey.grammars.php.text import class_name, expression, literal
from backend_architect.survey.idioms.php.chains import (
    Chain,
    Link,
    chain_to,
    is_array,
    links_after,
    pairs_of,
    table_of,
    texts_of,
)
from backend_architect.survey.idioms.php.guards import guards_in
from backend_architect.survey.idioms.php.handlers import Handler, handler_of
from backend_architect.survey.idioms.php.laravel import (
    ROUTER,
    Context,
    context_of,
    forms,
    is_router,
    module_of,
    path_of,
    router,
    with_link,
)
from backend_architect.survey.idioms.php.laravel_resources import Asked, routes_of
from backend_architect.survey.idioms.php.laravel_ui import auth_routes

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = ("get", "post", "put", "patch", "delete", "options", "any", "match", "addRoute")
_PAGES = ("view", "redirect", "permanentRedirect", "inertia", "livewire")
_RESOURCES = ("resource", "apiResource", "singleton", "apiSingleton")
_MANY = {"resources": "resource", "apiResources": "apiResource", "singletons": "singleton"}
_NAMES = (*_VERBS, *_PAGES, *_RESOURCES, *_MANY, "route", "routes", "auth")


@detector(
    language="php",
    anchors=(
        "Route::",
        "Facades\\Route",
        "router->",
        "app->",
        "Router",
        "Auth::routes",
        "api->",
        "Volt::",
    ),
    query=f"""
    ([(scoped_call_expression name: (name) @_name) (member_call_expression name: (name) @_name)]
      @call (#any-of? @_name {" ".join(f'"{name}"' for name in _NAMES)}))
    """,
)
def laravel_routes(match: Match) -> Iterator[Fact]:
    """The file as a router, and the routes of one call."""
    call = match.nodes("call")[0]
    if "/stubs/" in f"/{match.source.path}":
        return
    facts = list(_facts(match, call, chain_to(call)))
    if facts:
        yield router(match.source)
        yield from facts


def _facts(match: Match, call: Node, chain: Chain) -> Iterator[Fact]:
    last = chain.links[-1]
    root = chain.root.rpartition("\\")[2]
    if last.name in ("routes", "auth") and root in ("Auth", "Broadcast", "Route"):
        yield from _packaged(match, call, chain)
    elif root == "Volt" and last.name == "route":
        yield from _verb(match, call, chain)
    elif not is_router(match.source, chain.root, call):
        return
    elif last.name in _VERBS or last.name in _PAGES:
        yield from _verb(match, call, chain)
    elif last.name in _RESOURCES:
        yield from _resource(match, call, chain, last)
    elif last.name in _MANY:
        for name, controller in pairs_of(last.argument(0)):
            given = [("", last.argument(0) or controller), ("", controller), *last.given[1:]]
            one = Link(_MANY[last.name], given, call)
            yield from _resource(match, call, chain, one, name)


# ---------------------------------------------------------------- single routes


def _verb(match: Match, call: Node, chain: Chain) -> Iterator[Fact]:
    last = chain.links[-1]
    listed = last.name in ("match", "addRoute")
    path = last.argument(1 if listed else 0, "uri")
    answer = last.argument(2 if listed else 1, "action")
    if path is None or (answer is None and last.name in _VERBS and len(chain.links) < 2):
        return
    context = context_of(chain, call)
    options = table_of(answer)
    handler = _handler(answer, options, context)
    if handler is None and last.name in _VERBS and not _is_computed(answer):
        return
    for link in (*_as_links(options, call), *links_after(call)):
        context = with_link(context, link)
    methods = _methods(last, listed=listed)
    if methods:
        yield from _said(match, call, context, (methods, expression(path), handler or Handler()))


def _methods(last: Link, *, listed: bool) -> tuple[str, ...]:
    """The HTTP methods of a call; () for questions of the browser only."""
    if listed:
        return tuple(dict.fromkeys(text.upper() for text in texts_of(last.argument(0))))
    if last.name == "options":
        return ("OPTIONS",)
    if last.name in ("redirect", "permanentRedirect"):
        return ("GET",)
    if last.name == "any":
        return ("ANY",)
    return (last.name.upper(),) if last.name in _VERBS else ("GET",)


def _is_computed(answer: Node | None) -> bool:
    """True for a handler that is some expression: a call, a variable."""
    kinds = ("function_call_expression", "member_call_expression", "scoped_call_expression",
             "variable_name", "conditional_expression", "string", "encapsed_string")  # fmt: skip
    return answer is not None and (answer.type in kinds or is_array(answer))


def _handler(answer: Node | None, options: dict[str, Node], context: Context) -> Handler | None:
    if context.controller and answer is not None:
        text = literal(answer)
        if text is not None and "@" not in text:
            spoken = "@" in context.controller
            return Handler(context.controller, text.lstrip("@"), spoken)
    if "uses" in options:
        return handler_of(options["uses"])
    if options and answer is not None:
        return next((Handler() for key, value in pairs_of(answer) if not key and value), None)
    return handler_of(answer)


def _as_links(options: dict[str, Node], call: Node) -> Iterator[Link]:
    """Lumen's `['middleware' => 'auth', 'uses' => ...]` as if it were chained."""
    if "middleware" in options:
        yield Link("middleware", [("", options["middleware"])], call)


def _said(
    match: Match,
    call: Node,
    context: Context,
    route: tuple[tuple[str, ...], Expression, Handler],
    guards: tuple[Guard, ...] = (),
) -> Iterator[Fact]:
    methods, path, handler = route
    name = handler.name
    if handler.spoken and name:
        module = module_of(handler, context)
        owner = module.rpartition("\\")[2]
        yield Import(lines=node_lines(call), local=module, module=module, name=owner)
        name = f"{module}.{handler.method}"
    for whole in forms(path_of(*context.prefixes, path)):
        yield Route(
            lines=_lines(call), scope=match.scope("call"), router=ROUTER, methods=methods,
            path=whole, handler=name, framework="laravel",
            guards=tuple(dict.fromkeys((*context.guards, *guards))),
        )  # fmt: skip


def _lines(call: Node) -> tuple[int, int]:
    """From the name of the last call to the end of its arguments."""
    named = call.child_by_field_name("name") or call
    return node_lines(named)[0], node_lines(call)[1]


# ---------------------------------------------------------------- resources


def _resource(match: Match, call: Node, chain: Chain, last: Link, name: str = "") -> Iterator[Fact]:
    controller = last.argument(1, "controller")
    own = name or literal(last.argument(0, "name"))
    if own is None or controller is None:
        return
    context = context_of(chain, call)
    options = table_of(last.argument(2, "options"))
    links = tuple(links_after(call))
    for link in (*_as_links(options, call), *links):
        context = with_link(context, link)
    found = handler_of(controller)
    owner = found.owner if found else ""
    spoken = bool(found and found.spoken)
    kind = last.name.lower()
    asked = Asked(own.strip("/"), "singleton" in kind, kind.startswith("api"), links, options)
    for route in routes_of(asked):
        handler = Handler(owner, route.action, spoken)
        said = (route.methods, Literally(text=route.path), handler)
        yield from _said(match, call, context, said)


# ---------------------------------------------------------------- routes of packages


def _packaged(match: Match, call: Node, chain: Chain) -> Iterator[Fact]:
    """`Auth::routes()` of laravel/ui, `Broadcast::routes()`."""
    last = chain.links[-1]
    context = context_of(chain, call)
    if class_name(call.child_by_field_name("scope")).rpartition("\\")[2] == "Broadcast":
        guards = guards_in(table_of(last.argument(0)).get("middleware"))
        path = Literally(text="broadcasting/auth")
        yield from _said(match, call, context, (("GET", "POST"), path, Handler()), guards)
        return
    if last.name == "auth" or chain.root.rpartition("\\")[2] == "Auth":
        for methods, text, handler in auth_routes(table_of(last.argument(0))):
            yield from _said(match, call, context, (methods, Literally(text=text), handler))
