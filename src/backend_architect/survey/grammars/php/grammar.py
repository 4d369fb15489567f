"""PHP, by tree-sitter-php.

Scopes are the names of the declarations around, "Order.place"; namespaces are left out, since
classes are found by the files that are named after them (PSR-4). Closures make no scope. Local
variables that are given an object or a text are said ("Order.place.repo").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_php
from tree_sitter import Language, Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Fact, Import
from backend_architect.survey.grammars.php import symbols
from backend_architect.survey.grammars.php.text import (
    DECLARATIONS,
    callee_of,
    expression,
    field_of,
    own_name,
)
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Functions and methods that call a closure once per element.
_EACH = (
    "array_map", "array_walk", "array_filter", "array_reduce", "each", "map", "flatMap", "filter",
    "reject", "transform", "mapWithKeys", "eachById",
)  # fmt: skip

_SYMBOLS = """
(namespace_definition name: (namespace_name) @namespace)
(namespace_use_declaration) @import
[(class_declaration) (interface_declaration) (trait_declaration) (enum_declaration)] @class
[(method_declaration) (function_definition)] @function
(property_declaration) @property
[(const_declaration) (enum_case)] @constant
(assignment_expression) @assigned
(program (return_statement) @returned)
[(function_call_expression) (member_call_expression) (scoped_call_expression)
 (nullsafe_member_call_expression) (object_creation_expression)] @call
(named_type [(name) (qualified_name)] @used)
(base_clause [(name) (qualified_name)] @used)
(class_interface_clause [(name) (qualified_name)] @used)
(use_declaration [(name) (qualified_name)] @used)
(object_creation_expression [(name) (qualified_name)] @used)
(scoped_call_expression scope: [(name) (qualified_name)] @used)
(class_constant_access_expression . [(name) (qualified_name)] @used)
(scoped_property_access_expression scope: [(name) (qualified_name)] @used)
(foreach_statement body: (_) @loop)
(for_statement body: (_) @loop)
(while_statement body: (_) @loop)
(do_statement body: (_) @loop)
(argument [(anonymous_function) (arrow_function)] @each)
"""
_LOOPS = ("foreach_statement", "for_statement", "while_statement", "do_statement")
_FUNCTIONS = ("anonymous_function", "arrow_function")


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in _LOOPS:
        return inner == field_of(outer, "body")
    return outer.type == "argument" and inner.type in _FUNCTIONS and per_element(inner)


def per_element(function: Node) -> bool:
    """True for a closure that its call runs once per element."""
    argument = function.parent
    given = argument.parent if argument is not None else None
    call = given.parent if given is not None else None
    return call is not None and callee_of(call).rpartition(".")[2] in _EACH


def _say(found: Captures) -> Iterator[Fact]:
    loops = [*found.get("loop", []), *(n for n in found.get("each", []) if per_element(n))]
    declared = [*found.get("class", []), *found.get("function", [])]
    spans = Spans(declared, loops, own_name)
    yield from _imports(found)
    for node in found.get("class", []):
        yield from symbols.say_class(node, spans)
    for node in found.get("function", []):
        yield from symbols.say_function(node, spans)
    for node in found.get("property", []):
        yield from symbols.say_property(node, spans)
    for node in found.get("constant", []):
        yield from symbols.say_constants(node, spans)
    for node in found.get("assigned", []):
        yield from symbols.say_assigned(node, spans)
    for node in found.get("returned", []):
        yield from symbols.say_returned(node)
    for node in found.get("call", []):
        yield from symbols.say_defined(node)
        yield symbols.say_call(node, spans)


def _imports(found: Captures) -> Iterator[Import]:
    said = [each for node in found.get("import", []) for each in symbols.say_import(node)]
    yield from said
    namespace = next((node_text(node) for node in found.get("namespace", [])), "")
    known = {each.local: each.module for each in said}
    own = {own_name(node): "" for node in found.get("class", [])}
    used = (node for node in found.get("used", []))
    yield from symbols.say_used(used, namespace, {**own, **known})
    yield from symbols.say_configured(found.get("call", []))


_PHP = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; PHP has one."""
    return TreeGrammar(slug, Language(tree_sitter_php.language_php()), _PHP)
