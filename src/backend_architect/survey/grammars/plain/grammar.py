"""Languages without a parser of ours: there are no nodes to be asked, but names.

What a file imports and defines is said where a framework's routers cross files by it; `symbols`
holds a reader per language that has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Expression, Fact, Opaque
from backend_architect.survey.grammars.plain.symbols import READERS
from backend_architect.survey.grammars.plain.text import plain

if TYPE_CHECKING:
    from tree_sitter import Language, Node


@dataclass(frozen=True)
class PlainGrammar:
    """What `detector.Grammar` asks for; without a tree nobody asks about nodes."""

    slug: str

    @property
    def language(self) -> Language:
        """There is no compiled grammar; no detector of such a language has a query."""
        raise NotImplementedError("detectors of plain languages have no queries")

    def parse(self, text: bytes) -> None:  # the port's shape
        """No tree."""

    def expression(self, node: Node) -> Expression:  # noqa: ARG002
        """Nothing: there are no nodes."""
        return Opaque(source="")

    def scope(self, node: Node) -> str:  # noqa: ARG002
        """Nothing: there are no nodes."""
        return ""

    def looped(self, node: Node) -> bool:  # noqa: ARG002
        """Nothing: there are no nodes."""
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports and definitions of a file, in the languages that have a reader."""
        reader = READERS.get(self.slug)
        if reader is not None:
            yield from reader(plain(source.text, self.slug))


@cache
def grammar(slug: str) -> PlainGrammar:
    """The grammar of one of the languages of `languages.TOKENS`."""
    return PlainGrammar(slug)
