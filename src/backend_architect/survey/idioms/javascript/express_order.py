"""In which order an Express file registers middleware, routes and routers.

Express runs what is registered in order: a guard put on a router after some routes does not protect
those. Guards before everything else of their router are said as its chain; later ones belong to
what follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tree_sitter import Query, QueryCursor

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Guard, Import
from backend_architect.survey.grammars import grammar_for
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    field,
    field_text,
    inline_module,
    registered_on,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.express import (
    Receiver,
    flat,
    guard_of,
    is_own_function,
    is_path,
    keeper,
    leads_to_routes,
    made_by_express,
    made_here,
    text_of,
)
from backend_architect.survey.idioms.javascript.guards import role_of
from backend_architect.survey.idioms.javascript.names import Names, is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node


class Use(NamedTuple):
    """One `router.use(...)`: below which path (None for a computed one), the checks among its
    arguments, the routers it mounts, and whether it comes before all routes of its router."""

    call: Node
    router: str
    path: Node | None
    text: str
    guards: tuple[Guard, ...]
    children: tuple[Node, ...]
    first: bool


def read_use(source: Source, call: Node) -> Use | None:
    """What a call of `use` says, or None where it is not called on a router."""
    receiver = Receiver(source, call)
    if not receiver.name or receiver.kind == "foreign":
        return None
    names, scope = receiver.names, scope_of(call)
    given = arguments(call)
    path = given[0] if len(given) > 1 and is_path(names, given[0], scope) else None
    items = list(flat(given[1:] if path is not None else given))
    children = [
        each
        for number, each in enumerate(items)
        if _is_child(source, each, _seat(path, number, len(items)))
    ]
    guards = [guard_of(names, each, scope) for each in items if each not in children]
    return Use(
        call,
        receiver.name,
        path,
        text_of(path),
        tuple(each for each in guards if each is not None),
        tuple(children),
        not _registered_before(source, receiver.name, call.end_byte),
    )


Seat: TypeAlias = Literal["bare", "last", "middle"]


def _seat(path: Node | None, number: int, count: int) -> Seat:
    """Where an argument stands: without a path before it, last behind one, or between."""
    if path is None:
        return "bare"
    return "last" if number == count - 1 else "middle"


def _is_child(source: Source, node: Node, seat: Seat) -> bool:
    """True for what may be a router: made here, brought in from a file of ours, or handed in."""
    if node.type in FUNCTIONS:
        return False
    called = node.type in ("call_expression", "new_expression")
    if inline_module(node) or (called and made_here(source, _root_of(node))):
        return True
    name = dotted(field(node, "function") or field(node, "constructor")) if called else dotted(node)
    if not name:
        indexed = node.type == "subscript_expression" and seat != "middle"
        return indexed or (called and bool(inline_module(field(node, "function") or node)))
    return _may_be_router(names_of(source), name, scope_of(node), seat)


def _root_of(call: Node) -> Node:
    """`Router()` of `Router().use(a).get(b, c)`."""
    root, _ = registered_on(call)
    return root if root is not None and root.type.endswith("_expression") else call


def _may_be_router(names: Names, name: str, scope: str, seat: Seat) -> bool:
    made = names.maker(name, scope)
    if made is not None and made_by_express(names, made.callee, scope):
        return True
    module = names.module_of(name, scope)
    if name.startswith("require("):
        return True
    if module and is_package(module):
        return False
    if leads_to_routes(name, module):
        return True
    if seat == "last" and _is_whole_module(names, name, scope):
        return True
    own = is_own_function(names, name, scope)
    return seat != "middle" and role_of(name) == "other" and not own


def _is_whole_module(names: Names, name: str, scope: str) -> bool:
    """True for `admin` of `import admin from "./admin"`: a thing rather than an act, from a file
    that is no middleware."""
    found = names.bound(name, scope)
    return (
        isinstance(found, Import)
        and found.name in ("", "default")
        and not _MIDDLEWARE.search(found.module)
        and not _ACTS.match(name)
    )


_MIDDLEWARE = re.compile(r"middlewar|guard|polic|util|helper", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:require|check|verify|ensure|is|has|can|authenticate|authorize|protect|validate|restrict"
    r"|allow|deny|limit|handle|log|parse|set|with)(?![a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def _registrations(source: Source) -> dict[str, tuple[tuple[int, Node], ...]]:
    """All calls of `use` and of methods of a file by the router's name, in order: by their last
    byte, for in a chain all calls begin at the same one."""
    assert source.grammar is not None  # noqa: S101  # narrows: asked for parsed files only
    assert source.tree is not None  # noqa: S101  # narrows: asked for parsed files only
    cursor = QueryCursor(_query(source.grammar.slug))
    found: dict[str, list[tuple[int, Node]]] = {}
    for call in cursor.captures(source.tree.root_node).get("call", ()):
        root, _ = registered_on(call)
        name = dotted(root) or (keeper(root)[0] if root is not None else "")
        found.setdefault(name, []).append((call.end_byte, call))
    return {name: tuple(sorted(calls, key=itemgetter(0))) for name, calls in found.items()}


@cache
def _query(slug: str) -> Query:
    return Query(grammar_for(slug).language, _QUERY)


_QUERY = """
(call_expression
  function: (member_expression property: (property_identifier) @verb)
  (#any-of? @verb "use" "get" "post" "put" "patch" "delete" "all" "route")) @call
"""


def _registered_before(source: Source, router: str, before: int) -> bool:
    """True if the file puts a route or another router on this one earlier."""
    for end, call in _registrations(source).get(router, ()):
        if end >= before:
            return False
        verb = field_text(field(call, "function"), "property")
        if verb != "use":
            if len(arguments(call)) > 1 or verb == "route":
                return True
        elif _mounts(source, call):
            return True
    return False


def _mounts(source: Source, call: Node) -> bool:
    given = arguments(call)
    pathed = len(given) > 1 and is_path(names_of(source), given[0], scope_of(call))
    items = list(flat(given[1:] if pathed else given))
    return any(_is_child(source, each, "last" if pathed else "bare") for each in items[-1:])


def passed_before(source: Source, router: str, before: int, path: str) -> Iterator[Guard]:
    """The guards that a request to `path` of `router` passes before what ends at byte `before`,
    as far as they are not part of the router's own chain."""
    for end, call in _registrations(source).get(router, ()):
        if end >= before:
            return
        if field_text(field(call, "function"), "property") != "use":
            continue
        use = read_use(source, call)
        if use is None or use.children or (use.first and use.path is None):
            continue
        if use.path is None or (use.text and _below(path, use.text)):
            yield from (each for each in use.guards if each.role in _CHECKS)


_CHECKS = ("authentication", "authorization", "rate-limit", "csrf", "validation")


def _below(path: str, prefix: str) -> bool:
    prefix = prefix.rstrip("/")
    return path == prefix or path.startswith(f"{prefix}/")
