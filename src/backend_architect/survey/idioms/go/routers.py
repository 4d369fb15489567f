"""Facts about routers of Go that every framework shares: made, grouped, handed on, received."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tree_sitter import Node, Query, QueryCursor

from backend_architect.survey.detector import Match, node_lines, node_text
from backend_architect.survey.facts import (
    Chain,
    Definition,
    Expression,
    Fact,
    Handover,
    Literally,
    Mount,
    Name,
    Router,
)
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import dotted, expression, receiver_of
from backend_architect.survey.idioms.go.order import is_late, late_guards
from backend_architect.survey.idioms.go.routing import (
    EMPTY,
    Dialect,
    Reached,
    arguments_of,
    callee_of,
    declaration_of,
    function_around,
    guards_of,
    keeper,
    reach,
    reference,
    scope_of,
    variable_name,
)

#: Functions that are given routers and register nothing on them.
_NO_REGISTRARS = frozenset(
    ("Mount", "Use", "Handle", "StripPrefix", "ListenAndServe", "ListenAndServeTLS", "NewServer",
     "append", "New", "Println", "Fatal")
)  # fmt: skip
_USES = """
(call_expression arguments: (argument_list [(identifier) (selector_expression)] @argument))
(keyed_element value: (literal_element [(identifier) (selector_expression)] @value))
(assignment_statement
  left: (expression_list (selector_expression))
  right: (expression_list [(identifier) (selector_expression)] @value))
"""


def declared(node: Node, dialect: Dialect) -> Iterator[Fact]:
    """Parameters and fields that are declared as routers."""
    for name in node.children_by_field_name("name"):
        written, scope = node_text(name), scope_of(node)
        if node.type == "parameter_declaration" or (node.type == "var_spec" and scope):
            qualified = variable_name(node, written)
        else:
            qualified = f"{scope}.{written}" if scope else written
        yield from _router(node, qualified, dialect)
        yield from handed_on(node, qualified, dialect)


def made(call: Node, dialect: Dialect) -> Iterator[Fact]:
    """A constructor whose result is kept in a variable or a field."""
    whole = _chain_around(call, dialect)
    name, prefix = keeper(whole), reach(whole, dialect).prefix
    if name and _is_of_file(call, name):
        yield from _router(call, name, dialect, root=True, prefix=prefix)
        yield from handed_on(call, name, dialect)
    elif name:
        own = f"{scope_of(call)}.{name.rpartition('.')[2]}@{node_lines(call)[0]}"
        yield from _router(call, own, dialect, root=True, prefix=prefix)
        yield _mount(call, own, name, Reached(call, Literally(text=""), ()))
        yield from handed_on(call, name, dialect)


def grouped(call: Node, dialect: Dialect) -> Iterator[Fact]:
    """A group that is kept in a variable or a field, or handed to a function on the spot."""
    whole = _chain_around(call, dialect)
    reached = reach(whole, dialect)
    reached = reached._replace(guards=late_guards(reached.base, dialect) + reached.guards)
    if _last_group(whole, dialect) != call:
        return
    if dialect.package:
        yield from received(reached.base, dialect)
    parent = reference(reached.base)
    name = keeper(whole)
    if name and parent:
        if _is_of_file(whole, name):
            yield from _router(whole, name, dialect)
        yield _mount(whole, parent, name, reached)
        yield from handed_on(whole, name, dialect)
    elif parent and whole.parent is not None and whole.parent.type == "argument_list":
        yield from _handover(whole, parent, reached)


def used(call: Node, dialect: Dialect) -> Iterator[Fact]:
    """`Use` on a router that is kept: links of its chain."""
    operand = _operand(call)
    reached = reach(operand, dialect) if operand is not None else None
    parent = reference(reached.base) if reached is not None else ""
    if reached is None or not parent or reached.prefix != Literally(text=""):
        return
    if is_late(call, reached.base, dialect):
        return  # it belongs to what follows, which says so
    for guard in guards_of(arguments_of(call), dialect):
        yield Chain(lines=node_lines(call), scope=scope_of(call), router=parent, guard=guard)


def stands_for(function: Node) -> Iterator[Fact]:
    """A function whose last statement returns a variable stands for the router in it, if it is
    one."""
    value = _last_value(function)
    parent = reference(value) if value is not None and dotted(value) else ""
    if value is not None and parent and parent != dotted(value):
        reached = Reached(value, EMPTY, ())
        yield _mount(value, parent, _own_name(function), reached)


def returned(function: Node, dialect: Dialect) -> Iterator[Fact]:
    """A function that returns a router stands for it: `NewRouter` is the `r` it returns."""
    own = _own_name(function)
    value = _last_value(function)
    if value is None:
        return
    reached = reach(value, dialect)
    parent = reference(reached.base)
    makes = callee_of(reached.base) in dialect.makers
    if makes:
        yield from _router(value, own, dialect, root=True)
    elif parent:
        yield from _router(value, own, dialect)
        yield _mount(value, parent, own, reached)


def received(base: Node, dialect: Dialect) -> Iterator[Fact]:
    """A variable that holds what another function returned and is used as a router: below that."""
    name = dotted(base)
    declared = declaration_of(base, name) if base.type == "identifier" else None
    right = declared.child_by_field_name("right") if declared is not None else None
    value = right.named_children[0] if right is not None and right.named_children else None
    if declared is None or value is None or value.type != "call_expression":
        return
    callee = callee_of(value)
    if callee and callee not in dialect.makers and reach(value, dialect).base == value:
        yield from _router(declared, variable_name(declared, name), dialect)
        reached = Reached(value, Literally(text=""), ())
        yield _mount(declared, callee, variable_name(declared, name), reached)


# ---------------------------------------------------------------- parts


def _router(
    node: Node, name: str, dialect: Dialect, *, root: bool = False, prefix: Expression = EMPTY
) -> Iterator[Fact]:
    lines = node_lines(node)
    scope = scope_of(node) if name.startswith(f"{scope_of(node)}.") else ""
    framework = dialect.framework
    yield Router(lines=lines, scope=scope, name=name, framework=framework, root=root, prefix=prefix)
    if "@" in name:
        yield Definition(lines=lines, scope=scope, name=name, kind="value")


def _is_of_file(node: Node, name: str) -> bool:
    """True for a variable of the function, and for a field or variable of the package that the
    file declares; one of another file is known there."""
    owner, scope = name.partition(".")[0], scope_of(node)
    if scope and name.startswith(f"{scope}."):
        return "." not in name[len(scope) + 1 :]  # else a field of what the variable holds
    if "." not in name and not scope:
        return True
    kinds = ("type_declaration",) if "." in name else ("var_declaration",)
    declared = [top for top in _root(node).named_children if top.type in kinds]
    return any(_declares(top, owner) for top in declared)


def _declares(node: Node, name: str) -> bool:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each.type in ("type_spec", "var_spec", "type_alias"):
            if name in (node_text(n) for n in each.children_by_field_name("name")):
                return True
        else:
            waiting.extend(each.named_children)
    return False


def _mount(node: Node, parent: str, child: str, reached: Reached) -> Mount:
    return Mount(
        lines=node_lines(node),
        scope=scope_of(node),
        parent=parent,
        child=Name(dotted=child),
        prefix=reached.prefix,
        guards=reached.guards,
    )


def _handover(argument: Node, router: str, reached: Reached) -> Iterator[Fact]:
    """The argument's call, unless it is one on a router itself."""
    call = argument.parent.parent if argument.parent is not None else None
    callee = callee_of(call) if call is not None and call.type == "call_expression" else ""
    if call is None or not callee or callee.rpartition(".")[2] in _NO_REGISTRARS:
        return
    yield Handover(
        lines=node_lines(call),
        scope=scope_of(call),
        callee=callee,
        position=[each.id for each in arguments_of(call)].index(argument.id),
        router=router,
        prefix=reached.prefix,
        guards=reached.guards,
        arguments=tuple(expression(each) for each in arguments_of(call)),
    )


def handed_on(node: Node, name: str, dialect: Dialect) -> Iterator[Fact]:
    """Calls that get the router as an argument, and fields it is kept in: of its function for a
    variable, of the file for a field or a variable of the package."""
    local = declaration_of(node, name.rpartition(".")[2].partition("@")[0]) is not None
    place = (function_around(node) if local else None) or _root(node)
    written = name.rpartition(".")[2].partition("@")[0]
    found = QueryCursor(_uses()).captures(place)
    for argument in found.get("argument", []):
        if _is(argument, name, written):
            yield from handed(argument, name, dialect)
    for value in found.get("value", []):
        if _is(value, name, written):
            kept = keeper(value)
            if kept and kept != name and kept.count(".") < 2:  # not a field of another's struct
                if _is_of_file(value, kept):
                    yield from _router(value, kept, dialect)
                yield _mount(value, name, kept, Reached(value, Literally(text=""), ()))


def handed(argument: Node, router: str, dialect: Dialect) -> Iterator[Fact]:
    """The router is given to a function as this argument."""
    reached = reach(argument, dialect)
    reached = reached._replace(guards=late_guards(argument, dialect) + reached.guards)
    yield from _handover(argument, router, reached)


def _is(node: Node, name: str, written: str) -> bool:
    return dotted(node).rpartition(".")[2] == written and reference(node) == name


@cache
def _uses() -> Query:
    return Query(grammar("go").language, _USES)


def _root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _chain_around(call: Node, dialect: Dialect) -> Node:
    """The longest chain of `Group` and `Use` that goes through a call."""
    selector = call.parent
    above = selector.parent if selector is not None else None
    if selector is None or above is None or selector.type != "selector_expression":
        return call
    field = selector.child_by_field_name("field")
    name = node_text(field) if field is not None else ""
    if name in dialect.links and name not in dialect.verbs:
        return _chain_around(above, dialect) if above.type == "call_expression" else call
    return call


def _last_group(chain: Node, dialect: Dialect) -> Node | None:
    """The outermost `Group` of a chain, by which the chain is known."""
    node: Node | None = chain
    while node is not None and node.type == "call_expression":
        function = node.child_by_field_name("function")
        field = function.child_by_field_name("field") if function is not None else None
        if field is not None and node_text(field) in dialect.making:
            return node
        node = _operand(node)
    return None


def _operand(call: Node) -> Node | None:
    function = call.child_by_field_name("function")
    return function.child_by_field_name("operand") if function is not None else None


def _own_name(function: Node) -> str:
    name = node_text(function.child_by_field_name("name") or function)
    receiver = receiver_of(function)
    return f"{receiver[1]}.{name}" if receiver else name


def _last_value(function: Node) -> Node | None:
    """The first value of the last statement of a function, if that is a `return`."""
    body = function.child_by_field_name("body")
    lists = [c for c in body.named_children if c.type == "statement_list"] if body else []
    last = lists[-1].named_children[-1] if lists else None
    if last is None or last.type != "return_statement" or not last.named_children:
        return None
    return last.named_children[0].named_children[0]


def events(match: Match, dialect: Dialect) -> Iterator[Fact]:
    """What a match of the dialect's query says, but for routes."""
    for name, say in _EVENTS.items():
        node = match.node(name)
        if node is not None:
            yield from say(node, dialect)


def _passed(argument: Node, dialect: Dialect) -> Iterator[Fact]:
    """A field that is called like a router, declared in another file, given to a function."""
    router = reference(argument)
    if router != dotted(argument) and dialect.package.encode() in (_root(argument).text or b""):
        yield from handed(argument, router, dialect)


_EVENTS = {
    "group": grouped,
    "use": used,
    "made": made,
    "parameter": declared,
    "field": declared,
    "returning": returned,
    "passed": _passed,
}
