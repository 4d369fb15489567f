"""Ruby, by tree-sitter-ruby.

Scopes are the names of the modules, classes and methods around, "Api.Order.place"; blocks make no
scope. Constants' names are written with dots.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_ruby
from tree_sitter import Language, Node

from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.ruby import symbols
from backend_architect.survey.grammars.ruby.text import (
    DECLARATIONS,
    expression,
    field_of,
    method_of,
    own_name,
)
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Methods that call a block once per element.
_EACH = frozenset(
    ("each", "map", "flat_map", "select", "reject", "filter", "filter_map", "each_with_index",
     "each_with_object", "find_each", "collect", "inject", "reduce", "times", "each_slice",
     "find_in_batches", "in_batches", "each_pair", "each_value", "each_key", "sum", "any?", "all?",
     "sort_by", "group_by", "index_by", "to_h", "upto", "loop")
)  # fmt: skip

_SYMBOLS = """
[(class) (module)] @class
[(method) (singleton_method)] @function
(assignment) @assigned
(call) @call
(while body: (_) @loop)
(until body: (_) @loop)
(for body: (_) @loop)
[(do_block) (block)] @each
"""
_LOOPS = ("while", "until", "for")


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in _LOOPS:
        return inner == field_of(outer, "body")
    return outer.type == "call" and inner.type in ("do_block", "block") and _per_element(inner)


def _per_element(block: Node) -> bool:
    """True for a block that its call runs once per element."""
    call = block.parent
    return call is not None and method_of(call) in _EACH


def _say(found: Captures) -> Iterator[Fact]:
    loops = [*found.get("loop", []), *(n for n in found.get("each", []) if _per_element(n))]
    classes, functions = found.get("class", []), found.get("function", [])
    spans = Spans([*classes, *functions], loops, own_name)
    for node in found.get("call", []):
        yield from symbols.say_import(node)
    for node in classes:
        yield from symbols.say_class(node, spans)
    for node in functions:
        yield from symbols.say_function(node, spans)
    for node in found.get("assigned", []):
        yield from symbols.say_assigned(node, spans)
    for node in found.get("call", []):
        yield from symbols.say_call(node, spans)


_RUBY = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Ruby has one."""
    return TreeGrammar(slug, Language(tree_sitter_ruby.language()), _RUBY)
