"""Java, by tree-sitter-java.

Scopes are the names of the declarations around, "Order.place", "Outer.Inner.run"; a package's name
is left out, since one folder is one package. A constructor is called
"Order.new". Local variables are not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_java
from tree_sitter import Language, Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.java import symbols
from backend_architect.survey.grammars.java.text import DECLARATIONS, expression, own_name
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Methods that call their argument once per element; those of streams only on a stream.
_EACH = ("forEach", "forEachOrdered", "removeIf", "replaceAll", "computeIfAbsent")
_OF_STREAMS = (
    "map", "flatMap", "filter", "mapToObj", "mapToInt", "mapToLong", "anyMatch", "allMatch",
    "noneMatch", "peek", "flatMapMany", "concatMap", "collect", "toMap", "reduce",
)  # fmt: skip

_SYMBOLS = f"""
(import_declaration) @import
[(class_declaration) (interface_declaration) (enum_declaration) (record_declaration)
 (annotation_type_declaration)] @class
[(method_declaration) (constructor_declaration)] @method
[(field_declaration) (constant_declaration)] @field
[(method_invocation) (object_creation_expression) (method_reference)] @call
(for_statement body: (_) @loop)
(enhanced_for_statement body: (_) @loop)
(while_statement body: (_) @loop)
(do_statement body: (_) @loop)
(method_invocation name: (identifier) @_each
  arguments: (argument_list [(lambda_expression) (method_reference)] @each)
  (#any-of? @_each {" ".join(f'"{name}"' for name in (*_EACH, *_OF_STREAMS))}))
"""
_LOOPS = ("for_statement", "enhanced_for_statement", "while_statement", "do_statement")


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in _LOOPS:
        return inner == outer.child_by_field_name("body")
    return outer.type == "argument_list" and inner.type in _FUNCTIONS and per_element(inner)


def _say(found: Captures) -> Iterator[Fact]:
    loops = [*found.get("loop", []), *(n for n in found.get("each", []) if per_element(n))]
    spans = Spans([*found.get("class", []), *found.get("method", [])], loops, own_name)
    for node in found.get("import", []):
        yield from symbols.say_import(node)
    for node in found.get("class", []):
        yield from symbols.say_class(node, spans)
    for node in found.get("method", []):
        yield from symbols.say_method(node, spans)
    for node in found.get("field", []):
        yield from symbols.say_field(node, spans)
    for node in found.get("call", []):
        yield symbols.say_call(node, spans)


_FUNCTIONS = ("lambda_expression", "method_reference")


def per_element(function: Node) -> bool:
    """True for a lambda or reference that its call runs once per element.

    `map` and its like count only where the chain says "stream": an Optional has them too.
    """
    call = function.parent.parent if function.parent is not None else None
    name = call.child_by_field_name("name") if call is not None else None
    if call is None or name is None or call.type != "method_invocation":
        return False
    if node_text(name) in _EACH:
        return True
    on = call.child_by_field_name("object")
    chain = node_text(on).lower() if on is not None else ""
    return node_text(name) in _OF_STREAMS and ("stream" in chain or "flux" in chain)


_JAVA = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Java has one."""
    return TreeGrammar(slug, Language(tree_sitter_java.language()), _JAVA)
