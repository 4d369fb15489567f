"""Roda: the tree of routes.

Recognises: `route do |r|` in a class, and below it `r.on`, `r.is`, `r.root`, verbs with and without
arguments; matchers as texts, symbols, classes and `true`; a branch that only reads counts by its
verbs.
Versions seen: Roda 3.
Not recognised: matchers as hashes, arrays and procs; `hash_branch` routes of other files' roots.
Documentation: https://roda.jeremyevans.net/documentation.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Literally, Mount, Name, Route, Router
from backend_architect.survey.grammars.ruby.text import (
    block_names,
    class_of,
    dotted,
    field_of,
    given_to,
    literal,
    method_of,
)
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rack_paths import openapi

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
#: Deepest nesting of blocks that is read.
DEPTH = 24


@detector(
    language="ruby",
    anchors=("Roda",),
    query='((call method: (identifier) @_route block: (_)) @call (#eq? @_route "route"))',
)
def roda(match: Match) -> Iterator[Fact]:
    """The router of a class, and the routes of its tree."""
    call = match.nodes("call")[0]
    given = given_to(call)
    names, name = block_names(given.block), class_of(call)
    if not names or not name or is_aside(match.source.path):
        return
    yield Router(lines=(node_lines(call)[0],) * 2, name=name, framework="roda", root=True)
    yield from _tree(given.block, names[0], name, "", 0)


def _tree(body: Node | None, r: str, router: str, before: str, depth: int) -> Iterator[Fact]:
    """The calls on the request below a node, each with what stands below it."""
    for node in body.named_children if body is not None and depth <= DEPTH * 4 else ():
        receiver = field_of(node, "receiver") if node.type == "call" else None
        if receiver is None or node_text(receiver) != r:
            yield from _tree(node, r, router, before, depth + 1)
        else:
            yield from _call(node, r, router, before, depth)


def _call(node: Node, r: str, router: str, before: str, depth: int) -> Iterator[Fact]:
    name, given = method_of(node), given_to(node)
    path = f"{before}/{_path(given.values, block_names(given.block))}"
    if name in ("on", "is"):
        yield from _tree(given.block, r, router, path, depth + 1)
    elif name in _VERBS or name == "root":
        yield Route(
            lines=(node_lines(node)[0],) * 2, router=router, framework="roda",
            methods=("GET",) if name == "root" else (name.upper(),),
            path=Literally(text=openapi(before if name == "root" else path)),
        )  # fmt: skip
    elif name == "run" and given.values and dotted(given.values[0])[:1].isupper():
        child = Name(dotted=dotted(given.values[0]))
        prefix = Literally(text=openapi(before))
        yield Mount(lines=node_lines(node), parent=router, child=child, prefix=prefix)


def _path(values: tuple[Node, ...], names: list[str]) -> str:
    """Texts stand for themselves, symbols and classes for a parameter named as the block's."""
    parts: list[str] = []
    waiting = list(names)
    for value in values:
        text = literal(value)
        if value.type == "simple_symbol":
            parts.append(f":{text}")
            waiting = waiting[1:]
        elif text is not None:
            parts.append(text)
        elif value.type == "constant":
            parts.append(f":{waiting.pop(0) if waiting else 'value'}")
    return "/".join(parts)
