"""Languages that are read without a syntax tree: there are no nodes to be asked, but names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Expression, Fact, Opaque

if TYPE_CHECKING:
    from tree_sitter import Language, Node


@dataclass(frozen=True)
class NodelessGrammar:
    """What `detector.Grammar` asks for, of a language whose detectors have no queries.

    `say` gives the imports and definitions of a file.
    """

    slug: str
    say: Callable[[Source], Iterator[Fact]]

    @property
    def language(self) -> Language:
        """There is no compiled grammar."""
        raise NotImplementedError(f"{self.slug}: detectors of this language have no queries")

    def parse(self, text: bytes) -> None:  # the port's shape
        """No tree."""

    def expression(self, node: Node) -> Expression:  # noqa: ARG002  # the port's shape
        """Nothing: there are no nodes."""
        return Opaque(source="")

    def scope(self, node: Node) -> str:  # noqa: ARG002  # the port's shape
        """Nothing: there are no nodes."""
        return ""

    def looped(self, node: Node) -> bool:  # noqa: ARG002  # the port's shape
        """Nothing: there are no nodes."""
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports and definitions of a file."""
        return self.say(source)
