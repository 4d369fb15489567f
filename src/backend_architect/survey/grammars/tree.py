"""What the grammars of all languages have in common: a parser, one query for the symbols, and the
declarations and loops around a node."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Expression, Fact

#: The nodes a language's symbol query captured, by name, each in the order of the source.
Captures: TypeAlias = dict[str, list[Node]]


@dataclass(frozen=True)
class Tongue:
    """What tells one language from another.

    `symbols` is the query whose captures `say` turns into imports, definitions and calls.
    `declarations` are the types of nodes that make a scope, `own_name` gives the name each adds to
    it. `repeats(outer, inner)` is true where `outer` runs its child `inner` once per element.
    """

    symbols: str
    say: Callable[[Captures], Iterator[Fact]]
    expression: Callable[[Node], Expression]
    declarations: frozenset[str]
    own_name: Callable[[Node], str]
    repeats: Callable[[Node, Node], bool]


class TreeGrammar:
    """What `detector.Grammar` asks for, of any language tree-sitter parses."""

    def __init__(self, slug: str, language: Language, tongue: Tongue) -> None:
        self.slug = slug
        self.language = language
        self._tongue = tongue
        self._parser = Parser(language)
        self._symbols = Query(language, tongue.symbols)

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        return self._parser.parse(text)

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""
        return self._tongue.expression(node)

    def scope(self, node: Node) -> str:
        """The names of the declarations around the node joined by dots, "" at the top."""
        names: list[str] = []
        above = node.parent
        while above is not None:
            if above.type in self._tongue.declarations:
                names.append(self._tongue.own_name(above))
            above = above.parent
        return ".".join(name for name in reversed(names) if name)

    def looped(self, node: Node) -> bool:
        """True inside the body of a loop, or of a function called once per element."""
        below, above = node, node.parent
        while above is not None and above.type not in self._tongue.declarations:
            if self._tongue.repeats(above, below):
                return True
            below, above = above, above.parent
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file, each kind in the order of the source."""
        assert source.tree is not None  # noqa: S101  # narrows: symbols are asked of parsed files
        captures = QueryCursor(self._symbols).captures(source.tree.root_node)
        return self._tongue.say({name: sorted(n, key=_start) for name, n in captures.items()})


def _start(node: Node) -> int:
    return node.start_byte


class Spans:
    """Which declaration and which loop a byte stands in, without walking up the tree.

    `names` holds the qualified name of each declaration by its node's id.
    """

    def __init__(
        self,
        declarations: Iterable[Node],
        loops: Iterable[Node],
        own_name: Callable[[Node], str],
    ) -> None:
        self.names: dict[int, str] = {}
        edges: list[tuple[int, str]] = [(-1, "")]
        open_: list[tuple[int, str]] = []
        for node in sorted(declarations, key=lambda each: (each.start_byte, -each.end_byte)):
            while open_ and open_[-1][0] <= node.start_byte:
                end, _ = open_.pop()
                edges.append((end, open_[-1][1] if open_ else ""))
            around = open_[-1][1] if open_ else ""
            whole = ".".join(name for name in (around, own_name(node)) if name)
            self.names[node.id] = whole
            open_.append((node.end_byte, whole))
            edges.append((node.start_byte, whole))
        while open_:
            end, _ = open_.pop()
            edges.append((end, open_[-1][1] if open_ else ""))
        self._starts = [at for at, _ in edges]
        self._scopes = [scope for _, scope in edges]
        bodies = sorted((node.start_byte, node.end_byte) for node in loops)
        self._loops = [start for start, _ in bodies]
        self._reach = list(accumulate((end for _, end in bodies), max))

    def scope(self, node: Node) -> str:
        """The qualified name of the declaration around the node (or of the node, if it is one)."""
        return self._scopes[bisect_right(self._starts, node.start_byte) - 1]

    def looped(self, node: Node) -> bool:
        """True inside the body of a loop."""
        number = bisect_right(self._loops, node.start_byte) - 1
        return number >= 0 and node.start_byte < self._reach[number]
