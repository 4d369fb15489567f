"""Rust, by tree-sitter-rust.

Scopes are the names of the declarations around: "place", "Order.place" for a method in an `impl`
of `Order`, "admin.place" in a module written in place. Paths are written with dots. Local values
are said too: services are wired together in local variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_rust
from tree_sitter import Language, Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Definition, Fact, Import
from backend_architect.survey.grammars.rust import symbols
from backend_architect.survey.grammars.rust.text import DECLARATIONS, expression, own_name
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Methods of iterators and streams that call their argument once per element.
PER_ELEMENT = (
    "for_each", "map", "filter", "filter_map", "flat_map", "try_for_each", "fold", "and_then",
    "for_each_concurrent", "then",
)  # fmt: skip
_OF_ITERATORS = ("iter", "into_iter", "iter_mut", "stream", "chunks", "drain")

_SYMBOLS = """
(use_declaration) @use
(mod_item) @module
[(function_item) (function_signature_item)] @function
[(struct_item) (enum_item) (trait_item)] @type
(type_item) @alias
[(const_item) (static_item) (let_declaration)] @value
(impl_item) @impl
(scoped_identifier path: (identifier) @head)
(scoped_type_identifier path: (identifier) @head)
(token_tree (identifier) @head . "::")
(call_expression function: [(identifier) (scoped_identifier) (field_expression)
  (generic_function)]) @call
(for_expression body: (block) @loop)
(while_expression body: (block) @loop)
(loop_expression body: (block) @loop)
(call_expression arguments: (arguments (closure_expression) @each))
"""
_LOOPS = ("for_expression", "while_expression", "loop_expression")


def _say(found: Captures) -> Iterator[Fact]:
    functions, types = found.get("function", []), found.get("type", [])
    loops = [*found.get("loop", []), *(n for n in found.get("each", []) if _per_element(n))]
    declared = [*functions, *types, *found.get("impl", []), *found.get("module", [])]
    spans = Spans(declared, loops, own_name)
    imports = [*symbols.say_places(), *symbols.followed(list(_imports(found)))]
    yield from imports
    known = {each.local for each in imports if isinstance(each, Import)}
    yield from symbols.say_heads(found.get("head", []), known)
    for node in types:
        yield from symbols.say_type(node, spans)
    for node in functions:
        yield from symbols.say_function(node, spans)
    for node in found.get("alias", []):
        yield from symbols.say_alias(node, spans)
    for node in found.get("value", []):
        yield from symbols.say_value(node, spans)
    for node in found.get("call", []):
        yield symbols.say_call(node, spans)


def _imports(found: Captures) -> Iterator[Import | Definition]:
    for node in found.get("use", []):
        yield from symbols.say_use(node)
    for node in found.get("module", []):
        yield from symbols.say_module(node)


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in _LOOPS:
        return inner == outer.child_by_field_name("body")
    return outer.type == "arguments" and inner.type == "closure_expression" and _per_element(inner)


def _per_element(closure: Node) -> bool:
    """True for a closure that its call runs once per element: an Option has `map`, too, so the
    chain before must say that it iterates."""
    call = closure.parent.parent if closure.parent is not None else None
    function = call.child_by_field_name("function") if call is not None else None
    field = function.child_by_field_name("field") if function is not None else None
    if function is None or field is None or node_text(field) not in PER_ELEMENT:
        return False
    chain = node_text(function)
    return any(f".{name}(" in chain for name in _OF_ITERATORS)


_RUST = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Rust has one."""
    return TreeGrammar(slug, Language(tree_sitter_rust.language()), _RUST)
