"""Swift, by tree-sitter-swift.

Scopes are the names of the declarations around, "Todo.index"; an extension has the name of its
type, a computed property is a function without parameters. Local values are said too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_swift
from tree_sitter import Language, Node

from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.swift import symbols
from backend_architect.survey.grammars.swift.text import DECLARATIONS, dotted, expression, own_name
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Methods of sequences that call their closure once per element.
_EACH = ("forEach", "compactMap", "flatMap", "concurrentMap", "asyncMap", "sequencedFlatMapEach")
_SYMBOLS = """
(import_declaration) @import
[(class_declaration) (protocol_declaration)] @type
[(function_declaration) (init_declaration) (protocol_function_declaration)] @function
(property_declaration) @property
(property_declaration computed_value: (_)) @computed
(enum_entry) @case
(call_expression) @call
(for_statement (statements) @loop)
(while_statement (statements) @loop)
(call_expression (call_suffix (lambda_literal) @each))
"""


def _say(found: Captures) -> Iterator[Fact]:
    types, functions = found.get("type", []), found.get("function", [])
    loops = [*found.get("loop", []), *(n for n in found.get("each", []) if _per_element(n))]
    computed = found.get("computed", [])
    spans = Spans([*types, *functions, *computed], loops, symbols.name_of)
    for node in found.get("import", []):
        yield symbols.say_import(node)
    for node in types:
        yield from symbols.say_type(node, spans)
    for node in functions:
        yield from symbols.say_function(node, spans)
    for node in found.get("property", []):
        if node not in computed:
            yield from symbols.say_property(node, spans)
    for node in computed:
        yield from symbols.say_computed(node, spans)
    for node in found.get("case", []):
        yield from symbols.say_case(node, spans)
    for node in found.get("call", []):
        yield symbols.say_call(node, spans)


def _per_element(closure: Node) -> bool:
    call = closure.parent.parent if closure.parent is not None else None
    function = call.named_children[0] if call is not None else None
    suffix = function.child_by_field_name("suffix") if function is not None else None
    last = suffix.child_by_field_name("suffix") if suffix is not None else None
    return last is not None and dotted(last) in _EACH


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in ("for_statement", "while_statement"):
        return inner.type == "statements"
    return outer.type == "call_suffix" and inner.type == "lambda_literal" and _per_element(inner)


_SWIFT = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Swift has one."""
    return TreeGrammar(slug, Language(tree_sitter_swift.language()), _SWIFT)
