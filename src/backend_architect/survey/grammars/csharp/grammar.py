"""C#, by tree-sitter-c-sharp.

Scopes are the names of the declarations around, "OrdersController.Get", "ApiRoutes.Posts"; the
namespace is left out: types are found by their own names (see `resolve/csharp.py`). A constructor
is called "Order.new". Local variables are not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_c_sharp
from tree_sitter import Language, Node

from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.csharp import symbols
from backend_architect.survey.grammars.csharp.text import (
    DECLARATIONS,
    called_name,
    expression,
    own_name,
)
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Methods of lists that call their argument once per element (a query's are run by the database).
_EACH = ("ForEach", "ForEachAsync", "ConvertAll", "RemoveAll")

_SYMBOLS = """
(using_directive) @using
[(class_declaration) (interface_declaration) (struct_declaration) (record_declaration)
 (enum_declaration)] @class
[(method_declaration) (constructor_declaration) (local_function_statement)] @function
(field_declaration) @field
(property_declaration) @property
[(invocation_expression) (object_creation_expression)] @call
(for_statement body: (_) @loop)
(foreach_statement body: (_) @loop)
(while_statement body: (_) @loop)
(do_statement body: (_) @loop)
(argument (lambda_expression) @each)
"""
_LOOPS = ("for_statement", "foreach_statement", "while_statement", "do_statement")


def per_element(function: Node) -> bool:
    """True for a lambda that its call runs once per element."""
    arguments = function.parent.parent if function.parent is not None else None
    call = arguments.parent if arguments is not None else None
    is_call = call is not None and call.type == "invocation_expression"
    return is_call and call is not None and called_name(call) in _EACH


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in _LOOPS:
        return inner == outer.child_by_field_name("body")
    return outer.type == "argument" and inner.type == "lambda_expression" and per_element(inner)


def _say(found: Captures) -> Iterator[Fact]:
    loops = [*found.get("loop", []), *(n for n in found.get("each", []) if per_element(n))]
    spans = Spans([*found.get("class", []), *found.get("function", [])], loops, own_name)
    for node in found.get("using", []):
        yield from symbols.say_using(node)
    for node in found.get("class", []):
        yield from symbols.say_class(node, spans)
    for node in found.get("function", []):
        yield from symbols.say_function(node, spans)
    for node in found.get("field", []):
        yield from symbols.say_field(node, spans)
    for node in found.get("property", []):
        yield from symbols.say_property(node, spans)
    for node in found.get("call", []):
        yield symbols.say_call(node, spans)


_CSHARP = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; C# has one."""
    return TreeGrammar(slug, Language(tree_sitter_c_sharp.language()), _CSHARP)
