"""Tapir's endpoint descriptions.

Recognises: chains on `endpoint` or on a base endpoint of any file (`base.secureEndpoint.get`) with
`in`, `securityIn`, `prependIn`, `prependSecurityIn`; segments `"users" / path[Int]("id")`,
constants and path inputs held in values; `prependIn` for all endpoints of a program, as its
context path.
Versions seen: Tapir 0.12 to 1.
Not recognised: base endpoints that are functions of their path; methods given by a base of another
file (gaps), endpoints derived from interfaces.
Documentation: https://tapir.softwaremill.com/en/latest/endpoint/basics.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Fact,
    GlobalPrefix,
    Literally,
    Made,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.scala.text import (
    arguments_of,
    called_of,
    dotted,
    expression,
    joined,
)
from backend_architect.survey.idioms.scala.segments import (
    called_name,
    divided,
    first_text,
    parameter,
    whole,
)
from backend_architect.survey.idioms.scala.units import (
    unit_name,
    unit_own_name,
    unit_value,
    units,
)

_SIGNS = (".in(", "ndpoint", ".prependIn(", ".prependSecurityIn(")
_VERBS = frozenset(("get", "post", "put", "patch", "delete", "head", "options", "trace"))
_INS = frozenset(("in", "securityIn"))
_BEFORE = frozenset(("prependIn", "prependSecurityIn"))
_STARTS = frozenset(("endpoint", "infallibleEndpoint"))
_BASE = re.compile(r"[Ee]ndpoint|[Bb]ase|[Ss]ecure|[Pp]ublic|[Aa]uth")
_PATHLIKE = re.compile(r"(?i)path|prefix|root|base|segment|version|api|resource")
_PARAMETERS = re.compile(r"(?:[Ii]d|[Ss]lug|Param|[Nn]ame|Path)$|^(?:id|uuid|key)$")


class _Chain(NamedTuple):
    """A chain of calls: what it begins with, its methods, and its path."""

    base: str
    methods: tuple[str, ...]
    parts: tuple[Expression, ...]
    steps: frozenset[str]


@detector(language="scala", anchors=_SIGNS)
def tapir(match: Match) -> Iterator[Fact]:
    """Say the endpoints of a file, each as a router of its own, and the paths of base endpoints."""
    tree = match.source.tree
    data = match.source.data
    known = any(sign.encode() in data for sign in _SIGNS)
    if tree is None or not known or b"import zio.http.endpoint" in data:
        return
    held = {unit_own_name(unit): unit for unit in units(tree.root_node)}
    for unit in units(tree.root_node):
        value, name = unit_value(unit), unit_name(unit)
        chains = list(_chains(value, held)) if value is not None else []
        for place, chain in chains:
            yield from _said(place, chain, name, only=len(chains) == 1)
    yield from _everywhere(tree.root_node, held)


def _said(place: Node, chain: _Chain, name: str, *, only: bool) -> Iterator[Fact]:
    line = node_lines(place)[0]
    own = whole(chain.parts)
    path = own if chain.base in _STARTS else joined([Name(dotted=f"{chain.base}.@path"), own])
    if only:
        yield Definition(
            lines=(line, line), scope=name, name=f"{name}.@path", kind="value", value=path
        )
    if chain.methods:
        yield Router(lines=(line, line), scope=name, name=name, framework="tapir", root=True)
        yield Route(
            lines=(line, line),
            scope=name,
            router=name,
            methods=chain.methods,
            path=path,
            framework="tapir",
        )


def _chains(node: Node, held: dict[str, Node]) -> Iterator[tuple[Node, _Chain]]:
    """The outermost chains below a value; not those of local values."""
    if node.type in ("val_definition", "function_definition", "var_definition"):
        return
    chain = _chain(node, held) if node.type in ("call_expression", "field_expression") else None
    if chain is not None:
        yield node, chain
        return
    if node.type in ("identifier", "field_expression", "generic_function"):
        name = dotted(node)
        if name in _STARTS:
            yield node, _Chain(name, (), (), frozenset())
            return
    member = node.child_by_field_name("field")
    for child in node.named_children:
        if child != member:
            yield from _chains(child, held)


def _chain(node: Node, held: dict[str, Node]) -> _Chain | None:
    methods: list[str] = []
    parts: list[list[Expression]] = []
    steps: set[str] = set()
    below: Node | None = node
    while below is not None:
        call = below if below.type == "call_expression" else None
        member = called_of(below) if call is not None else below
        if member is None or member.type != "field_expression":
            break
        step, owner = _step(member)
        if owner is None:
            break
        if (step not in _VERBS) if call is None else step.endswith("ndpoint"):
            break  # the name of a base endpoint, or a function that makes one
        steps.add(step)
        if step in _VERBS and call is None:
            methods.append(step.upper())
        elif step == "method" and call is not None:
            methods.extend(_methods(call))
        elif (step in _INS and call is not None) or (step in _BEFORE and call is not None):
            parts.insert(0, _path(call, held))
        below = owner
    return _whole_chain(below, methods, parts, steps, held)


def _whole_chain(
    below: Node | None,
    methods: list[str],
    parts: list[list[Expression]],
    steps: set[str],
    held: dict[str, Node],
) -> _Chain | None:
    """The chain, unless its beginning is no endpoint."""
    base = _base(below) if below is not None else ""
    last = base.rpartition(".")[2]
    described = steps & {"in", "out", "errorOut", "securityIn", "name", "summary", "description",
                         "tag", "serverLogic", "zServerLogic", "handle", "tags"}  # fmt: skip
    known = last in _STARTS or bool(_BASE.search(last)) or last in held
    if not base or not known or not (described or (last in _STARTS and methods)):
        return None
    flat = tuple(each for part in parts for each in part)
    base = last if last in _STARTS else base
    return _Chain(base, tuple(methods), flat, frozenset(steps))


def _step(member: Node) -> tuple[str, Node | None]:
    name, owner = member.child_by_field_name("field"), member.child_by_field_name("value")
    return (node_text(name) if name is not None else ""), owner


def _base(node: Node) -> str:
    """The name a chain begins with, also of a function that gives it (`secure[User](x)`)."""
    if node.type == "generic_function":
        return dotted(node.child_by_field_name("function"))
    if node.type == "call_expression":
        return dotted(called_of(node))
    return dotted(node)


def _methods(call: Node) -> list[str]:
    words = [node_text(each).rpartition(".")[2] for each in arguments_of(call)]
    return [word.upper() for word in words if word.lower() in _VERBS]


def _path(call: Node, held: dict[str, Node]) -> list[Expression]:
    """The segments among the values of `in(...)`; other inputs say nothing."""
    return [part for value in arguments_of(call) for part in _segments(value, held)]


def _segments(value: Node, held: dict[str, Node], steps: int = 6) -> list[Expression]:
    pieces = divided(value)
    found: list[Expression] = []
    for piece in pieces:
        found.extend(_segment(piece, held, steps, alone=len(pieces) == 1))
    return found


def _segment(piece: Node, held: dict[str, Node], steps: int, *, alone: bool) -> list[Expression]:
    if piece.type in ("string", "interpolated_string_expression"):
        return [expression(piece)]
    if piece.type in ("call_expression", "generic_function"):
        return _called(piece, held, steps)
    name = dotted(piece)
    last = name.rpartition(".")[2]
    if name == "paths":
        return [parameter("paths")]
    unit = held.get(last) if steps > 0 else None
    value = unit_value(unit) if unit is not None else None
    if value is not None:
        return _segments(value, held, steps - 1)
    if not name or (alone and not _PATHLIKE.search(name)):
        return []
    return [parameter(last)] if _PARAMETERS.search(last) else [Name(dotted=name)]


def _called(piece: Node, held: dict[str, Node], steps: int) -> list[Expression]:
    """`path[Int]("id")`, also with what is done to it (`.description("x")`)."""
    name = called_name(piece) if piece.type == "call_expression" else node_text(piece)
    name = name.partition("[")[0]
    if name == "path":
        return [parameter(first_text(piece) if piece.type == "call_expression" else "")]
    if name in ("stringToPath", "fixedPath"):
        return [Literally(text=first_text(piece))]
    called = called_of(piece) if piece.type == "call_expression" else None
    inner = called.child_by_field_name("value") if called is not None else None
    if inner is not None and inner.type in ("call_expression", "generic_function", "identifier"):
        return _segments(inner, held, steps - 1) if steps > 0 else []
    return []


def _everywhere(root: Node, held: dict[str, Node]) -> Iterator[Fact]:
    """`endpoints.map(_.prependIn("api"))`: a prefix of all that the program serves."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(node.named_children))
        if node.type != "call_expression":
            continue
        called = called_of(node)
        step, owner = _step(called) if called is not None else ("", None)
        if step not in _BEFORE or (owner is not None and _chain(node, held) is not None):
            continue
        parts = [part for value in arguments_of(node) for part in _prefix(value, held)]
        if parts:
            line = node_lines(node)[0]
            yield GlobalPrefix(lines=(line, line), prefix=whole(parts), framework="tapir")


def _prefix(value: Node, held: dict[str, Node]) -> list[Expression]:
    """The segments of a prefix, also of a list that is folded to one."""
    called = called_of(value) if value.type == "call_expression" else None
    step, owner = _step(called) if called is not None else ("", None)
    if step == "foldLeft" and owner is not None:
        unit = held.get(dotted(owner).rpartition(".")[2])
        listed = unit_value(unit) if unit is not None else None
        said = expression(listed) if listed is not None else None
        return list(said.arguments) if isinstance(said, Made) else []
    return _segments(value, held)
