"""Python, as tree-sitter sees it.

Parsed with tree-sitter rather than `ast`: a file with newer syntax than our own interpreter's, or
with an error in one function, still gives everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

import tree_sitter_python
from tree_sitter import Language, Parser, Query

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Expression, Fact
from backend_architect.survey.grammars.python.nodes import expression, field_text, repeats
from backend_architect.survey.grammars.python.symbols import SYMBOLS, symbols

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


class PythonGrammar:
    """How Python spells what every detector needs."""

    slug = "python"

    @cached_property
    def language(self) -> Language:
        """The compiled grammar, for queries."""
        return Language(tree_sitter_python.language())

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self.language)

    @cached_property
    def _symbols(self) -> Query:
        return Query(self.language, SYMBOLS)

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        return self._parser.parse(text)

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""
        return expression(node)

    def scope(self, node: Node) -> str:
        """The qualified name of the function or class around the node, "" at the top."""
        names: list[str] = []
        around = node.parent
        while around is not None:
            if around.type in ("function_definition", "class_definition"):
                names.append(field_text(around, "name"))
            around = around.parent
        return ".".join(reversed(names))

    def looped(self, node: Node) -> bool:
        """True if the node runs once per element of a loop inside its function."""
        inner, around = node, node.parent
        while around is not None and around.type not in ("function_definition", "class_definition"):
            if repeats(around, inner):
                return True
            inner, around = around, around.parent
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file."""
        assert source.tree is not None  # noqa: S101  # narrows: `scan` parses before it asks
        yield from symbols(source.tree.root_node, self._symbols)


@cache
def grammar(slug: str) -> PythonGrammar:
    """The one grammar of this module; `slug` is always "python"."""
    assert slug == PythonGrammar.slug  # noqa: S101  # held by the table of endings
    return PythonGrammar()
