"""Akka HTTP's and Pekko HTTP's routes of nested directives.

Recognises: `path`, `pathPrefix`, `rawPathPrefix`, `pathEnd` and its like, method directives, `&`
and `|` between them, other directives around; segments `"a" / IntNumber / "b"`, path matchers and
directives held in values of the file; `~` and `concat`; routes of other values, classes and files
below a prefix. Parameters bear the names of the functions they are given to.
Versions seen: Akka HTTP 10.0 to 10.5, Pekko HTTP 1.
Not recognised: `pathSuffix`, static content, matchers made by functions.
Documentation: https://pekko.apache.org/docs/pekko-http/current/routing-dsl/directives/path-directives/index.html
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
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
    Route,
)
from backend_architect.survey.grammars.scala.text import arguments_of, called_of, dotted, expression
from backend_architect.survey.idioms.scala.segments import divided, first_text, whole
from backend_architect.survey.idioms.scala.units import (
    UNITS,
    operands,
    unit_name,
    unit_own_name,
    unit_value,
    units,
    with_routers,
)

_VERBS = frozenset(("get", "post", "put", "delete", "patch", "head", "options"))
_PATHS = frozenset(("path", "pathPrefix", "rawPathPrefix", "rawPathPrefixTest"))
_ENDS = frozenset(("pathEnd", "pathEndOrSingleSlash", "pathSingleSlash"))
_ANSWERS = frozenset(
    ("complete", "failWith", "reject", "redirect", "getFromFile", "getFromResource",
     "getFromResourceDirectory", "getFromDirectory", "completeOrRecoverWith", "completeWith",
     "handle", "handleWebSocketMessages", "completeResource", "getFromBrowseableDirectory")
)  # fmt: skip
_SILENT = frozenset(("Slash", "PathEnd", "Neutral"))
_JOINS = frozenset(("~", "orElse"))
#: Marks a parameter that bears no name yet.
_BLANK = Literally(text="\0")


class _Step(NamedTuple):
    """What a directive demands: more of the path, methods, and whether the path ends."""

    parts: tuple[Expression, ...] = ()
    methods: tuple[str, ...] = ()
    ends: bool = False


class _Here(NamedTuple):
    router: str
    held: dict[str, Node]
    parts: tuple[Expression, ...] = ()
    methods: tuple[str, ...] = ()
    ends: bool = False


@detector(language="scala", anchors=("akka.http", "pekko.http"))
def akka_http(match: Match) -> Iterator[Fact]:
    """Say the routes of a file, each below the value that holds it."""
    tree = match.source.tree
    if tree is None or b"scaladsl.server" not in match.source.data:
        return
    held = {unit_own_name(unit): unit for unit in units(tree.root_node)}
    found: dict[str, tuple[Node, list[Fact]]] = {}
    for unit in units(tree.root_node):
        value, name = unit_value(unit), unit_name(unit)
        said = list(_walk(value, _Here(name, held))) if value is not None else []
        if any(isinstance(fact, Route) for fact in said) or _mounts(said, value):
            found[name] = (unit, [*found[name][1], *said] if name in found else said)
    yield from with_routers(found, "akka-http")


def _mounts(said: list[Fact], value: Node | None) -> bool:
    """True for a value that puts routes of others together; one that only names them is none."""
    aliases = ("identifier", "field_expression", "instance_expression")
    if value is None or value.type in aliases or not any(isinstance(f, Mount) for f in said):
        return False
    text = node_text(value)
    return any(word in text for word in ("~", "concat(", "pathPrefix", "{"))


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    """The routes below a node; what it hands on to names is mounted."""
    if node.type in UNITS:
        return
    if node.type == "infix_expression":
        parts = operands(node)
        for _, part in parts if any(w in _JOINS for w, _ in parts[1:]) else ():
            yield from _walk(part, here)
    elif node.type == "call_expression":
        yield from _call(node, here)
    elif node.type in ("identifier", "field_expression", "instance_expression"):
        yield from _mount(node, here)
    elif node.type == "lambda_expression":
        yield from _walk(node.named_children[-1], _named(node, here))
    elif node.type in ("block", "parenthesized_expression", "indented_block", "template_body"):
        yield from _block(node, here)
    else:
        for child in node.named_children:
            yield from _walk(child, here)


def _block(node: Node, here: _Here) -> Iterator[Fact]:
    """The statements of a block; only the last may be a name of routes."""
    last = node.named_children[-1] if node.named_children else None
    for child in node.named_children:
        if child == last or child.type == "call_expression":
            yield from _walk(child, here)


def _call(node: Node, here: _Here) -> Iterator[Fact]:
    function, given = node.child_by_field_name("function"), arguments_of(node)
    name = dotted(called_of(node)).rpartition(".")[2]
    if function is None:
        return
    steps = _steps(function, here.held)
    if steps is not None:
        yield from _directed(node, given, steps, here)
    elif name in _ANSWERS:
        yield from _answer(node, here)
    elif name == "concat":
        for each in given:
            yield from _walk(each, here)
    else:
        yield from _other(node, function, given, here)


def _directed(
    node: Node, given: list[Node], steps: tuple[_Step, ...], here: _Here
) -> Iterator[Fact]:
    for step in steps:
        below = here._replace(
            parts=(*here.parts, *step.parts),
            methods=step.methods or here.methods,
            ends=here.ends or step.ends,
        )
        said = [fact for each in given for fact in _walk(each, below)]
        if not any(isinstance(fact, Route) for fact in said) and below.methods:
            function = _function(given)
            yield _route(node, below if function is None else _named(function, below))
        else:
            yield from said


def _function(given: list[Node]) -> Node | None:
    """The function that takes what a directive extracts."""
    for each in given:
        inner = each.named_children[0] if each.type == "block" and each.named_children else each
        if inner.type == "lambda_expression":
            return inner
    return None


def _other(node: Node, function: Node, given: list[Node], here: _Here) -> Iterator[Fact]:
    """Any other directive around routes, or a call of a function that gives some."""
    blocks = [each for each in given if each.type in ("block", "case_block", "lambda_expression")]
    if blocks or function.type == "call_expression":
        for each in given:
            yield from _walk(each, here)
        return
    yield from _mount(node, here)
    inner = function.child_by_field_name("value")
    if inner is not None and inner.type != "identifier":
        yield from _walk(inner, here)
    for each in given:
        if each.type in ("call_expression", "infix_expression"):
            yield from _walk(each, here)


def _answer(node: Node, here: _Here) -> Iterator[Fact]:
    """An answer that no method directive stands before: for any method, but for what is read."""
    name = dotted(called_of(node)).rpartition(".")[2]
    read = name.startswith(("getFrom", "handleWebSocket"))
    if here.parts and not here.methods and (name == "complete" or read) and "Dir" not in name:
        yield _route(node, here._replace(methods=("GET",) if read else ("ANY",)))


def _route(node: Node, here: _Here) -> Route:
    line = node_lines(node)[0]
    return Route(
        lines=(line, line),
        scope=here.router,
        router=here.router,
        methods=here.methods,
        path=_path(here.parts),
        framework="akka-http",
    )


def _path(parts: tuple[Expression, ...]) -> Expression:
    named = [Literally(text="{param}") if part == _BLANK else part for part in parts]
    return whole(named)


def _mount(node: Node, here: _Here) -> Iterator[Fact]:
    said = expression(node)
    if here.methods or not isinstance(said, Name | Made):
        return
    yield Mount(
        lines=node_lines(node),
        scope=here.router,
        parent=here.router,
        child=said if isinstance(said, Made) else Made(callee=said.dotted),
        prefix=_path(here.parts),
    )


def _named(function: Node, here: _Here) -> _Here:
    """The blanks of the path filled with the names of a function's parameters, last to last."""
    names = _parameters(function)
    blanks = [number for number, part in enumerate(here.parts) if part == _BLANK]
    parts = list(here.parts)
    if names and len(names) >= len(blanks):
        for number, name in zip(blanks, names, strict=False):
            parts[number] = Literally(text=f"{{{name.strip('_') or 'param'}}}")
    return here._replace(parts=tuple(parts))


def _parameters(function: Node) -> list[str]:
    found: list[str] = []
    for node in function.children_by_field_name("parameters"):
        if node.type == "identifier":
            found.append(node_text(node))
        for child in node.named_children:
            name = child.child_by_field_name("name")
            if name is not None:
                found.append(node_text(name))
            elif child.type == "identifier":
                found.append(node_text(child))
    return found


# ---------------------------------------------------------------- directives


def _steps(node: Node, held: dict[str, Node], depth: int = 8) -> tuple[_Step, ...] | None:
    """What a directive demands, once for each alternative; None for one that is none of those."""
    if depth <= 0:
        return None
    if node.type == "parenthesized_expression" and node.named_children:
        return _steps(node.named_children[0], held, depth - 1)
    if node.type == "infix_expression":
        return _combined(node, held, depth)
    if node.type == "identifier":
        return _plain(node_text(node), held, depth)
    if node.type == "call_expression":
        return _given(node, held)
    return None


def _combined(node: Node, held: dict[str, Node], depth: int) -> tuple[_Step, ...] | None:
    parts = operands(node)
    words = {word for word, _ in parts[1:]}
    steps = [_steps(part, held, depth - 1) for _, part in parts]
    known = [each for each in steps if each is not None]
    if not known or not words <= {"&", "|"}:
        return None
    if words == {"|"}:
        methods = tuple(m for each in known for step in each for m in step.methods)
        if methods and not any(step.parts for each in known for step in each):
            return (_Step(methods=methods),)
        return tuple(step for each in known for step in each)
    return tuple(
        _Step(
            tuple(part for step in way for part in step.parts),
            next((step.methods for step in way if step.methods), ()),
            any(step.ends for step in way),
        )
        for way in product(*known)
    )


def _plain(name: str, held: dict[str, Node], depth: int) -> tuple[_Step, ...] | None:
    if name in _VERBS:
        return (_Step(methods=(name.upper(),)),)
    if name in _ENDS:
        return (_Step(ends=True),)
    unit = held.get(name)
    value = unit_value(unit) if unit is not None else None
    return _steps(value, held, depth - 1) if value is not None else None


def _given(call: Node, held: dict[str, Node]) -> tuple[_Step, ...] | None:
    name = dotted(called_of(call))
    given = arguments_of(call)
    function = call.child_by_field_name("function")
    if function is not None and function.type == "call_expression":
        return None
    made = _extracted(call)
    if made is not None:
        return _steps(made, held)
    if name == "method" and given:
        return (_Step(methods=(node_text(given[0]).rpartition(".")[2].upper(),)),)
    if name in _PATHS and given and given[0].type not in ("block", "lambda_expression"):
        return tuple(_Step(parts, ends=name == "path") for parts in _matchers(given[0], held))
    return None


def _extracted(call: Node) -> Node | None:
    """The directive whose values a call puts into a class: `path("x" / LongNumber).as(OrderId)`."""
    member = called_of(call)
    if member is None or member.type != "field_expression":
        return None
    field, value = member.child_by_field_name("field"), member.child_by_field_name("value")
    made = field is not None and node_text(field) == "as"
    return value if made and value is not None and value.type == "call_expression" else None


def _matchers(node: Node, held: dict[str, Node], depth: int = 6) -> list[tuple[Expression, ...]]:
    """The segments of a path matcher, once for each alternative of `"a" | "b"`."""
    parts = operands(node)
    if len(parts) > 1 and {word for word, _ in parts[1:]} == {"|"}:
        return [way for _, part in parts for way in _matchers(part, held, depth)]
    found: list[Expression] = []
    for piece in divided(node):
        found.extend(_matcher(piece, held, depth))
    return [tuple(found)]


def _matcher(piece: Node, held: dict[str, Node], depth: int) -> list[Expression]:
    if piece.type in ("string", "interpolated_string_expression"):
        return [expression(piece)]
    name = dotted(piece)
    last = name.rpartition(".")[2]
    if last in _SILENT:
        return []
    unit = held.get(last) if depth > 0 else None
    value = unit_value(unit) if unit is not None else None
    if value is not None:
        return list(_matchers(value, held, depth - 1)[0])
    if piece.type == "call_expression" and dotted(called_of(piece)) == "separateOnSlashes":
        return [Literally(text=first_text(piece))]
    constant = name and (last[:1].islower() or last.isupper())
    return [Name(dotted=name)] if constant and piece.type != "call_expression" else [_BLANK]
