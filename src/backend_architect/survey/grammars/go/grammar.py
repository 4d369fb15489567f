"""Go, by tree-sitter-go.

Scopes are "Function" and "Type.Method": a receiver's pointer and type parameters are left out, and
so is a package's name, since one folder is one package. A method's receiver is said as a
parameter, so that `s.router` can be understood where `s` is the receiver.

Local values are said too ("main.handler"): Go programs are wired together in local variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_go
from tree_sitter import Language, Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.go import symbols
from backend_architect.survey.grammars.go.text import expression, qualified
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Functions of widely used collection libraries that call their last argument once per element.
PER_ELEMENT = ("ForEach", "Map", "FilterMap", "FlatMap", "ParallelForEach")

_FUNCTIONS = ("function_declaration", "method_declaration")

_SYMBOLS = f"""
(import_spec) @import
(function_declaration) @function
(method_declaration) @function
(type_spec) @type
(const_spec) @value
(var_spec) @value
(short_var_declaration) @short
(call_expression function: [(identifier) (selector_expression)]) @call
(for_statement body: (block) @loop)
(call_expression
  function: (selector_expression field: (field_identifier) @_each)
  arguments: (argument_list (func_literal body: (block) @loop))
  (#any-of? @_each {" ".join(f'"{name}"' for name in PER_ELEMENT)}))
"""


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type == "for_statement":
        return inner == outer.child_by_field_name("body")
    return outer.type == "func_literal" and _per_element(outer)


def _say(found: Captures) -> Iterator[Fact]:
    spans = Spans(found.get("function", []), found.get("loop", []), qualified)
    for node in found.get("import", []):
        yield symbols.say_import(node)
    for node in found.get("function", []):
        yield from symbols.say_function(node)
    for node in found.get("type", []):
        yield from symbols.say_type(node)
    for node in found.get("value", []):
        yield from symbols.say_values(node, spans.scope(node))
    for node in found.get("short", []):
        yield from symbols.say_short(node, spans.scope(node))
    for node in found.get("call", []):
        yield symbols.say_call(node, spans)


def _per_element(node: Node) -> bool:
    call = node.parent.parent if node.parent is not None else None
    function = call.child_by_field_name("function") if call is not None else None
    field = function.child_by_field_name("field") if function is not None else None
    return field is not None and node_text(field) in PER_ELEMENT


_GO = Tongue(_SYMBOLS, _say, expression, frozenset((*_FUNCTIONS, "type_spec")), qualified, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Go has one."""
    return TreeGrammar(slug, Language(tree_sitter_go.language()), _GO)
