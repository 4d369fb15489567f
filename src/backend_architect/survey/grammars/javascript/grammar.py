"""JavaScript, TypeScript and their JSX forms, by tree-sitter.

Scopes are made of the names of functions, classes, methods and of variables, members and exports
that hold a function or an object: "UserService.create", "controller.list", "default" for an
unnamed default export. A function handed to a call at the top of a file
(`const list = asyncHandler(async (req, res) => ...)`) counts as the variable's own. Callbacks
without a name belong to the scope around them, but for those handed to a method named like an
HTTP method with a path before them: `router.get("/users", async (req, res) => ...)` holds the
function "get /users" (a dot in the path is written "%"), so that what a handler calls can be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.javascript import scopes, symbols
from backend_architect.survey.grammars.javascript.nodes import PER_ELEMENT, VERBS, expression

_LANGUAGES = {
    "javascript": tree_sitter_javascript.language,
    "typescript": tree_sitter_typescript.language_typescript,
    "tsx": tree_sitter_typescript.language_tsx,
}
_VERBS = " ".join(f'"{name}"' for name in VERBS)
_EACH = " ".join(f'"{name}"' for name in PER_ELEMENT)
_SYMBOLS = f"""
(import_statement) @import
(export_statement) @export
(function_declaration) @function
(generator_function_declaration) @function
(method_definition) @method
(class_declaration) @class
(class) @class
(variable_declarator value: (_)) @value
(pair value: [(arrow_function) (function_expression) (object)]) @pair
(assignment_expression left: (member_expression)) @assign
(call_expression
  function: (member_expression property: (property_identifier) @_verb)
  arguments: (arguments [
    (arrow_function) @inline (function_expression) @inline
    (call_expression arguments: (arguments [(arrow_function) (function_expression)] @inline))
    (array [(arrow_function) (function_expression)] @inline)
  ])
  (#any-of? @_verb {_VERBS}))
(for_statement body: (_) @loop)
(for_in_statement body: (_) @loop)
(while_statement body: (_) @loop)
(do_statement body: (_) @loop)
(call_expression
  function: (member_expression property: (property_identifier) @_each)
  arguments: (arguments . [(arrow_function) (function_expression)] @loop)
  (#any-of? @_each {_EACH}))
(call_expression
  function: (member_expression property: (property_identifier) @_each)
  arguments: (arguments . (_) . [(arrow_function) (function_expression)] @loop)
  (#any-of? @_each {_EACH}))
(call_expression function: [(identifier) (member_expression) (import)] @callee)
(new_expression constructor: (_) @callee)
"""
_JAVASCRIPT = "(field_definition) @field"
_TYPESCRIPT = """
(public_field_definition) @field
(abstract_class_declaration) @class
(enum_declaration) @enum
"""


@cache
def grammar(slug: str) -> JavascriptGrammar:
    """The grammar of this slug: "javascript", "typescript" or "tsx"."""
    return JavascriptGrammar(slug)


class JavascriptGrammar:
    """What `detector.Grammar` asks for."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.language = Language(_LANGUAGES[slug]())
        self._parser = Parser(self.language)
        own = _JAVASCRIPT if slug == "javascript" else _TYPESCRIPT
        self._symbols = Query(self.language, _SYMBOLS + own)

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        return self._parser.parse(text)

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""
        return expression(node)

    def scope(self, node: Node) -> str:
        """The qualified name of the function, class or object around the node, "" at the top."""
        return scopes.scope_of(node)

    def looped(self, node: Node) -> bool:
        """True inside a loop's body or a function called once per element."""
        return scopes.looped(node)

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file."""
        assert source.tree is not None  # noqa: S101  # narrows: `scan` parses before it asks
        captures = QueryCursor(self._symbols).captures(source.tree.root_node)
        return symbols.say(captures)
