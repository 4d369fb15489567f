"""http4s, and the older routes of ZIO HTTP: requests matched by patterns.

Recognises: `case GET -> Root / "users" / IntVar(id)` in `HttpRoutes.of`, `AuthedRoutes.of`,
`Http.collect` and functions of any kind; several methods, query matchers, `/:`; `Router("/api" ->
routes)` with routes of other values, classes and files, combined with `<+>` and behind middleware.
Versions seen: http4s 0.18 to 1, ZIO HTTP 1 and 2.
Not recognised: routes made with rho; matchers of our own that hold several segments.
Documentation: https://http4s.org/v0.23/docs/dsl.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    GlobalPrefix,
    Literally,
    Made,
    Mount,
    Name,
    Route,
)
from backend_architect.survey.grammars.scala.text import (
    arguments_of,
    called_of,
    callee_of,
    expression,
    joined,
)
from backend_architect.survey.idioms.scala.cases import case_of
from backend_architect.survey.idioms.scala.segments import whole
from backend_architect.survey.idioms.scala.units import (
    UNITS,
    operands,
    unit_name,
    unit_value,
    units,
    with_routers,
)

_COMBINES = frozenset(("<+>", "|+|", "<|>", "++", "orElse", "combineK", "@@"))


_SIGNS = ("http4s", "zhttp", "zio.http", "-> Root", "-> !!")
#: What finished routes are asked for.
_TIDIED = frozenset(("orNotFound", "orEmpty", "sandbox"))


class _Here(NamedTuple):
    router: str
    framework: str
    prefix: tuple[Expression, ...] = ()
    names: bool = False


@detector(language="scala", anchors=_SIGNS)
def http4s(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the value that holds it."""
    data = match.source.data
    tree = match.source.tree if any(sign.encode() in data for sign in _SIGNS) else None
    framework = "http4s" if b"http4s" in data or b"-> Root" in data else "zio-http"
    found: dict[str, tuple[Node, list[Fact]]] = {}
    for unit in units(tree.root_node) if tree is not None else ():
        value, name = unit_value(unit), unit_name(unit)
        said = list(_walk(value, _Here(name, framework, names=True))) if value is not None else []
        if any(isinstance(fact, Route) for fact in said) or _combines(said, value):
            if value is not None and b"Interpreter" in data:
                said.extend(_of_tapir(value, said))
            found[name] = (unit, [*found[name][1], *said] if name in found else said)
    yield from with_routers(found, framework)


def _combines(said: list[Fact], value: Node | None) -> bool:
    text = node_text(value) if value is not None else ""
    words = ("Router(", "<+>", "orElse", "combineK", "|+|")
    return any(isinstance(fact, Mount) for fact in said) and any(word in text for word in words)


def _of_tapir(value: Node, said: list[Fact]) -> Iterator[Fact]:
    """A lone prefix that endpoints of Tapir are served below, which no name leads to."""
    prefixes = [fact for fact in said if isinstance(fact, Mount)]
    texts = {m.prefix.text for m in prefixes if isinstance(m.prefix, Literally)} - {"", "/"}
    if "Router(" in node_text(value) and len(texts) == 1:
        yield GlobalPrefix(
            lines=prefixes[0].lines, prefix=Literally(text=texts.pop()), framework="tapir"
        )


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    """The routes below a node. With `names`, a name here stands for routes."""
    if node.type in UNITS:
        return
    if node.type == "case_clause":
        yield from _case(node, here)
    elif node.type == "infix_expression":
        parts = operands(node)
        combined = here.names and any(word in _COMBINES for word, _ in parts[1:])
        for _, part in parts:
            yield from _walk(part, here._replace(names=combined))
    elif node.type in ("identifier", "field_expression") and here.names:
        yield from _named(node, here)
    elif node.type in ("call_expression", "instance_expression"):
        yield from _call(node, here)
    else:
        around = node.type in ("block", "parenthesized_expression", "indented_block")
        last = node.named_children[-1] if node.named_children else None
        for child in node.named_children:
            yield from _walk(child, here._replace(names=here.names and around and child == last))


def _case(node: Node, here: _Here) -> Iterator[Fact]:
    pattern, body = node.child_by_field_name("pattern"), node.child_by_field_name("body")
    found = case_of(pattern) if pattern is not None else None
    if found is None:
        if body is not None:
            yield from _walk(body, here._replace(names=False))
        return
    line = node_lines(node)[0]
    said = expression(body) if body is not None else None
    yield Route(
        lines=(line, line),
        scope=here.router,
        router=here.router,
        methods=found.methods,
        path=whole((*here.prefix, *found.parts)),
        handler=said.callee if isinstance(said, Made) else "",
        framework=here.framework,
    )


def _call(node: Node, here: _Here) -> Iterator[Fact]:
    called = called_of(node)
    if called is not None and called.type == "infix_expression":
        yield from _walk(called, here)  # `a <+> b[F](x)`, which the parser takes for a call of all
        return
    name = callee_of(node).rpartition(".")[2]
    given = arguments_of(node)
    if name in ("Router", "define", "DefinedRouter") or callee_of(node) == "Router":
        for each in given:
            yield from _below(each, here)
        return
    if here.names:
        yield from _mount(node, here)
    yield from _function(node.child_by_field_name("function"), here)
    for each in given:
        yield from _walk(each, here)


def _function(function: Node | None, here: _Here) -> Iterator[Fact]:
    """What a call is called on, or its earlier arguments: `middleware(routes) { ... }`."""
    if function is None or function.type == "identifier":
        return
    if function.type == "call_expression":
        yield from _walk(function, here)
        return
    inner, member = function.child_by_field_name("value"), function.child_by_field_name("field")
    combined = here.names and member is not None and node_text(member) in (*_COMBINES, *_TIDIED)
    yield from _walk(inner if inner is not None else function, here._replace(names=combined))


def _below(node: Node, here: _Here) -> Iterator[Fact]:
    """`"/api" -> routes` of a router."""
    called = called_of(node) if node.type == "call_expression" else None
    hidden = called is not None and called.type == "infix_expression"
    parts = operands(called if called is not None and hidden else node)
    words = [word for word, _ in parts]
    if words[-1] == "->" and set(words[1:-1]) <= {"+"}:
        prefix = joined([expression(part) for _, part in parts[:-1]])
        below = here._replace(prefix=(*here.prefix, prefix), names=True)
        yield from _walk(parts[-1][1], below)
    else:
        yield from _walk(node, here._replace(names=True))


def _named(node: Node, here: _Here) -> Iterator[Fact]:
    """A name of routes, or what is made of routes: `routes.orNotFound`."""
    yield from _mount(node, here)
    inner, member = node.child_by_field_name("value"), node.child_by_field_name("field")
    if inner is not None and member is not None and node_text(member) in _TIDIED:
        yield from _walk(inner, here)


def _mount(node: Node, here: _Here) -> Iterator[Fact]:
    said = expression(node)
    if isinstance(said, Name | Made):
        child = said if isinstance(said, Made) else Made(callee=said.dotted)
        yield Mount(
            lines=node_lines(node),
            scope=here.router,
            parent=here.router,
            child=child,
            prefix=whole(here.prefix),
        )
