"""Endpoints: routes below the routers they are registered on, with the guards on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from backend_architect.model.api import Api, Operation, Parameter, Response
from backend_architect.model.element import Element, Json
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Middleware, MiddlewareRole, Service
from backend_architect.survey.assemble.around import Around
from backend_architect.survey.assemble.bindings import blank_of, tell_assumed, template
from backend_architect.survey.assemble.controllers import controlled
from backend_architect.survey.assemble.everywhere import served_paths, with_global_guards
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.routing import Routing, Served, join
from backend_architect.survey.assemble.schemes import schemes_of_libraries
from backend_architect.survey.facts import (
    Action,
    Answer,
    Chain,
    ControllerAction,
    Feature,
    Guard,
    Input,
    Resource,
    Route,
    Router,
    Said,
    SchemeFact,
)
from backend_architect.survey.grammars import language_of
from backend_architect.survey.resolution import Symbol

#: A path parameter as the frameworks write it, when a detector could not see the literal.
_COLON = re.compile(r"(?<=/):(\w+)(?:\([^/]*\))?\??")
_ANGLE = re.compile(r"<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>")
_TYPED = re.compile(r"\{(\w+):[^{}]*(?:\{[^}]*\}[^{}]*)*\}")


def openapi_path(path: str) -> str:
    """A path with its parameters written `{name}`."""
    path = _TYPED.sub(r"{\1}", path)
    return _ANGLE.sub(r"{\1}", _COLON.sub(r"{\1}", path))


@dataclass
class Routes:
    """What was assembled about contracts; `handlers` maps an operation's id to its handler."""

    apis: dict[str, Api] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    handlers: dict[str, Symbol] = field(default_factory=dict)
    schemes: dict[str, SecurityScheme] = field(default_factory=dict)
    middleware: dict[str, Middleware] = field(default_factory=dict)

    def elements(self) -> Iterator[Element]:
        """All elements but the operations, which queries are linked to first."""
        yield from self.apis.values()
        yield from self.schemes.values()
        yield from self.middleware.values()


@dataclass(frozen=True)
class _Endpoint:
    """A route or action on its way to becoming an operation."""

    seen: Seen
    fact: Route | Action | ControllerAction
    methods: tuple[str, ...]
    path: str
    handler: Symbol | None
    handler_name: str
    guards: tuple[Guard, ...]
    inputs: tuple[Input, ...] = ()
    status: int | None = None
    framework: str = ""
    versions: tuple[str, ...] = ()


def assemble_routes(ground: Ground, routing: Routing) -> Routes:
    """All endpoints with their apis, security schemes and middleware."""
    routes = Routes()
    around = Around(ground, routing)
    _schemes(ground, routes)
    for scheme in tuple(schemes_of_libraries(ground, routes.schemes.values())):
        routes.schemes[scheme.id] = scheme
    _middleware(ground, routes)
    found = (_from_routes, _from_resources, _from_controllers)
    for endpoint in (endpoint for each in found for endpoint in each(ground, routing)):
        service = ground.service_of(endpoint.seen.path)
        for method in endpoint.methods:
            ruled = around.guards(service, method, endpoint.path)
            asked, demanded = around.inputs(endpoint.handler), around.demanded(endpoint.handler)
            whole = replace(
                endpoint,
                guards=(*endpoint.guards, *ruled, *demanded),
                inputs=(*endpoint.inputs, *asked),
            )
            where = endpoint.framework, endpoint.seen.path
            said = method, endpoint.path, endpoint.versions, where
            for path in served_paths(ground, service, *said):
                _operation(ground, routes, service, whole, f"{method} {openapi_path(path)}")
    return routes


# ---------------------------------------------------------------- endpoints


def _from_routes(ground: Ground, routing: Routing) -> Iterator[_Endpoint]:
    features, answers = _features(ground), _answers(ground)
    for seen, route in ground.facts(Route):
        if route.when and not _is_there(ground, features, seen, route):
            continue
        router = routing.find(seen.path, route.router, route.scope)
        if router is None or _of_another(routing.routers[router][1], seen, route):
            continue
        handler = ground.symbols.function(seen.path, route.handler, route.scope)
        handler = handler or ground.resolve(seen.path, route.handler, route.scope)
        for served, path, methods in _spelled(ground, routing, router, seen, route):
            if route.name:
                yield from _answered(ground, answers, seen, route, served, path)
                continue
            yield _Endpoint(
                seen, route, methods, path, handler, route.handler,
                (*served.guards, *route.guards), route.inputs, route.status, route.framework,
                route.versions,
            )  # fmt: skip


#: Who answers the routes of a name, by service and name.
_Answers: TypeAlias = dict[tuple[str, str], list[tuple[Seen, Answer]]]


def _answers(ground: Ground) -> _Answers:
    found: _Answers = {}
    for seen, answer in ground.facts(Answer):
        found.setdefault((ground.service_id(seen.path), answer.route), []).append((seen, answer))
    return found


def _answered(
    ground: Ground, answers: _Answers, seen: Seen, route: Route, served: Served, path: str
) -> Iterator[_Endpoint]:
    """A route that is answered elsewhere, on the methods said there; a gap where nobody does."""
    found = answers.get((ground.service_id(seen.path), route.name), [])
    if not found:
        reason = "Nobody was found who answers it."
        ground.gap(seen, route.lines[0], f"route {route.name}", reason)
    for where, answer in found:
        handler = ground.resolve(where.path, answer.handler, answer.scope)
        yield _Endpoint(
            seen, route, answer.methods, path, handler, answer.handler,
            (*served.guards, *answer.guards), route.inputs, framework=route.framework,
        )  # fmt: skip


def _features(ground: Ground) -> set[tuple[str, str]]:
    """What each service has switched on."""
    return {(ground.service_id(seen.path), fact.name) for seen, fact in ground.facts(Feature)}


def _is_there(ground: Ground, features: set[tuple[str, str]], seen: Seen, route: Route) -> bool:
    """Whether the program has what the route waits for."""
    own = ground.service_id(seen.path)
    return ((own, route.when.removeprefix("!")) in features) != route.when.startswith("!")


def _of_another(router: Router, seen: Seen, route: Route) -> bool:
    """Whether a route is said of another framework's router, whose own detector says it too:
    several of Go's write their routes alike."""
    differ = route.framework and router.framework and route.framework != router.framework
    return bool(differ) and language_of(seen.path) == "go"


def _spelled(
    ground: Ground, routing: Routing, router: Symbol, seen: Seen, route: Route
) -> Iterator[tuple[Served, str, tuple[str, ...]]]:
    """The ways to a route with its whole path and its methods on each; a gap where the program
    computes them."""
    path = template(ground, seen.path, route.path, route.scope)
    said = route.method
    method = template(ground, seen.path, said, route.scope) if said is not None else ()
    tell_assumed(ground, seen, route.lines[0], route.path)
    blank = blank_of(path or (), method or ())
    if blank is not None and routing.is_of_class(blank):
        return  # how a class of ours registers what it is given
    ways = _ways(ground, routing, router, seen, route)
    known = not ways and path is not None
    if path is not None and method is not None:
        for served in ways:
            found = routing.spelled(served, path, method)
            for whole, named in found:
                known = True
                yield served, whole, route.methods or methods_of(named)
            guess = routing.guessed(served, path) if not found and route.methods else ""
            if guess:
                yield served, guess, route.methods
    if not known:
        reason = "The path is computed when the program runs."
        ground.gap(seen, route.lines[0], f"route {'/'.join(route.methods)}", reason)


def methods_of(text: str) -> tuple[str, ...]:
    """The methods a text names ("GET,POST"); any for a text that names none."""
    return tuple(dict.fromkeys(re.findall(r"[A-Z]+", text.upper()))) or ("ANY",)


def _ways(
    ground: Ground, routing: Routing, router: Symbol, seen: Seen, fact: Said
) -> tuple[Served, ...]:
    """How a router is reached; by its own prefix, with a gap, where nothing leads to it."""
    ways = routing.served(router)
    if ways or routing.waits(router):
        return ways
    reason = "Nothing that was read mounts this router: its path may lack a prefix."
    ground.gap(seen, fact.lines[0], f"routes of {router.name.rpartition('.')[2]}", reason)
    return routing.unserved(router)


def _from_resources(ground: Ground, routing: Routing) -> Iterator[_Endpoint]:
    actions = _actions(ground)
    for seen, resource in ground.facts(Resource):
        router = routing.find(seen.path, resource.router, resource.scope)
        base = ground.symbols.text(seen.path, resource.path, resource.scope)
        controller = ground.resolve(seen.path, resource.controller, resource.scope)
        if router is None:
            continue
        offered = _offered(ground, actions, controller) if controller is not None else {}
        inherits = resource.controller == resource.router  # a class that may inherit, or may not
        if base is None or not (offered or inherits):
            what = f"resource {resource.controller}"
            ground.gap(seen, resource.lines[0], what, "Its path, or what it answers, is not known.")
            continue
        for place, action in offered.values():
            if resource.actions and action.name not in resource.actions:
                continue
            own = _own_path(ground, place, action)
            for served in _ways(ground, routing, router, seen, resource) if own is not None else ():
                above = _base_of(ground, place, action) if served.prefix == "" else ""
                path = join(served.prefix, base, above, own or "")
                name = action.handler or f"{action.controller}.{action.name}"
                handler = ground.resolve(place.path, name)
                yield _Endpoint(
                    place, action, action.methods, path, handler, name,
                    (*served.guards, *resource.guards, *action.guards),
                    framework=resource.framework,
                )  # fmt: skip


def _own_path(ground: Ground, place: Seen, action: Action) -> str | None:
    """The path of an action below its resource; None, with a gap, where nobody can know it."""
    if action.template is None:
        return action.path
    text = ground.symbols.text(place.path, action.template, action.scope)
    if text is None:
        what = f"path of {action.controller}.{action.name}"
        ground.gap(place, action.lines[0], what, "The path is computed when the program runs.")
    return text


def _base_of(ground: Ground, place: Seen, action: Action) -> str:
    return ground.symbols.text(place.path, action.base, action.scope) or ""


def _from_controllers(ground: Ground, _: Routing) -> Iterator[_Endpoint]:
    for place, action, path, guards, framework in controlled(ground):
        name = f"{action.controller}.{action.name}"
        yield _Endpoint(
            place, action, action.methods, path, ground.resolve(place.path, name), name, guards,
            action.inputs, action.status, framework,
        )  # fmt: skip


def _actions(ground: Ground) -> dict[Symbol, list[tuple[Seen, Action]]]:
    found: dict[Symbol, list[tuple[Seen, Action]]] = {}
    for seen, action in ground.facts(Action):
        found.setdefault(Symbol(seen.path, action.controller), []).append((seen, action))
    return found


def _offered(
    ground: Ground, actions: dict[Symbol, list[tuple[Seen, Action]]], controller: Symbol
) -> dict[tuple[str, str, str], tuple[Seen, Action]]:
    """The actions of a class and its base classes by name and path; the nearest wins."""
    offered: dict[tuple[str, str, str], tuple[Seen, Action]] = {}
    for owner in (controller, *ground.symbols.ancestors(controller)):
        for seen, action in actions.get(owner, ()):
            made = repr(action.template or "")
            offered.setdefault((action.name, action.path, made), (seen, action))
    return offered


# ---------------------------------------------------------------- operations


def _operation(
    ground: Ground, routes: Routes, service: Service, endpoint: _Endpoint, name: str
) -> None:
    """Keep the operation called `name` ("GET /users"), the first of this name."""
    api = _api(ground, routes, service, endpoint)
    id = f"{api.id}/{name}"
    if id in routes.operations:
        return
    method, _, path = name.partition(" ")
    guards = with_global_guards(ground, service, endpoint.guards)
    operation = Operation(
        id=id,
        name=name,
        origin=ground.surveyed((endpoint.seen, endpoint.fact)),
        api=api.id,
        method=method,
        path=path,
        handler=endpoint.handler_name,
        module=endpoint.seen.path,
        parameters=_parameters(path, endpoint.inputs),
        responses=_responses(endpoint.status),
        security=_security(ground, routes, service, endpoint, guards),
        guards=tuple(dict.fromkeys(guard.name for guard in guards)),
    )
    routes.operations[id] = operation
    if endpoint.handler is not None:
        routes.handlers[id] = endpoint.handler


def _api(ground: Ground, routes: Routes, service: Service, endpoint: _Endpoint) -> Api:
    id = f"{service.id}/api"
    if id not in routes.apis:
        routes.apis[id] = Api(
            id=id,
            name=f"{service.name} API",
            origin=ground.surveyed((endpoint.seen, endpoint.fact)),
            service=service.id,
        )
    return routes.apis[id]


def _parameters(path: str, inputs: Iterable[Input]) -> tuple[Parameter, ...]:
    """Path parameters from the path itself, then what the handler declares."""
    declared = {each.name: each for each in inputs if each.location != "body"}
    names = re.findall(r"\{(\w+)\}", path)
    found = [Parameter(name=n, location="path", json_schema=_type(declared.get(n))) for n in names]
    found.extend(
        Parameter(
            name=each.name, location=each.location, json_schema=_type(each), required=each.required
        )
        for each in declared.values()
        if each.location in ("query", "header", "cookie") and each.name not in names
    )
    return tuple(found)


def _type(declared: Input | None) -> dict[str, Json]:
    """The JSON type of a declared input, as far as its type's name says it."""
    name = (declared.type if declared else "").lower()
    if name in ("int", "integer", "long", "short", "uint", "int64", "int32", "uint64"):
        return {"type": "integer"}
    if name in ("float", "double", "number", "decimal", "bigdecimal", "float64"):
        return {"type": "number"}
    if name in ("bool", "boolean"):
        return {"type": "boolean"}
    if name in ("uuid", "uuid4"):
        return {"type": "string", "format": "uuid"}
    return {"type": "string"}


def _responses(status: int | None) -> tuple[Response, ...]:
    return (Response(status=status, doc="as declared"),) if status else ()


# ---------------------------------------------------------------- security


def _schemes(ground: Ground, routes: Routes) -> None:
    for seen, fact in ground.facts(SchemeFact):
        service = ground.service_id(seen.path)
        id = f"{service}/auth/{fact.name}"
        if id not in routes.schemes:
            routes.schemes[id] = SecurityScheme(
                id=id,
                name=fact.name,
                origin=ground.surveyed((seen, fact)),
                kind=fact.kind,
                service=service,
                location=fact.location,
                parameter=fact.parameter,
            )


def _security(
    ground: Ground,
    routes: Routes,
    service: Service,
    endpoint: _Endpoint,
    guards: tuple[Guard, ...],
) -> tuple[str, ...]:
    """The scheme behind the authenticating guards; one of its own where the service names none."""
    names = [guard.name for guard in guards if guard.role == "authentication"]
    if not names:
        return ()
    own = [s for s in routes.schemes.values() if s.service == service.id]
    named = [s.id for s in own if s.name in names]
    if named or own:
        return tuple(named[:1] or [min(own, key=lambda s: s.id).id])
    id = f"{service.id}/auth/{names[0]}"
    routes.schemes[id] = SecurityScheme(
        id=id,
        name=names[0],
        origin=ground.surveyed((endpoint.seen, endpoint.fact)),
        kind="unknown",
        service=service.id,
    )
    return (id,)


def _middleware(ground: Ground, routes: Routes) -> None:
    positions: dict[str, int] = {}
    for seen, chain in ground.facts(Chain):
        service = ground.service_id(seen.path)
        positions[service] = positions.get(service, 0) + 1
        role: MiddlewareRole = chain.guard.role
        id = f"{service}/middleware/{positions[service]:02d} {chain.guard.name}"
        routes.middleware[id] = Middleware(
            id=id,
            name=chain.guard.name,
            origin=ground.surveyed((seen, chain)),
            service=service,
            position=positions[service],
            role=role,
            applies_to=chain.router,
        )
