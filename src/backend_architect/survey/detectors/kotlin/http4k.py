"""http4k's routing: `routes(...)`, `bind`, contracts.

Recognises: `"/x" bind GET to handler`, `"/x" bind routes(...)`, `GET to handler` below a path,
routes given by functions, values and classes of other files, filters before them
(`filter.then(routes)`);
`contract { routes += ... }` with `meta` and `bindContract`, path lenses (`"/x" / Path.of("id")`);
`reverseProxy`, paths with regular expressions.
Versions seen: http4k 3 to 6.
Not recognised: static content, single page applications, routes made in loops.
Documentation: https://www.http4k.org/howto/structure_your_routes/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Literally,
    Made,
    Mount,
    Name,
    Opaque,
    Route,
    Router,
)
from backend_architect.survey.grammars.kotlin.text import expression, joined
from backend_architect.survey.idioms.kotlin.calls import (
    call_of,
    local_values,
    operands,
    unit_name,
    units,
)

_METHODS = frozenset(
    ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PURGE", "QUERY")
)
_BINDS = frozenset(("bind", "bindContract", "bindHttp", "bindSse", "bindWs"))
_ASIDE = frozenset(("static", "singlePageApp", "ResourceLoader", "withBasePath"))


class _Here(NamedTuple):
    router: str
    unit: Node
    prefix: tuple[Expression, ...] = ()
    names: bool = False


@detector(language="kotlin", anchors=("org.http4k.",))
def http4k(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the function or value that holds it."""
    tree = match.source.tree if b"org.http4k." in match.source.data else None
    for unit in units(tree.root_node) if tree is not None else ():
        name = unit_name(unit)
        said = [f for child in unit.named_children for f in _walk(child, _Here(name, unit))]
        holds = any(isinstance(fact, Route) for fact in said) or _holds_routes(unit)
        if said and holds:
            line = node_lines(unit)[0]
            yield Router(lines=(line, line), scope=name, name=name, framework="http4k", root=True)
            yield from said


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    """The routes below a node. With `names`, a name here stands for routes."""
    parts = operands(node)
    words = [word for word, _ in parts]
    if _BINDS & set(words):
        yield from _bound(parts, here)
    elif words == ["", "to"] and _method(parts[0][1]) and here.prefix:
        yield _route(node, here, _method(parts[0][1]), parts[1][1])
    elif node.type in ("identifier", "navigation_expression") and here.names:
        yield from _mount(node, here)
    else:
        yield from _other(node, here)


def _bound(parts: list[tuple[str, Node]], here: _Here) -> Iterator[Fact]:
    """`path bind METHOD to handler`, or `path bind routes`."""
    number = next(n for n, (word, _) in enumerate(parts) if word in _BINDS)
    path = _path(parts[0][1], here)
    below = here._replace(prefix=(*here.prefix, *path), names=True)
    bound = parts[number][1]
    handler = next((value for word, value in parts[number + 1 :] if word == "to"), None)
    if handler is not None and _method(bound):
        yield _route(bound, below, _method(bound), handler)
    elif parts[number][0] not in ("bindWs", "bindSse"):
        yield from _walk(bound, below)


def _method(node: Node) -> str:
    word = node_text(node).rpartition(".")[2]
    return word if word in _METHODS else ""


def _path(node: Node, here: _Here) -> tuple[Expression, ...]:
    """The parts of `"/x" / Path.of("id") / "y"`; a lens by the name it was made with."""
    if node.type == "binary_expression" and any(c.type == "/" for c in node.children):
        return tuple(part for side in node.named_children for part in _path(side, here))
    if node.type == "call_expression":
        return (_lens(node),)
    said = expression(node)
    held = local_values(here.unit).get(said.dotted) if isinstance(said, Name) else None
    if held is not None and held.named_children[-1].type == "call_expression":
        return (_lens(held.named_children[-1]),)
    return (said,)


def _lens(node: Node) -> Expression:
    call = call_of(node)
    names = [expression(value) for value in call.values] if call is not None else []
    written = next((each.text for each in names if isinstance(each, Literally)), "")
    return Literally(text=f"{{{written}}}") if written else Opaque(source="Path")


def _handler(node: Node) -> str:
    """The name of a handler, without the filters before it."""
    call = call_of(node)
    if call is not None and call.name == "then" and call.values:
        return _handler(call.values[-1])
    if node.type == "callable_reference":
        return node_text(node).removeprefix("::").replace("::", ".")
    said = expression(node)
    return said.dotted if isinstance(said, Name) else said.callee if isinstance(said, Made) else ""


def _route(place: Node, here: _Here, method: str, handler: Node) -> Route:
    return Route(
        lines=node_lines(place),
        scope=here.router,
        router=here.router,
        methods=(method,),
        path=_whole(here.prefix),
        handler=_handler(handler),
        framework="http4k",
    )


def _whole(parts: tuple[Expression, ...]) -> Expression:
    """The path of all parts; a lone slash below others adds nothing."""
    between: list[Expression] = []
    for part in parts:
        if part == Literally(text="/"):
            continue
        slashed = isinstance(part, Literally) and part.text.startswith("/")
        between.extend((part,) if slashed else (Literally(text="/"), part))
    return joined(between)


def _mount(node: Node, here: _Here) -> Iterator[Fact]:
    said = expression(node)
    dotted = _handler(node) if isinstance(said, Name | Made) else ""
    if dotted and not dotted.startswith("."):
        yield Mount(
            lines=node_lines(node),
            scope=here.router,
            parent=here.router,
            child=Made(callee=dotted),
            prefix=_whole(here.prefix),
        )


def _other(node: Node, here: _Here) -> Iterator[Fact]:
    """Calls and blocks around routes; the values of `routes(...)` and of `then` may be names."""
    call = call_of(node)
    if call is None:
        names = here.names and node.type not in ("lambda_literal", "property_declaration")
        if node.type == "lambda_literal" and here.prefix and not _holds_routes(node):
            return
        adds = node.type in ("assignment", "function_body", "return_expression")
        for child in node.named_children:
            yield from _walk(
                child, here._replace(names=names or (adds and child.id != _first(node)))
            )
        return
    if call.name in _ASIDE:
        return
    below = here
    if call.name == "contract":
        below = here._replace(names=False)
    lists = call.name in ("routes", "then", "listOf", "withFilter", "reverseProxy", "plus")
    if here.names or lists:
        yield from _mount(node, here)
    if call.on is not None:
        yield from _walk(call.on, here._replace(names=False))
    for value in call.values:
        yield from _walk(value, below._replace(names=lists))
    if call.block is not None:
        yield from _walk(call.block, below._replace(names=False))


def _first(node: Node) -> int:
    """The left side of an assignment."""
    return node.named_children[0].id if node.type == "assignment" else -1


def _holds_routes(block: Node) -> bool:
    text = node_text(block)
    return "routes" in text or "bind" in text
