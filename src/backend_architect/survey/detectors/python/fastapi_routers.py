"""FastAPI: applications, routers, and how they hang together.

Recognises: `FastAPI()`, `APIRouter(prefix=, dependencies=)` and subclasses named `...APIRouter`;
`include_router` with prefix and dependencies, also in a loop over a list in the same file;
`mount`, of static files as a route; applications and routers handed to a function that registers
routes on them.
Versions seen: 0.6x to 0.115.
Not recognised: subclasses of `APIRouter` of another name; `root_path`, which a proxy strips.
Documentation: https://fastapi.tiangolo.com/tutorial/bigger-applications/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Fact,
    Joined,
    Literally,
    Mount,
    Opaque,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    callee,
    dotted,
    expression,
    handed_over,
    handovers,
    last,
    looped_over,
    maker,
    scope,
)
from backend_architect.survey.idioms.python.fastapi import MAKERS, dependency_guards

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=("APIRouter", "FastAPI", "InferringRouter(", "include_router", ".mount("),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])[A-Z][A-Za-z]+$")) @made)
    (call function: (attribute object: (_) @parent attribute: (identifier) @verb)
      (#any-of? @verb "include_router" "mount")) @mount
    """,
)
def fastapi_routers(match: Match) -> Iterator[Fact]:
    """Routers, mounts and handovers."""
    made, mount = match.node("made"), match.node("mount")
    if made is not None and MAKERS.search(maker(made)):
        yield from _router(match, made)
    elif mount is not None and dotted(match.node("parent")):
        yield from _mount(match, mount)


def _router(match: Match, made: Node) -> Iterator[Fact]:
    given, name = arguments(made), assigned(made)
    root = maker(made).endswith("FastAPI")
    if not name:
        return
    prefix = given.get("prefix")
    yield Router(
        lines=node_lines(made), scope=scope(made), name=name, framework="fastapi", root=root,
        prefix=Literally(text="") if prefix is None else expression(prefix),
        guards=tuple(dependency_guards(given.get("dependencies"))),
    )  # fmt: skip
    yield from handovers(match.source, name, ("include_router", "mount"))


def _mount(match: Match, mount: Node) -> Iterator[Fact]:
    given, nested = arguments(mount), match.text("verb") == "include_router"
    child = given.get("router", 0) if nested else given.get("app", 1)
    prefix = given.get("prefix") if nested else given.get("path", 0)
    if child is None:
        return
    guards = tuple(dependency_guards(given.get("dependencies"))) if nested else ()
    if last(callee(child)) == "StaticFiles" and prefix is not None:
        files = Joined(parts=(expression(prefix), Literally(text="/{path}")))
        yield Route(lines=node_lines(mount), scope=scope(mount), router=match.text("parent"),
                    methods=("GET",), path=files, handler="StaticFiles",
                    framework="fastapi")  # fmt: skip
        return
    yield from handed_over(mount, match.text("parent"), "fastapi")
    for each in looped_over(child):
        if isinstance(each, Opaque):
            yield Unresolved(lines=node_lines(mount), scope=scope(mount), what=match.text("verb"),
                             reason="Which router it is, is worked out at run time.")  # fmt: skip
            continue
        yield Mount(
            lines=node_lines(mount), scope=scope(mount), parent=match.text("parent"), child=each,
            prefix=Literally(text="") if prefix is None else expression(prefix), guards=guards,
        )  # fmt: skip
