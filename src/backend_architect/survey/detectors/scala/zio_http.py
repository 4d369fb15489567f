"""ZIO HTTP's routes and endpoints made of route patterns.

Recognises: `Method.GET / "users" / int("id") -> handler`, in `Routes(...)` or alone, and
`Endpoint(Method.GET / ...)`; constants among the segments; `nest("api")`,
`literal("api") / routes`;
routes of other values combined with `++`.
Versions seen: ZIO HTTP 3.
Not recognised: pattern matching of older versions (the detector of http4s reads it).
Documentation: https://ziohttp.com/reference/routing/route_pattern
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Literally, Made, Mount, Name, Route
from backend_architect.survey.grammars.scala.text import arguments_of, called_of, dotted, expression
from backend_architect.survey.idioms.scala.cases import METHODS
from backend_architect.survey.idioms.scala.segments import divided, first_text, parameter, whole
from backend_architect.survey.idioms.scala.units import (
    UNITS,
    operands,
    unit_name,
    unit_value,
    units,
    with_routers,
)

_PARAMETERS = frozenset(("int", "string", "uuid", "long", "boolean", "bool"))


class _Here(NamedTuple):
    router: str
    prefix: tuple[Expression, ...] = ()
    names: bool = False


@detector(language="scala", anchors=("zio.http",))
def zio_http(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the value that holds it."""
    tree = match.source.tree if b"zio.http" in match.source.data else None
    found: dict[str, tuple[Node, list[Fact]]] = {}
    for unit in units(tree.root_node) if tree is not None else ():
        value, name = unit_value(unit), unit_name(unit)
        said = list(_walk(value, _Here(name))) if value is not None else []
        if said:
            found[name] = (unit, [*found[name][1], *said] if name in found else said)
    yield from with_routers(found, "zio-http")


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    if node.type in UNITS:
        return
    if node.type == "infix_expression":
        yield from _infix(node, here)
    elif node.type == "call_expression" and _nested(node) is not None:
        prefix = (*here.prefix, *[expression(each) for each in arguments_of(node)[:1]])
        yield from _walk(_nested(node) or node, here._replace(prefix=prefix, names=True))
    elif node.type in ("identifier", "field_expression") and here.names:
        said = expression(node)
        if isinstance(said, Name):
            yield Mount(
                lines=node_lines(node),
                scope=here.router,
                parent=here.router,
                child=Made(callee=said.dotted),
                prefix=whole(here.prefix),
            )
    else:
        for child in node.named_children:
            yield from _walk(child, here._replace(names=False))


def _nested(call: Node) -> Node | None:
    """The routes that `nest` is called on."""
    called = called_of(call)
    field = called.child_by_field_name("field") if called is not None else None
    named = called is not None and field is not None and node_text(field) == "nest"
    return called.child_by_field_name("value") if called is not None and named else None


def _infix(node: Node, here: _Here) -> Iterator[Fact]:
    parts = operands(node)
    pieces = [piece for word, part in parts if word in ("", "/") for piece in divided(part)]
    method = node_text(pieces[0]).rpartition(".")[2]
    divides = any(word == "/" for word, _ in parts[1:])
    if method in METHODS and (divides or parts[1][0] == "->"):
        line = node_lines(node)[0]
        segments = [segment for piece in pieces[1:] for segment in _segment(piece)]
        yield Route(
            lines=(line, line),
            scope=here.router,
            router=here.router,
            methods=(method,),
            path=whole((*here.prefix, *segments)),
            handler=_handler(parts),
            framework="zio-http",
        )
    elif divides and _is_literal(pieces[0]):
        prefix = (*here.prefix, *_segment(pieces[0]))
        for piece in pieces[1:]:
            yield from _walk(piece, here._replace(prefix=prefix, names=True))
    else:
        combined = any(word == "++" for word, _ in parts[1:])
        for _, part in parts:
            yield from _walk(part, here._replace(names=combined))


def _is_literal(piece: Node) -> bool:
    return piece.type == "string" or dotted(called_of(piece)) in ("literal", "PathCodec.literal")


def _handler(parts: list[tuple[str, Node]]) -> str:
    said = expression(parts[-1][1]) if parts[-1][0] == "->" else None
    inner = said.arguments[0] if isinstance(said, Made) and said.arguments else said
    return inner.dotted if isinstance(inner, Name) else ""


def _segment(piece: Node) -> list[Expression]:
    if piece.type in ("string", "interpolated_string_expression"):
        return [expression(piece)]
    name = dotted(called_of(piece) if piece.type == "call_expression" else piece)
    last = name.rpartition(".")[2]
    if last in _PARAMETERS:
        return [parameter(first_text(piece))]
    if last == "literal":
        return [Literally(text=first_text(piece))]
    if last == "trailing":
        return [parameter("path")]
    if last in ("Root", "Empty", "empty"):
        return []
    return [Name(dotted=name)] if name and piece.type != "call_expression" else [parameter("")]
