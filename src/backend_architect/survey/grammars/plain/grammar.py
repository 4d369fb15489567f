"""Languages without a parser of ours: there are no nodes to be asked, but names.

What a file imports and defines is said where a framework's routers cross files by it; `symbols`
holds a reader per language that has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.nodeless import NodelessGrammar
from backend_architect.survey.grammars.plain.symbols import READERS
from backend_architect.survey.grammars.plain.text import plain


def _say(source: Source, slug: str) -> Iterator[Fact]:
    reader = READERS.get(slug)
    if reader is not None:
        yield from reader(plain(source.text, slug))


@cache
def grammar(slug: str) -> NodelessGrammar:
    """The grammar of one of the languages of `languages.TOKENS`."""
    return NodelessGrammar(slug, partial(_say, slug=slug))
