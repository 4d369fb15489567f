"""What files of Express's relatives say: routers, routes, mounts, functions handed a router."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tree_sitter import Query, QueryCursor

from backend_architect.survey.detector import Source, node_lines, node_text
from backend_architect.survey.facts import (
    Chain,
    Expression,
    Fact,
    Guard,
    Handover,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars import grammar_for
from backend_architect.survey.grammars.javascript.definitions import declared_type, parameters
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    elements,
    expression,
    field,
    field_text,
    joined,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.fallbacks import is_fallback
from backend_architect.survey.idioms.javascript.dialects import (
    Dialect,
    Held,
    chained_prefix,
    held,
    is_plugin,
    is_typed,
    makers,
    opener,
    own_name,
    place_of,
)
from backend_architect.survey.idioms.javascript.express import (
    flat,
    guard_of,
    handler_name,
)
from backend_architect.survey.idioms.javascript.express_paths import open_paths
from backend_architect.survey.idioms.javascript.names import Names, is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

#: Methods of routers -> methods of HTTP.
VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE",
    "del": "DELETE", "head": "HEAD", "options": "OPTIONS", "all": "ANY",
}  # fmt: skip
_PATTERNED = re.compile(r":(\w+)\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


@lru_cache(maxsize=4)
def calls(source: Source) -> tuple[tuple[str, Node], ...]:
    """The calls of members in a file with the members' names, in order of their ends."""
    found = _captured(source, "call")
    named = ((field_text(field(call, "function"), "property"), call) for call in found)
    return tuple(sorted(named, key=lambda pair: (pair[1].end_byte, pair[1].start_byte)))


@lru_cache(maxsize=4)
def functions(source: Source) -> tuple[Node, ...]:
    """The functions of a file, in order."""
    return tuple(sorted(_captured(source, "function"), key=lambda node: node.start_byte))


def _captured(source: Source, name: str) -> list[Node]:
    assert source.grammar is not None  # noqa: S101  # narrows: asked for parsed files only
    assert source.tree is not None  # noqa: S101  # narrows: asked for parsed files only
    return QueryCursor(_query(source.grammar.slug)).captures(source.tree.root_node).get(name, [])


@cache
def _query(slug: str) -> Query:
    return Query(grammar_for(slug).language, _QUERY)


_QUERY = """
(call_expression function: (member_expression)) @call
[(arrow_function) (function_expression) (function_declaration) (method_definition)] @function
"""


# ---------------------------------------------------------------- routers


def routers(source: Source, dialect: Dialect, prefixes: Iterable[str] = ()) -> Iterator[Fact]:
    """A router for each maker, with the prefix among its options by one of these keys, and for
    each function that is handed one."""
    for maker in makers(source, dialect):
        yield Router(lines=node_lines(maker.call), scope=maker.scope, name=maker.name,
                     framework=dialect.framework, root=maker.app,
                     prefix=chained_prefix(maker.call, dialect)
                     or option(maker.call, prefixes))  # fmt: skip
    for function in functions(source):
        yield from _function(source, function, dialect)


def option(call: Node, keys: Iterable[str]) -> Expression:
    """The path that a call is given among its options, "" without one."""
    for given in arguments(call):
        found = pairs(given)
        for key in keys:
            if key in found:
                return path(found[key])
    return Literally(text="")


def path(node: Node) -> Expression:
    """A prefix with its parameters opened."""
    return open_paths(expression(node))[-1]


def _function(source: Source, function: Node, dialect: Dialect) -> Iterator[Fact]:
    listed = parameters(function)
    opened = opener(function)
    lines, framework = node_lines(function), dialect.framework
    if not listed:
        return
    if opened is not None and field_text(field(opened, "function"), "property") in dialect.opens:
        yield Router(lines=lines, scope=scope_of(function), name=place_of(function),
                     framework=framework)  # fmt: skip
        return
    own, typed = own_name(function), is_typed(source, declared_type(listed[0]), dialect)
    if own and (typed or is_plugin(source, function, dialect)):
        yield Router(lines=lines, name=own, framework=framework)
    for each in listed[0 if not own else 1 :]:
        if own and is_typed(source, declared_type(each), dialect):
            name = field_text(each, "pattern")
            yield Router(lines=lines, scope=own, name=name, framework=framework)


# ---------------------------------------------------------------- routes


def paths(node: Node) -> tuple[Expression, ...] | None:
    """The paths of a text, a name or an array of them; None for what is none."""
    node = plain(node)
    if node.type == "array":
        found = [paths(each) for each in elements(node)]
        return tuple(one for each in found for one in each or ()) if all(found) else None
    if node.type in ("string", "template_string", "binary_expression", "identifier",
                     "member_expression"):  # fmt: skip
        said = expression(node)
        if isinstance(said, Literally):
            said = Literally(text=_PATTERNED.sub(r":\1", said.text))
        return tuple(_relative(each) for each in open_paths(said))
    return None


def _relative(path: Expression) -> Expression:
    return Literally(text="") if path == Literally(text="/") else path


def below(router: Held, path: Expression) -> Expression:
    """A path below what the chain to the router says."""
    if router.below is None:
        return path
    return joined([router.below, Literally(text="/"), path])


def is_pathlike(node: Node) -> bool:
    """Whether an argument may be a path: a text that begins like one, or something computed."""
    node, text = plain(node), string(node)
    if text is not None:
        return not re.search(r"\s", text)
    return node.type in ("template_string", "binary_expression", "identifier", "member_expression",
                         "array")  # fmt: skip


def route(
    source: Source,
    call: Node,
    router: Held,
    methods: tuple[str, ...],
    where: Node,
    handlers: list[Node],
    framework: str,
    guards: Iterable[Guard] = (),
) -> Iterator[Fact]:
    """A route for each path; all handlers but the last are its guards."""
    names, scope = names_of(source), scope_of(call)
    if handlers and is_fallback(string(where), node_text(handlers[-1])):
        return
    own = [guard_of(names, each, scope) for each in handlers[:-1]]
    found = (*guards, *(each for each in own if each is not None))
    for each in paths(where) or ():
        yield Route(
            lines=_lines(call), scope=router.scope or scope, router=router.name, methods=methods,
            path=below(router, each), handler=handler_name(handlers[-1]) if handlers else "",
            framework=framework, guards=tuple(dict.fromkeys(found)),
        )  # fmt: skip


def _lines(call: Node) -> tuple[int, int]:
    """From the link of the chain that names the method to the end of its arguments."""
    named = field(field(call, "function"), "property") or call
    chained = field_text(field(call, "function"), "object").rstrip().endswith(")")
    return node_lines(named if chained else call)[0], node_lines(call)[1]


def verbs(source: Source, dialect: Dialect, taken: int = 0) -> Iterator[Fact]:
    """The routes of `router.get("/x", handler)` and its like; of the arguments the first `taken`
    where options stand behind the handler."""
    for word, call in calls(source):
        method = VERBS.get(word)
        router = held(source, receiver(call), dialect) if method else None
        given = list(flat_after_path(arguments(call)))[: taken or None]
        if method and router and len(given) > 1 and is_pathlike(given[0]):
            yield from route(source, call, router, (method,), given[0], given[1:],
                             dialect.framework)  # fmt: skip


def flat_after_path(given: list[Node]) -> Iterator[Node]:
    """The arguments with arrays of handlers opened, but not an array of paths at the beginning."""
    yield from given[:1]
    yield from flat(given[1:])


def receiver(call: Node) -> Node | None:
    """What a member is called on."""
    return field(field(call, "function"), "object")


# ---------------------------------------------------------------- mounts


def child_of(source: Source, node: Node, dialect: Dialect) -> Expression | None:
    """The router that an argument is: made here, by name, required in place, made by a call; the
    `router.routes()` of Koa is the router."""
    node = plain(node)
    if node.type in FUNCTIONS:
        own = opener(node)
        return Name(dotted=place_of(node)) if own is not None else None
    found = held(source, node, dialect)
    if found is not None:
        return Name(dotted=f"{found.scope}.{found.name}" if found.scope else found.name)
    said = expression(node)
    if isinstance(said, Made) and said.callee.endswith((".routes", ".middleware")):
        return Name(dotted=said.callee.rpartition(".")[0])
    return said if isinstance(said, Name | Made) else None


def mount(
    call: Node, router: Held, child: Expression, prefix: Expression | None = None,
    guards: tuple[Guard, ...] = (),
) -> Iterator[Fact]:  # fmt: skip
    """`child` below the router; a function of ours that is handed it is said so too."""
    scope, lines = router.scope or scope_of(call), node_lines(call)
    at = below(router, prefix or Literally(text=""))
    inner = scope_of(call)
    parent = router.name
    yield Mount(lines=lines, scope=inner if _visible(inner, scope) else scope, parent=parent,
                child=child, prefix=at, guards=guards)  # fmt: skip
    if isinstance(child, Name) and not child.dotted.startswith("inline"):
        yield Handover(lines=lines, scope=inner if _visible(inner, scope) else scope,
                       callee=child.dotted, position=0, router=parent, prefix=at,
                       guards=guards)  # fmt: skip


def _visible(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}.") or not outer


def opened(source: Source, call: Node, dialect: Dialect, prefix: Expression) -> Iterator[Fact]:
    """The functions written in place that a call hands a router of their own."""
    router = held(source, receiver(call), dialect)
    for each in arguments(call) if router is not None else ():
        if router is not None and plain(each).type in FUNCTIONS:
            yield Mount(lines=node_lines(call), scope=scope_of(call), parent=router.name,
                        child=Name(dotted=place_of(plain(each))),
                        prefix=below(router, prefix))  # fmt: skip


def handovers(source: Source, dialect: Dialect, skip: Iterable[str] = ()) -> Iterator[Fact]:
    """Functions of the repository's own that are handed a router: `routes(app)`."""
    skipped = frozenset(skip)
    names = names_of(source)
    for call in _captured_calls(source):
        callee = dotted(field(call, "function"))
        if not callee or callee.rpartition(".")[2] in skipped:
            continue
        for position, each in enumerate(arguments(call)):
            router = held(source, each, dialect) if _is_name(each) else None
            if router is not None and not _is_of_package(names, callee, call):
                yield Handover(lines=node_lines(call), scope=router.scope or scope_of(call),
                               callee=callee, position=position, router=router.name,
                               prefix=router.below or Literally(text=""))  # fmt: skip


def _is_of_package(names: Names, callee: str, call: Node) -> bool:
    module = names.module_of(callee, scope_of(call))
    return bool(module) and is_package(module)


def _is_name(node: Node) -> bool:
    return plain(node).type in ("identifier", "member_expression")


def called(source: Source, function: str) -> Iterator[Node]:
    """The calls of a function by its plain name."""
    for call in _captured_calls(source):
        if dotted(field(call, "function")) == function:
            yield call


@lru_cache(maxsize=4)
def _captured_calls(source: Source) -> tuple[Node, ...]:
    assert source.grammar is not None  # noqa: S101  # narrows: asked for parsed files only
    assert source.tree is not None  # noqa: S101  # narrows: asked for parsed files only
    cursor = QueryCursor(_all_calls(source.grammar.slug))
    found = cursor.captures(source.tree.root_node).get("call", ())
    return tuple(sorted(found, key=lambda node: node.start_byte))


@cache
def _all_calls(slug: str) -> Query:
    return Query(grammar_for(slug).language, "(call_expression) @call")


def chained(call: Node, router: Held, guards: Iterable[Guard | None]) -> Iterator[Fact]:
    """Links of the chain that a router runs before its handlers."""
    for each in guards:
        if each is not None:
            yield Chain(lines=node_lines(call), scope=router.scope, router=router.name, guard=each)
