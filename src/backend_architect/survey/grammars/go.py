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
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars import go_symbols
from backend_architect.survey.grammars.go_text import expression, qualified

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


@cache
def grammar(slug: str) -> GoGrammar:
    """The grammar; Go has one."""
    return GoGrammar(slug)


class GoGrammar:
    """What `detector.Grammar` asks for."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.language = Language(tree_sitter_go.language())
        self._parser = Parser(self.language)
        self._symbols = Query(self.language, _SYMBOLS)

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        return self._parser.parse(text)

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""
        return expression(node)

    def scope(self, node: Node) -> str:
        """ "Function", "Type.Method" or "Type" around the node, "" at the top."""
        above = node.parent
        while above is not None:
            if above.type in (*_FUNCTIONS, "type_spec"):
                return qualified(above)
            above = above.parent
        return ""

    def looped(self, node: Node) -> bool:
        """True inside the body of a `for`, or of a function called once per element."""
        below, above = node, node.parent
        while above is not None and above.type not in (
            "function_declaration",
            "method_declaration",
        ):
            if above.type == "for_statement" and below == above.child_by_field_name("body"):
                return True
            if above.type == "func_literal" and _per_element(above):
                return True
            below, above = above, above.parent
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file, each kind in the order of the source."""
        assert source.tree is not None  # noqa: S101  # narrows: symbols are asked of parsed files
        captures = QueryCursor(self._symbols).captures(source.tree.root_node)
        found = {kind: sorted(nodes, key=_start) for kind, nodes in captures.items()}
        places = go_symbols.Places(found.get("function", []), found.get("loop", []))
        for node in found.get("import", []):
            yield go_symbols.say_import(node)
        for node in found.get("function", []):
            yield from go_symbols.say_function(node)
        for node in found.get("type", []):
            yield from go_symbols.say_type(node)
        for node in found.get("value", []):
            yield from go_symbols.say_values(node, places.scope(node))
        for node in found.get("short", []):
            yield from go_symbols.say_short(node, places.scope(node))
        for node in found.get("call", []):
            yield go_symbols.say_call(node, places)


def _start(node: Node) -> int:
    return node.start_byte


def _per_element(node: Node) -> bool:
    call = node.parent.parent if node.parent is not None else None
    function = call.child_by_field_name("function") if call is not None else None
    field = function.child_by_field_name("field") if function is not None else None
    return field is not None and node_text(field) in PER_ELEMENT
