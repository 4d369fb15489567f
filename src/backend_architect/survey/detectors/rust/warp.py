"""Warp: filters put together to routes.

Recognises: `warp::path!("a" / u32)`, `warp::path("a")`, `warp::path::param()`, `path::end()`,
`warp::get()` to `warp::patch()`, `warp::method`; `and` in chains; `map`, `and_then`, `then` as
the end of a route; `or` of filters; filters in variables and functions, also below a path
(`warp::path("api").and(users::filters())`); filters whose name says who may pass as guards.
Versions seen: 0.1 to 0.4.
Not recognised: files; `boxed` filters kept in lists. A route without a method filter answers to any
method.
Documentation: https://docs.rs/warp/latest/warp/filters/path/index.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Fact,
    Guard,
    Literally,
    Made,
    Mount,
    Route,
    Router,
)
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    macro_name,
    qualified,
    text_of,
    token_groups,
)
from backend_architect.survey.idioms.rust.flow import steps_of
from backend_architect.survey.idioms.rust.guards import checks, guard_named
from backend_architect.survey.idioms.rust.items import is_tested, is_text, short_lines
from backend_architect.survey.idioms.rust.routes import VERBS, handler_of

_ENDS = frozenset(("map", "and_then", "then", "untuple_one", "map_async"))
_PATHS = frozenset(("path", "path.param", "path.end", "path.tail", "path.full", "path.peek"))


@dataclass
class _Filter:
    """What is known of a filter: its path, its methods, its guards, what else it is made of.

    `routers` are routes that end in it; `ended` is True behind `map` and its like.
    """

    path: str = ""
    methods: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    handler: str = ""
    ended: bool = False
    calls: list[Made] = field(default_factory=list)
    routes: list[_Filter] = field(default_factory=list)
    lines: tuple[int, int] = (1, 1)
    plain: bool = True


@detector(
    language="rust",
    anchors=("warp::", "Filter<"),
    query="(function_item) @function",
)
def warp(match: Match) -> Iterator[Fact]:
    """What a function makes of filters: a router that bears its name."""
    function = match.nodes("function")[0]
    if b"warp" not in match.source.data or is_tested(function):
        return
    yield from _Reading(function).read()


class _Reading:
    """One function. `names` are the filters its variables hold."""

    def __init__(self, function: Node) -> None:
        self.function = function
        self.scope = qualified(function)
        self.names: dict[str, _Filter] = {}

    def read(self) -> Iterator[Fact]:
        body = self.function.child_by_field_name("body")
        last: _Filter | None = None
        loose: list[_Filter] = []
        for statement in body.named_children if body is not None else ():
            last = self._statement(statement)
            loose.extend([last] if last is not None else [])
        used = {id(each) for found in loose for each in found.routes}
        made = [each for each in (*self.names.values(), *loose) if id(each) not in used]
        for number, each in enumerate({id(e): e for e in made}.values()):
            if each.ended or each.routes or (each.calls and each is last):
                yield from self._said(each, number, own=each is last)

    def _statement(self, node: Node) -> _Filter | None:
        if node.type == "let_declaration":
            value, pattern = node.child_by_field_name("value"), node.child_by_field_name("pattern")
            found = self._filter(value) if value is not None else None
            if found is not None and pattern is not None:
                self.names[node_text(pattern).removeprefix("mut ")] = found
            return None
        if node.type == "expression_statement":
            for served in _served(node):
                found = self._filter(served)
                if found is not None:
                    return found
            return None
        return self._filter(node)

    def _said(self, found: _Filter, number: int, *, own: bool) -> Iterator[Fact]:
        name = self.scope if own else f"{self.scope}.@{found.lines[0]}_{number}"
        yield Router(lines=found.lines, scope=self.scope, name=name, framework="warp", root=True)
        yield from self._parts(found, name, "", ())

    def _parts(
        self, found: _Filter, router: str, path: str, guards: tuple[Guard, ...]
    ) -> Iterator[Fact]:
        whole, checked = path + found.path, (*guards, *checks(found.guards))
        for made in found.calls:
            yield Mount(
                lines=found.lines,
                scope=self.scope,
                parent=router,
                child=made,
                prefix=Literally(text=whole),
                guards=checked,
            )
        for each in found.routes:
            yield from self._parts(each, router, whole, checked)
        if found.ended and not found.routes:
            yield Route(
                lines=found.lines,
                scope=self.scope,
                router=router,
                methods=found.methods or ("ANY",),
                path=Literally(text=whole),
                handler=found.handler,
                framework="warp",
                guards=checked,
            )

    # -- reading filters

    def _filter(self, node: Node) -> _Filter | None:
        """What an expression makes, None for anything that is no filter."""
        base, steps = steps_of(node)
        found = self._base(base)
        if found is None:
            return None
        for step in steps:
            if step.name == "and" and step.arguments:
                found = self._both(found, step.arguments[0])
            elif step.name == "or" and step.arguments:
                found = self._either(found, step.arguments[0])
            elif step.name in _ENDS and step.arguments:
                found = _ended(found, step.name, step.arguments[0])
        found.lines = short_lines(node)
        return found

    def _base(self, node: Node) -> _Filter | None:
        if node.type == "identifier":
            return self.names.get(node_text(node))
        if node.type == "macro_invocation":
            return _macro(node)
        if node.type == "call_expression":
            return _made(node)
        if node.type == "block" and node.named_children:
            return self._filter(node.named_children[-1])
        return None

    def _both(self, found: _Filter, node: Node) -> _Filter:
        other = self._filter(node)
        if other is None:
            return found
        made = _Filter(
            path=found.path + other.path,
            methods=(*found.methods, *other.methods),
            guards=(*found.guards, *other.guards),
            calls=[*found.calls, *other.calls],
            plain=found.plain and other.plain,
        )
        if found.ended or found.routes:
            made.path, made.routes, made.ended = other.path, [found], found.ended
        if other.ended or other.routes:
            return _Filter(
                path=found.path, methods=found.methods, guards=found.guards, routes=[other],
                calls=found.calls,
            )  # fmt: skip
        return made

    def _either(self, found: _Filter, node: Node) -> _Filter:
        other = self._filter(node)
        if other is None:
            return found
        return _Filter(routes=[found, other])


def _served(node: Node) -> Iterator[Node]:
    """What `warp::serve(filter)` is given, and the last value of a plain statement."""
    waiting = [node]
    while waiting:
        each = waiting.pop(0)
        if each.type == "call_expression" and callee_of(each).rpartition(".")[2] == "serve":
            yield from call_arguments(each)[:1]
            return
        waiting.extend(each.named_children)


def _ended(found: _Filter, how: str, handler: Node) -> _Filter:
    """A filter with a path or a method becomes a route; other values are only changed."""
    if found.routes or (found.plain and not (found.path or found.methods)):
        return found
    if how == "map" and not (found.path or found.methods):
        return found
    found.ended, found.handler = True, handler_of(handler)
    return found


def _macro(node: Node) -> _Filter | None:
    """`path!("users" / u32 / ..)`"""
    if macro_name(node) != "path":
        return None
    tree = next((c for c in node.named_children if c.type == "token_tree"), None)
    path = ""
    for token in (t for group in token_groups(tree) for t in group) if tree is not None else ():
        if is_text(token):
            path += f"/{text_of(token).strip('/')}"
        elif token.type in ("identifier", "primitive_type"):
            path += "/{param}"
    return _Filter(path=path or "/", lines=node_lines(node))


def _made(node: Node) -> _Filter | None:
    name, given = callee_of(node), call_arguments(node)
    known = name.removeprefix("warp.").removeprefix("filters.").removeprefix("path.path")
    last = name.rpartition(".")[2]
    if last == "path" and given:
        return _Filter(path=_segments(given[0]))
    if known in ("path.param", "param"):
        return _Filter(path="/{param}")
    if known in ("path.tail", "tail"):
        return _Filter(path="/{tail}")
    if name.startswith("warp.") or known in _PATHS or name in _WARP:
        return _own(name, last, given)
    if not name or name.startswith(".") or last[:1].isupper():
        return None
    guard = guard_named(name)
    return _Filter(calls=[Made(callee=name)], guards=(guard,), plain=False)


_WARP = frozenset((*VERBS, "any", "end", "method", "ws", "json", "query"))


def _own(name: str, last: str, given: list[Node]) -> _Filter:
    """A filter of Warp itself."""
    if last in VERBS and not given:
        return _Filter(methods=(VERBS[last],))
    if last == "ws":
        return _Filter(methods=("GET",))
    if name.endswith(("fs.dir", "fs.file")):
        return _Filter(plain=True)
    return _Filter()


def _segments(node: Node) -> str:
    said = text_of(node) if is_text(node) else ""
    return f"/{said.strip('/')}" if said else "/{param}"
