"""Calls on the results of calls, and the closures that calls are given.

`Route::prefix('a')->group(function () { Route::get(...)->name('x'); })` is a chain of two links
around a closure, in which another chain of two links stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.php.text import (
    DECLARATIONS,
    arguments_of,
    dotted,
    field_of,
    literal,
)

CALLS = ("member_call_expression", "scoped_call_expression", "nullsafe_member_call_expression")
CLOSURES = ("anonymous_function", "arrow_function")
#: Links looked at in one chain, and closures around one call.
LIMIT = 200


class Link(NamedTuple):
    """One call of a chain: its name, its arguments with their names, and its node."""

    name: str
    given: list[tuple[str, Node]]
    call: Node

    def argument(self, position: int, name: str = "") -> Node | None:
        """The argument of this name, else the unnamed one at this place."""
        named = next((value for own, value in self.given if name and own == name), None)
        plain = [value for own, value in self.given if not own]
        return named or (plain[position] if position < len(plain) else None)


class Chain(NamedTuple):
    """What the calls are made on ("Route", "app", "this.router"), and the calls in order."""

    root: str
    links: tuple[Link, ...]


def link_of(call: Node) -> Link:
    """The call as a link."""
    name = field_of(call, "name")
    return Link(node_text(name) if name is not None else "", arguments_of(call), call)


def chain_to(call: Node) -> Chain:
    """The chain from its root to this call."""
    links = [link_of(call)]
    on = field_of(call, "object") or field_of(call, "scope")
    while on is not None and on.type in CALLS and len(links) < LIMIT:
        links.append(link_of(on))
        on = field_of(on, "object") or field_of(on, "scope")
    return Chain(dotted(on), tuple(reversed(links)))


def links_after(call: Node) -> Iterator[Link]:
    """The calls made on the result of this call, in order."""
    below, above = call, call.parent
    while above is not None and above.type in CALLS and field_of(above, "object") == below:
        yield link_of(above)
        below, above = above, above.parent


def receivers(node: Node) -> Iterator[Node]:
    """The calls that are given the closures around a node, the innermost first. Ends at the
    function or method around."""
    above = node.parent
    for _ in range(LIMIT * 10):
        if above is None or above.type in DECLARATIONS:
            return
        if above.type in CLOSURES:
            call = receiver_of(above)
            if call is not None:
                yield call
        above = above.parent


def receiver_of(closure: Node) -> Node | None:
    """The call that a closure is an argument of."""
    argument = closure.parent
    given = argument.parent if argument is not None and argument.type == "argument" else None
    call = given.parent if given is not None else None
    return call if call is not None and call.type in CALLS else None


def pairs_of(array: Node | None) -> list[tuple[str, Node]]:
    """Key ("" where there is none) and value of each element of an array."""
    found = []
    for element in array.named_children if array is not None else ():
        parts = [part for part in element.named_children if part.type != "comment"]
        if element.type == "array_element_initializer" and len(parts) == 2:
            found.append((literal(parts[0]) or dotted(parts[0]), parts[1]))
        elif element.type == "array_element_initializer" and len(parts) == 1:
            found.append(("", parts[0]))
    return found


def is_array(node: Node | None) -> bool:
    """True for `[...]` and `array(...)`."""
    return node is not None and node.type == "array_creation_expression"


def table_of(array: Node | None) -> dict[str, Node]:
    """The values of an array by key."""
    return {key: value for key, value in pairs_of(array) if key} if is_array(array) else {}


def values_of(node: Node | None) -> list[Node]:
    """The elements of an array, or the one node that is none."""
    if node is None:
        return []
    return [value for _, value in pairs_of(node)] if is_array(node) else [node]


def texts_of(node: Node | None) -> list[str]:
    """The texts written out in an array, or the one text."""
    found = (literal(value) for value in values_of(node))
    return [text for text in found if text is not None]


def statements_on(body: Node, variable: str) -> Iterator[Chain]:
    """The chains of calls on a variable that stand as statements anywhere in a body, in order."""
    waiting, seen = [body], 0
    while waiting and seen < LIMIT * 100:
        node, seen = waiting.pop(), seen + 1
        inner = node.named_children[0] if node.named_children else None
        if inner is not None and inner.type in CALLS and node.type == "expression_statement":
            chain = chain_to(inner)
            if chain.root == variable:
                yield chain
                continue
        if node.type in CALLS and node == body:
            yield chain_to(node)
            return
        waiting.extend(reversed(node.named_children))
