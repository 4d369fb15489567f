"""Vert.x Web's routers.

Recognises: routers that methods make, hold in fields or are given; `router.get("/x")` to `options`,
`route("/x")`, `route(HttpMethod.GET, "/x")`, `method`, `path`, what answers them; `mountSubRouter`
and `subRouter`; routers handed to other methods. What stands before handlers on all methods of a
path with a wildcard is no route.
Versions seen: Vert.x 3 to 5, with its Rx and Mutiny forms.
Not recognised: routes of OpenAPI contracts (`RouterBuilder`), regular expressions, routes held in
variables.
Documentation: https://vertx.io/docs/vertx-web/java/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Handover,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.java.text import (
    call_arguments,
    callee_of,
    dotted,
    expression,
    parameters_of,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import class_around, members
from backend_architect.survey.idioms.java.calls import (
    chain_of,
    chains_below,
    filled,
    handler_of,
    locals_of,
    name_of_call,
)

_VERBS = frozenset(("get", "post", "put", "delete", "patch", "head", "options"))
_ANSWERS = frozenset(("handler", "blockingHandler", "respond", "coroutineHandler", "coHandler"))
_EMPTY = Literally(text="")
#: Handlers of Vert.x that do not answer: bodies, sessions, checks, static files.
_BEFORE = re.compile(r"\w*Handler\.(?:create|newInstance)")


class _Here(NamedTuple):
    """Routers of a method by the names they have in it, and what its variables hold."""

    routers: dict[str, str]
    known: dict[str, Expression]
    unit: str


@detector(
    language="java",
    anchors=("ext.web.Router", "ext.web.*"),
    query="[(method_declaration) (constructor_declaration)] @unit",
)
def vertx_web(match: Match) -> Iterator[Fact]:
    """Say the routers and routes of a method."""
    if b"ext.web.Router" not in match.source.data and b"ext.web.*" not in match.source.data:
        return
    unit = match.nodes("unit")[0]
    own = list(_routers(unit))
    here = _Here(
        {each.name.rpartition(".")[2]: each.name for each in own}, locals_of(unit), qualified(unit)
    )
    said = [fact for chain in chains_below(unit) for fact in _chain(chain, here)]
    used = {fact.router for fact in said if isinstance(fact, Route)}
    plain = {(repr(f.path)) for f in said if isinstance(f, Route) and f.methods != ("ANY",)}
    if said or any(each.scope == here.unit for each in own):
        yield from (each for each in own if each.scope == here.unit or each.name in used or said)
    for fact in said:
        if not (isinstance(fact, Route) and fact.methods == ("ANY",) and repr(fact.path) in plain):
            yield fact


def _routers(unit: Node) -> Iterator[Router]:
    """The routers a method makes, is given, or finds in its class's fields."""
    name = qualified(unit)
    for parameter, kind, declared in parameters_of(unit):
        if plain_type(kind) == "Router":
            yield _router(declared, f"{name}.{parameter}", name, root=False)
    for declared in _variables(unit):
        for each in declared.children_by_field_name("declarator"):
            value = each.child_by_field_name("value")
            if value is not None and "Router.router(" in node_text(value)[:40]:
                yield _router(each, f"{name}.{_own(each)}", name, root=True)
    around = class_around(unit)
    for field in members(around, "field_declaration") if around is not None else ():
        if plain_type(field.child_by_field_name("type")) == "Router" and around is not None:
            for each in field.children_by_field_name("declarator"):
                owner = qualified(around)
                yield _router(each, f"{owner}.{_own(each)}", owner, root=True)


def _own(declarator: Node) -> str:
    return node_text(declarator.child_by_field_name("name") or declarator)


def _router(node: Node, name: str, scope: str, *, root: bool) -> Router:
    return Router(
        lines=node_lines(node), scope=scope, name=name, framework="vertx", root=root,
        if_mounted=not root,
    )  # fmt: skip


def _variables(unit: Node) -> Iterator[Node]:
    waiting = [unit]
    while waiting:
        node = waiting.pop()
        if node.type == "local_variable_declaration":
            yield node
        waiting.extend(reversed(node.named_children))


def _chain(node: Node, here: _Here) -> Iterator[Fact]:
    base, calls = chain_of(node)
    yield from _handed(node, here)
    router = here.routers.get(dotted(base).removeprefix("this."))
    if router is None or base in calls:
        return
    group: list[Node] = []
    for call in calls:
        name = name_of_call(call)
        if name == "mountSubRouter":
            yield from _mounted(call, router, here)
        elif name in _VERBS or name == "route":
            yield from _route(group, router, here)
            group = [call]
        elif group:
            group.append(call)
    yield from _route(group, router, here)


def _handed(node: Node, here: _Here) -> Iterator[Handover]:
    """A router given to another method, also to one of an object made in place."""
    for position, value in enumerate(call_arguments(node)):
        router = here.routers.get(dotted(value).removeprefix("this."))
        callee = _callee(node)
        if (
            router is not None
            and callee
            and name_of_call(node) not in ("subRouter", "requestHandler", "mountSubRouter")
        ):
            yield Handover(
                lines=node_lines(node), scope=here.unit, callee=callee, position=position,
                router=router,
            )  # fmt: skip


def _callee(call: Node) -> str:
    on = call.child_by_field_name("object")
    if on is not None and on.type == "object_creation_expression":
        return f"{plain_type(on.child_by_field_name('type'))}.{name_of_call(call)}"
    callee = callee_of(call)
    return "" if callee.startswith(".") else callee.removeprefix("this.")


def _mounted(call: Node, router: str, here: _Here) -> Iterator[Mount]:
    given = call_arguments(call)
    if len(given) == 2:
        prefix = _plain(filled(expression(given[0]), here.known))
        yield _mount(call, router, prefix, given[1], here)


def _mount(call: Node, router: str, prefix: Expression, child: Node, here: _Here) -> Mount:
    return Mount(
        lines=node_lines(call), scope=here.unit, parent=router, prefix=prefix,
        child=_child(child, here),
    )  # fmt: skip


def _child(value: Node, here: _Here) -> Expression:
    known = here.routers.get(dotted(value).removeprefix("this."))
    if known is not None:
        return Name(dotted=known)
    callee = _callee(value) if value.type == "method_invocation" else ""
    return Made(callee=callee) if callee else filled(expression(value), here.known)


def _plain(said: Expression) -> Expression:
    """A prefix without the wildcard behind it."""
    return (
        Literally(text=said.text.rstrip("*").rstrip("/")) if isinstance(said, Literally) else said
    )


def _route(group: list[Node], router: str, here: _Here) -> Iterator[Fact]:
    """The route that the calls of a group describe together."""
    if not group:
        return
    methods, path, handlers = _described(group, here)
    mounted = [each for each in group if name_of_call(each) == "subRouter"]
    if mounted and call_arguments(mounted[0]):
        yield _mount(mounted[0], router, _plain(path), call_arguments(mounted[0])[0], here)
        return
    answers = [each for each in handlers if not _BEFORE.match(node_text(each))]
    wild = isinstance(path, Literally) and (not path.text or path.text.endswith("*"))
    if not answers or (wild and not methods):
        return
    yield Route(
        lines=(
            node_lines(group[0].child_by_field_name("name") or group[0])[0],
            node_lines(group[-1])[1],
        ),
        scope=here.unit,
        router=router,
        methods=methods or ("ANY",),
        path=path,
        handler=handler_of(answers[-1]),
        framework="vertx",
    )


def _described(group: list[Node], here: _Here) -> tuple[tuple[str, ...], Expression, list[Node]]:
    methods: list[str] = []
    path: Expression = _EMPTY
    handlers: list[Node] = []
    for call in group:
        name, given = name_of_call(call), call_arguments(call)
        if name in _VERBS:
            methods.append(name.upper())
        if name == "method" or (name == "route" and len(given) == 2):
            methods.append(node_text(given[0]).rpartition(".")[2])
        if given and name in (*_VERBS, "route", "path"):
            path = filled(expression(given[-1]), here.known)
        if name in _ANSWERS:
            handlers.extend(given[:1])
    return tuple(methods), path, handlers
