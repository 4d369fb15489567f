"""Frameworks whose words are like Express's: what a call is registered on, and what it is called.

A dialect names the packages of a framework and what their exports make. A router is known by the
name the file gives it; a function that is handed one (a plugin) is a router by the function's own
name, and one written in place by the line it begins at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import Query, QueryCursor

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import Definition, Expression, Import
from backend_architect.survey.grammars import grammar_for
from backend_architect.survey.grammars.javascript.definitions import (
    declared_type,
    parameter_name,
    parameters,
)
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    expression,
    field,
    field_text,
    joined,
    plain,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.express import keeper
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_HEAD = re.compile(r"[\w$]+")
_LONGEST_CHAIN = 400


class Dialect(NamedTuple):
    """What a framework is called and what its packages export.

    `apps` and `routers` match "package:name" of exports ("default" for the package itself) that
    make something served by itself, and something to be mounted; `types` the declared types of
    both, beside those that come from the packages. `opens` are methods that give the function they
    are handed a router of its own. `based` are methods after which paths stand below their
    argument. `plugin` matches the declared types of functions that are handed a router, `usual`
    the first parameter of one that says no type.
    """

    framework: str
    packages: re.Pattern[str]
    apps: re.Pattern[str]
    routers: re.Pattern[str] | None = None
    types: re.Pattern[str] | None = None
    opens: frozenset[str] = frozenset()
    based: frozenset[str] = frozenset()
    plugin: re.Pattern[str] | None = None
    usual: re.Pattern[str] | None = None
    builders: re.Pattern[str] | None = None


class Held(NamedTuple):
    """A router: its name, the scope of that name, and the path between it and what is called."""

    name: str
    scope: str
    below: Expression | None = None


class Maker(NamedTuple):
    """A call that makes a router, with the name that keeps it."""

    call: Node
    name: str
    scope: str
    app: bool


def chain(node: Node) -> Iterator[Node]:
    """The calls that `node` is made by, the last first, and at the end what begins the chain."""
    node = plain(node)
    for _ in range(_LONGEST_CHAIN):
        function = field(node, "function") if node.type == "call_expression" else None
        if function is None or function.type != "member_expression":
            break
        yield node
        node = plain(field(function, "object") or node)
    yield node


def kind_of(source: Source, node: Node, dialect: Dialect) -> str:
    """ "app" or "router" for a call that makes one by the dialect's packages, else ""."""
    if node.type not in ("call_expression", "new_expression"):
        return ""
    callee = dotted(field(node, "function") or field(node, "constructor"))
    head, _, member = callee.partition(".")
    if not _may_make(source, head, callee, dialect):
        return ""
    found = names_of(source).bound(head, scope_of(node))
    if not isinstance(found, Import) or not dialect.packages.match(found.module):
        own = isinstance(found, Import | Definition)
        return "app" if own and dialect.builders and dialect.builders.match(callee) else ""
    whole = found.name in ("", "default", "*")
    taken = (member or "default") if whole else found.name if not member else ""
    export = f"{found.module}:{taken}"
    if dialect.apps.fullmatch(export):
        return "app"
    return "router" if dialect.routers and dialect.routers.fullmatch(export) else ""


def _may_make(source: Source, head: str, callee: str, dialect: Dialect) -> bool:
    """Whether a callee's first word is imported from a package of the dialect, or the whole is one
    of its builders: what most calls are not, told without looking for their scope."""
    imported = names_of(source).imports.get(head)
    if imported is not None and dialect.packages.match(imported.module):
        return True
    return bool(head and dialect.builders and dialect.builders.match(callee))


@lru_cache(maxsize=16)
def makers(source: Source, dialect: Dialect) -> tuple[Maker, ...]:
    """All calls of a file that make a router."""
    assert source.grammar is not None  # noqa: S101  # narrows: asked for parsed files only
    assert source.tree is not None  # noqa: S101  # narrows: asked for parsed files only
    cursor = QueryCursor(_query(source.grammar.slug))
    found = []
    for node in cursor.captures(source.tree.root_node).get("made", ()):
        kind = kind_of(source, node, dialect)
        name, scope = keeper(node) if kind else ("", "")
        if name:
            found.append(Maker(node, name, scope, kind == "app"))
    return tuple(sorted(found, key=lambda maker: maker.call.start_byte))


@cache
def _query(slug: str) -> Query:
    return Query(grammar_for(slug).language, "[(call_expression) (new_expression)] @made")


def speaks(source: Source, dialect: Dialect) -> bool:
    """Whether a file brings in one of the framework's packages."""
    imports = names_of(source).imports.values()
    return any(dialect.packages.match(each.module) for each in imports)


# ---------------------------------------------------------------- receivers


def held(source: Source, node: Node | None, dialect: Dialect) -> Held | None:
    """The router that a receiver is, as far as the file says; None for what may be anything."""
    if node is None:
        return None
    *calls, root = chain(node)
    for number, call in enumerate(calls):
        if kind_of(source, call, dialect):
            calls, root = calls[:number], call
            break
    found = _root(source, root, dialect)
    if found is None:
        return None
    made = root.type in ("call_expression", "new_expression")
    return found._replace(below=None if made else _based(reversed(calls), dialect))


def _based(calls: Iterable[Node], dialect: Dialect) -> Expression | None:
    """The path that calls like `basePath("/api")` of a chain add up to."""
    given = [_below(call) for call in calls if _verb(call) in dialect.based]
    parts = [each for each in given if each is not None]
    return joined(parts) if parts else None


def chained_prefix(call: Node, dialect: Dialect) -> Expression | None:
    """The path that the chain behind a maker puts before all of its routes."""
    found: list[Node] = []
    member = call.parent
    while member is not None and member.type == "member_expression" and member.parent is not None:
        if member.parent.type != "call_expression":
            break
        found.append(member.parent)
        member = member.parent.parent
    return _based(found, dialect)


def _verb(call: Node) -> str:
    return field_text(field(call, "function"), "property")


def _below(call: Node) -> Expression | None:
    first = next(iter(arguments(call)), None)
    return expression(first) if first is not None else None


def _root(source: Source, root: Node, dialect: Dialect) -> Held | None:
    if kind_of(source, root, dialect):
        name, scope = keeper(root)
        return Held(name, scope) if name else None
    name = dotted(root)
    if root.type == "identifier":
        incoming = _incoming(source, root, name, dialect)
        if incoming is not None:
            return incoming[0]
    own = name.removeprefix("this.")
    if own == name and all(each.name != own for each in makers(source, dialect)):
        return None
    return _named(source, name, scope_of(root), dialect)


def _named(source: Source, name: str, scope: str, dialect: Dialect) -> Held | None:
    """The variable or field that holds what a maker made."""
    own = name.removeprefix("this.")
    around = names_of(source).class_around(scope) if own != name else scope
    kept = {(each.name, each.scope) for each in makers(source, dialect)}
    while True:
        if (own, around) in kept:
            return Held(own, around)
        if not around:
            break
        around = around.rpartition(".")[0]
    return _typed_field(source, name, own, scope, dialect)


def _typed_field(source: Source, name: str, own: str, scope: str, dialect: Dialect) -> Held | None:
    """`this.server` that is declared with one of the framework's types."""
    names = names_of(source)
    if own == name or not is_typed(source, names.type(name, scope), dialect):
        return None
    return Held(own, names.class_around(scope))


def is_typed(source: Source, type: str, dialect: Dialect) -> bool:
    """Whether a declared type comes from the framework's packages."""
    if dialect.types is not None and dialect.types.match(type):
        return True
    head = _HEAD.match(type)
    found = names_of(source).bound(head[0]) if head else None
    return isinstance(found, Import) and bool(dialect.packages.match(found.module))


def _incoming(source: Source, node: Node, name: str, dialect: Dialect) -> tuple[Held | None] | None:
    """What the innermost function with a parameter of this name is handed; None if none has."""
    around = node.parent
    while around is not None:
        if around.type in FUNCTIONS:
            for each in parameters(around):
                if parameter_name(each) == name:
                    return (_handed(source, around, each, name, dialect),)
            if _declares(source, around, name, dialect):
                return None
        around = around.parent
    return None


def _declares(source: Source, function: Node, name: str, dialect: Dialect) -> bool:
    body = field(function, "body")
    return body is not None and any(
        each.name == name and body.start_byte <= each.call.start_byte < body.end_byte
        for each in makers(source, dialect)
    )


def _handed(
    source: Source, function: Node, parameter: Node, name: str, dialect: Dialect
) -> Held | None:
    opened = opener(function)
    if opened is not None and _verb(opened) in dialect.opens:
        return Held(place_of(function), scope_of(function))
    first = parameters(function)[0] == parameter
    if is_typed(source, declared_type(parameter), dialect):
        own = own_name(function)
        return Held(own, "") if first and own else Held(name, own)
    if first and is_plugin(source, function, dialect):
        return Held(own_name(function), "")
    return None


def opener(function: Node) -> Node | None:
    """The call that a function written in place is an argument of, or None."""
    listed = function.parent
    while listed is not None and listed.type in ("parenthesized_expression", "as_expression"):
        listed = listed.parent
    if listed is None or listed.type != "arguments":
        return None
    call = listed.parent
    return call if call is not None and call.type == "call_expression" else None


def place_of(function: Node) -> str:
    """The name of the router that a function written in place is handed."""
    return f"inline{function.start_point.row + 1}x{function.start_point.column}"


def own_name(function: Node) -> str:
    """The qualified name of the function itself, of the plugin it is; "" for one without."""
    around = function.parent
    while around is not None and around.type not in FUNCTIONS:
        around = around.parent
    name = _inside(function)
    if around is not None and name == _inside(around):
        return ""
    return name.removesuffix(".register")  # the plugin is the object, to those who mount it


def _inside(function: Node) -> str:
    first = next(iter(function.named_children), None)
    return scope_of(first) if first is not None else ""


def is_plugin(source: Source, function: Node, dialect: Dialect) -> bool:
    """Whether a function with an untyped first parameter is handed a router by the framework."""
    listed = parameters(function)
    if not listed or not own_name(function):
        return False
    if dialect.plugin is not None and dialect.plugin.search(_annotation(function)):
        return True
    type, name = declared_type(listed[0]), parameter_name(listed[0])
    return (
        not type
        and bool(dialect.usual and dialect.usual.search(name))
        and (name == dialect.framework or len(listed) > 1 or speaks(source, dialect))
    )


def _annotation(function: Node) -> str:
    """The type that the variable or expression around a function is declared with."""
    holder = function.parent
    for _ in range(3):
        if holder is None or holder.type == "variable_declarator":
            break
        if holder.type in ("satisfies_expression", "as_expression"):
            return node_text(holder.named_children[-1])
        holder = holder.parent
    return declared_type(holder) if holder is not None else ""
