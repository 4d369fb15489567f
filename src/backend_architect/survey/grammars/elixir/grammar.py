"""Elixir, by tree-sitter-elixir.

Scopes are the names of the modules and functions around, "Shop.Orders.place". Attributes are values
of their module.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_elixir
from tree_sitter import Language, Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.elixir.text import (
    DECLARATIONS,
    FUNCTIONS,
    MODULES,
    callee_of,
    dotted,
    expression,
    given_to,
    own_name,
)
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

_SYMBOLS = """
(call) @call
(unary_operator operand: (call target: (identifier) (arguments))) @attribute
"""
_EACH = frozenset(
    ("Enum.map", "Enum.each", "Enum.flat_map", "Enum.reduce", "Enum.filter", "Enum.reject",
     "Stream.map", "Stream.each", "Task.async_stream", "for")
)  # fmt: skip


def _repeats(outer: Node, inner: Node) -> bool:
    return outer.type == "call" and callee_of(outer) in _EACH and inner.type in (
        "arguments", "do_block",
    )  # fmt: skip


def _say(found: Captures) -> Iterator[Fact]:
    calls = found.get("call", [])
    declared = [node for node in calls if callee_of(node) in (*MODULES, *FUNCTIONS)]
    loops = [
        child
        for node in calls
        if callee_of(node) in _EACH
        for child in node.named_children
        if child.type == "do_block"
    ]
    spans = Spans(declared, loops, own_name)
    for node in calls:
        yield from _imports(node)
    for node in declared:
        yield from _declared(node, spans)
    for node in found.get("attribute", []):
        yield from _attribute(node, spans)
    for node in calls:
        callee = callee_of(node)
        if callee and callee not in (*MODULES, *FUNCTIONS):
            lines, scope = node_lines(node), spans.scope(node)
            yield Call(lines=lines, scope=scope, callee=callee, looped=spans.looped(node))


def _imports(node: Node) -> Iterator[Import]:
    """`alias A.B`, `alias A.{B, C}`, `alias A.B, as: X`, `import A.B`."""
    name = callee_of(node)
    if name not in ("alias", "import"):
        return
    given = given_to(node)
    for value in given.values:
        for module in _modules(value):
            local = dotted(given.named.get("as")) or module.rpartition(".")[2]
            whole = name == "import"
            yield Import(
                lines=node_lines(node), local="*" if whole else local, module=module,
                name=f"{module}.*" if whole else module,
            )  # fmt: skip


def _modules(node: Node) -> Iterator[str]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type == "dot" and right is not None and right.type == "tuple":
        for each in right.named_children:
            yield f"{dotted(left)}.{dotted(each)}"
    elif dotted(node):
        yield dotted(node)


def _declared(node: Node, spans: Spans) -> Iterator[Fact]:
    name = spans.names[node.id]
    kind = callee_of(node)
    scope = name.rpartition(".")[0]
    if kind in MODULES:
        yield Definition(lines=node_lines(node), scope="", name=name, kind="class")
        return
    head = next(iter(given_to(node).values), None)
    given = given_to(head).values if head is not None and head.type == "call" else ()
    yield Definition(
        lines=node_lines(node), scope=scope, name=name, kind="function",
        parameters=tuple(node_text(value) for value in given),
    )  # fmt: skip


def _attribute(node: Node, spans: Spans) -> Iterator[Fact]:
    """`@prefix "/api"`."""
    call = node.child_by_field_name("operand")
    given = given_to(call).values if call is not None else ()
    if call is None or len(given) != 1 or not node_text(node).startswith("@"):
        return
    scope, value = spans.scope(node), expression(given[0])
    if not isinstance(value, Opaque) and callee_of(call) not in ("doc", "moduledoc", "spec"):
        own = callee_of(call)
        yield Definition(
            lines=node_lines(node), scope=scope, name=f"{scope}.{own}" if scope else own,
            kind="value", value=value,
        )  # fmt: skip


_ELIXIR = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Elixir has one."""
    return TreeGrammar(slug, Language(tree_sitter_elixir.language()), _ELIXIR)
