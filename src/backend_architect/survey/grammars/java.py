"""Java, by tree-sitter-java.

Scopes are the names of the declarations around, "Order.place", "Outer.Inner.run"; a package's name
is left out, since one folder is one package. A constructor is called
"Order.new". Local variables are not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_java
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars import java_symbols
from backend_architect.survey.grammars.java_text import DECLARATIONS, expression, qualified

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


@cache
def grammar(slug: str) -> JavaGrammar:
    """The grammar; Java has one."""
    return JavaGrammar(slug)


class JavaGrammar:
    """What `detector.Grammar` asks for."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.language = Language(tree_sitter_java.language())
        self._parser = Parser(self.language)
        self._symbols = Query(self.language, _SYMBOLS)

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        return self._parser.parse(text)

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""
        return expression(node)

    def scope(self, node: Node) -> str:
        """ "Class.method" or "Class" around the node, "" at the top."""
        above = node.parent
        return qualified(above) if above is not None else ""

    def looped(self, node: Node) -> bool:
        """True inside the body of a loop, or of a function called once per element."""
        below, above = node, node.parent
        while above is not None and above.type not in DECLARATIONS:
            if above.type in _LOOPS and below == above.child_by_field_name("body"):
                return True
            if above.type == "argument_list" and below.type in _FUNCTIONS and per_element(below):
                return True
            below, above = above, above.parent
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file, each kind in the order of the source."""
        assert source.tree is not None  # noqa: S101  # narrows: symbols are asked of parsed files
        captures = QueryCursor(self._symbols).captures(source.tree.root_node)
        found = {kind: sorted(nodes, key=_start) for kind, nodes in captures.items()}
        loops = [*found.get("loop", []), *(n for n in found.get("each", []) if per_element(n))]
        declarations = [*found.get("class", []), *found.get("method", [])]
        places = java_symbols.Places(declarations, loops)
        for node in found.get("import", []):
            yield from java_symbols.say_import(node)
        for node in found.get("class", []):
            yield from java_symbols.say_class(node, places)
        for node in found.get("method", []):
            yield from java_symbols.say_method(node, places)
        for node in found.get("field", []):
            yield from java_symbols.say_field(node, places)
        for node in found.get("call", []):
            yield java_symbols.say_call(node, places)


_FUNCTIONS = ("lambda_expression", "method_reference")


def _start(node: Node) -> int:
    return node.start_byte


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
