"""Scala 2 and 3, by tree-sitter-scala.

Scopes are the names of the declarations around, "Orders.place"; packages are left out. A class and
its companion object share their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_scala
from tree_sitter import Language, Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.scala import symbols
from backend_architect.survey.grammars.scala.text import (
    DECLARATIONS,
    called_of,
    expression,
    own_name,
)
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Functions that run what they are given once per element, on collections at least.
_EACH = frozenset(("foreach", "traverse", "foldLeft", "foreachPar", "parTraverse", "sequence"))

_SYMBOLS = """
(import_declaration) @import
[(class_definition) (object_definition) (trait_definition) (enum_definition)] @class
[(function_definition) (function_declaration)] @function
[(val_definition) (var_definition) (val_declaration)] @value
[(call_expression) (instance_expression)] @call
(for_expression body: (_) @loop)
(while_expression body: (_) @loop)
(call_expression arguments: (_) @given)
"""


def per_element(given: Node) -> bool:
    """True for what a call runs once per element."""
    call = given.parent
    called = called_of(call) if call is not None and call.type == "call_expression" else None
    member = called.child_by_field_name("field") if called is not None else None
    return member is not None and node_text(member) in _EACH


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in ("for_expression", "while_expression"):
        return inner == outer.child_by_field_name("body")
    return outer.type == "call_expression" and per_element(inner)


def _say(found: Captures) -> Iterator[Fact]:
    loops = [*found.get("loop", []), *(n for n in found.get("given", []) if per_element(n))]
    spans = Spans([*found.get("class", []), *found.get("function", [])], loops, own_name)
    for node in found.get("import", []):
        yield from symbols.say_import(node)
    for node in found.get("class", []):
        yield from symbols.say_class(node, spans)
    for node in found.get("function", []):
        yield from symbols.say_function(node, spans)
    for node in found.get("value", []):
        yield from symbols.say_value(node, spans)
    for node in found.get("call", []):
        yield from symbols.say_call(node, spans)


_SCALA = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Scala has one."""
    return TreeGrammar(slug, Language(tree_sitter_scala.language()), _SCALA)
