"""What a detector is: where to look, what to look for, and what a match says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from backend_architect.survey.facts import Expression, Fact

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Tree

#: The dotted name of the shelf.
SHELF = "backend_architect.survey.detectors"

#: What `str.splitlines` takes for the end of a line, but for the line feed.
_ENDS = re.compile("\r(?!\n)|[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


class Grammar(Protocol):
    """How a programming language spells the few things every detector needs."""

    @property
    def slug(self) -> str:
        """The language: "python", "javascript", "typescript", "tsx", "go", "java"."""

    @property
    def language(self) -> Language:
        """The compiled grammar, for queries."""

    def parse(self, text: bytes) -> Tree | None:
        """The syntax tree; erroneous parts are marked in it. None for a language that is read
        without tree-sitter."""

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""

    def scope(self, node: Node) -> str:
        """The qualified name of the function or class around the node, "" at the top."""

    def looped(self, node: Node) -> bool:
        """True if the node runs once per element of a loop inside its function."""

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file."""


@dataclass(frozen=True)
class Source:
    """One file. `grammar` and `tree` are None for files that are no program text."""

    path: str
    data: bytes
    grammar: Grammar | None = None
    tree: Tree | None = None

    @cached_property
    def text(self) -> str:
        """The file as text; bytes that are no UTF-8 become U+FFFD.

        Only a line feed ends a line, as evidence counts them: what else `splitlines` takes for an
        end becomes a blank.
        """
        return _ENDS.sub(" ", self.data.decode("utf-8", errors="replace"))

    @cached_property
    def symbols(self) -> tuple[Fact, ...]:
        """The imports, definitions and calls of a program file; () for any other."""
        return tuple(self.grammar.symbols(self)) if self.grammar is not None else ()


@dataclass(frozen=True)
class Match:
    """One match of a detector's query, or the whole file for a detector without a query."""

    source: Source
    captures: dict[str, list[Node]]

    def nodes(self, name: str) -> list[Node]:
        """All nodes captured under this name."""
        return self.captures.get(name, [])

    def node(self, name: str) -> Node | None:
        """The first node captured under this name, or None."""
        return next(iter(self.nodes(name)), None)

    def text(self, name: str) -> str:
        """The text of the first node of this name, or ""."""
        node = self.node(name)
        return node_text(node) if node is not None else ""

    def expression(self, name: str) -> Expression | None:
        """What the first node of this name says, or None if there is no such node."""
        node = self.node(name)
        return None if node is None else self._grammar.expression(node)

    def scope(self, name: str) -> str:
        """The qualified name around the first node of this name."""
        node = self.node(name)
        return "" if node is None else self._grammar.scope(node)

    def lines(self, name: str = "") -> tuple[int, int]:
        """First and last line of the node of this name; of the whole file without a name."""
        node = self.node(name)
        if node is None:
            return 1, max(1, self.source.data.count(b"\n") + (not self.source.data.endswith(b"\n")))
        return node_lines(node)

    @property
    def _grammar(self) -> Grammar:
        assert self.source.grammar is not None, "a match with captures comes from a parsed file"  # noqa: S101  # narrows the type; held by `scan`
        return self.source.grammar


def node_text(node: Node) -> str:
    """The source text of a node."""
    return (node.text or b"").decode("utf-8", errors="replace")


def node_lines(node: Node) -> tuple[int, int]:
    """First and last line of a node, from 1. A node that ends at a line's start ends before it."""
    last = node.end_point.row + (1 if node.end_point.column else 0)
    return node.start_point.row + 1, max(last, node.start_point.row + 1)


Says = Callable[[Match], Iterator[Fact]]


@dataclass(frozen=True)
class Detector:
    """One item of the shelf.

    A file is looked at if its path matches one of `paths` (globs on the whole path, `*` crosses
    folders) or its bytes hold one of `anchors`; both empty means every file of the language.
    With a query, `says` is asked once per match; its captures should bear the names that `says`
    asks for. Without one, it is asked once for the file. `language` is a grammar's slug, or
    "javascript" for all of JavaScript, TypeScript and their JSX forms, "programs" for several
    languages whose texts hold SQL, or "" for files that are no program text.
    """

    slug: str
    language: str
    anchors: tuple[str, ...]
    paths: tuple[str, ...]
    query: str
    says: Says


def detector(
    *,
    language: str = "",
    anchors: tuple[str, ...] = (),
    paths: tuple[str, ...] = (),
    query: str = "",
) -> Callable[[Says], Detector]:
    """Make a detector of the decorated function; its name is the slug."""

    def make(says: Says) -> Detector:
        slug = says.__name__.replace("_", "-")
        return Detector(slug, language, anchors, paths, query, says)

    return make
