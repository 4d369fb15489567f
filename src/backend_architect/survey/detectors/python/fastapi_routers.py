"""FastAPI: applications, routers, and how they hang together.

Recognises: `FastAPI()`, `APIRouter(prefix=, dependencies=)` and subclasses named `...APIRouter`;
`include_router` with prefix and dependencies, also in a loop over a list in the same file;
`mount`; applications and routers handed to a function that registers routes on them.
Versions seen: 0.6x to 0.115.
Not recognised: subclasses of `APIRouter` of another name; `root_path`, which a proxy strips.
Documentation: https://fastapi.tiangolo.com/tutorial/bigger-applications/
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from tree_sitter import Query, QueryCursor

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Handover,
    Literally,
    Mount,
    Opaque,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.python import grammar
from backend_architect.survey.idioms.fastapi import MAKERS, dependency_guards
from backend_architect.survey.idioms.python import (
    arguments,
    assigned,
    callee,
    dotted,
    elements,
    enclosing,
    expression,
    field_text,
    held,
    last,
    scope,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_GIVEN = "(call function: [(identifier) (attribute)] arguments: (argument_list (_) @given))"


@detector(
    language="python",
    anchors=("APIRouter(", "FastAPI(", "InferringRouter(", "include_router", ".mount("),
    query="""
    (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(APIRouter|InferringRouter|FastAPI)$")) @made
    (call function: (attribute object: (_) @parent attribute: (identifier) @verb)
      (#any-of? @verb "include_router" "mount")) @mount
    """,
)
def fastapi_routers(match: Match) -> Iterator[Fact]:
    """Routers, mounts and handovers."""
    made, mount = match.node("made"), match.node("mount")
    if made is not None and MAKERS.search(callee(made)):
        yield from _router(match, made)
    elif mount is not None and dotted(match.node("parent")):
        yield from _mount(match, mount)


def _router(match: Match, made: Node) -> Iterator[Fact]:
    given, name = arguments(made), assigned(made)
    root = last(callee(made)).endswith("FastAPI")
    if not name:
        return
    prefix = given.get("prefix")
    yield Router(
        lines=node_lines(made), scope=scope(made), name=name, framework="fastapi", root=root,
        prefix=Literally(text="") if prefix is None else expression(prefix),
        guards=tuple(dependency_guards(given.get("dependencies"))),
    )  # fmt: skip
    yield from _handovers(match, name)


@cache
def _given() -> Query:
    return Query(grammar("python").language, _GIVEN)


def _handovers(match: Match, name: str) -> Iterator[Handover]:
    """The calls that are given the router as an argument."""
    tree = match.source.tree
    nodes = QueryCursor(_given()).captures(tree.root_node).get("given", []) if tree else []
    for node in nodes:
        call = enclosing(node, "call")
        if node_text(node) != name or call is None:
            continue
        called, positional = callee(call), arguments(call).positional
        if called and node in positional and last(called) not in ("include_router", "mount"):
            yield Handover(lines=node_lines(call), scope=scope(call), callee=called,
                           position=positional.index(node), router=name)  # fmt: skip


def _mount(match: Match, mount: Node) -> Iterator[Fact]:
    given, nested = arguments(mount), match.text("verb") == "include_router"
    child = given.get("router", 0) if nested else given.get("app", 1)
    prefix = given.get("prefix") if nested else given.get("path", 0)
    if child is None:
        return
    guards = tuple(dependency_guards(given.get("dependencies"))) if nested else ()
    for each in _children(child):
        if isinstance(each, Opaque):
            yield Unresolved(lines=node_lines(mount), scope=scope(mount), what=match.text("verb"),
                             reason="Which router it is, is worked out at run time.")  # fmt: skip
            continue
        yield Mount(
            lines=node_lines(mount), scope=scope(mount), parent=match.text("parent"), child=each,
            prefix=Literally(text="") if prefix is None else expression(prefix), guards=guards,
        )  # fmt: skip


def _children(child: Node) -> tuple[Expression, ...]:
    """What is mounted: one router, or all of a list that a loop around runs over."""
    loop = enclosing(child, "for_statement", "function_definition")
    name = node_text(child)
    if loop is None or loop.type != "for_statement" or field_text(loop, "left") != name:
        return (expression(child),)
    over = loop.child_by_field_name("right")
    if over is not None and over.type == "identifier":
        over = held(node_text(over), over)
    listed = tuple(expression(each) for each in elements(over))
    return listed if listed else (Opaque(source=name),)
