"""From files to sightings: one multi-pattern scan, one combined query per language.

A file is parsed only if a detector wants it: one of the detector's anchors is in its bytes or its
path matches. Anchors are necessary for a match, so leaving the other files unparsed loses nothing;
`exhaustive` parses them all the same, to prove that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from backend_architect.shelf import read_shelf
from backend_architect.survey.detector import SHELF, Detector, Match, Source
from backend_architect.survey.edition import edition
from backend_architect.survey.facts import Fact, Sighting, Unresolved
from backend_architect.survey.grammars import grammar_for, grammar_of, language_of

if TYPE_CHECKING:
    from tree_sitter import Query

#: "javascript" in a detector stands for all of these grammars.
FAMILIES = {"javascript": ("javascript", "typescript", "tsx")}


class Text(NamedTuple):
    """A file to look at."""

    path: str
    data: bytes


def detectors() -> tuple[Detector, ...]:
    """The whole shelf."""
    return read_shelf(SHELF, Detector)


@cache
def _of_language(language: str) -> tuple[Detector, ...]:
    return tuple(d for d in detectors() if language in FAMILIES.get(d.language, (d.language,)))


@cache
def _anchors(language: str) -> tuple[BytesAhoCorasick, tuple[int, ...]]:
    """The automaton of all anchors of a language, and which detector each pattern is of."""
    pairs = [
        (anchor.encode(), number)
        for number, detector in enumerate(_of_language(language))
        for anchor in detector.anchors
    ]
    automaton = BytesAhoCorasick([anchor for anchor, _ in pairs], matchkind=MatchKind.Standard)
    return automaton, tuple(number for _, number in pairs)


def interested(path: str, data: bytes) -> tuple[Detector, ...]:
    """The detectors that want to look at this file."""
    language = language_of(path)
    shelf = _of_language(language)
    automaton, owners = _anchors(language)
    hits = automaton.find_matches_as_indexes(data, overlapping=True) if owners else []
    anchored = {owners[pattern] for pattern, _, _ in hits}
    return tuple(
        detector
        for number, detector in enumerate(shelf)
        if number in anchored or _wants_path(detector, path)
    )


def _wants_path(detector: Detector, path: str) -> bool:
    if not detector.paths:
        return bool(detector.language) and not detector.anchors
    return any(_glob(path, pattern) for pattern in detector.paths)


def _glob(path: str, pattern: str) -> bool:
    """A pattern without a slash is about the file's name, as in .gitignore."""
    return fnmatchcase(path if "/" in pattern else basename(path), pattern)


def sight(text: Text, *, exhaustive: bool = False) -> tuple[Sighting, ...]:
    """Everything the detectors say about one file, in the order of lines.

    Files no detector wants give nothing (their symbols can be had from `symbols_of`). If
    `exhaustive`, detectors are asked that only an anchor would have called.
    """
    wanting = interested(text.path, text.data)
    asked = _anchored(text.path, wanting) if exhaustive else wanting
    if not asked:
        return ()
    if is_binary(text.data):
        reason = "Its name promises text, its bytes are binary."
        return (_gap(text.path, "a binary file", reason),) if wanting else ()
    source = _source(text)
    said = [*_symbols(source), *_says(source, asked), *_syntax_gaps(source, wanting)]
    return tuple(sorted(dict.fromkeys(said), key=_order))


def _anchored(path: str, wanting: Sequence[Detector]) -> tuple[Detector, ...]:
    """The detectors that want a file, and those of its language that look for anchors in it."""
    language = language_of(path)
    shelf = _of_language(language) if language else ()
    return tuple(dict.fromkeys((*wanting, *(each for each in shelf if each.anchors))))


def is_binary(data: bytes) -> bool:
    """Whether these are no bytes of a text, judged by their beginning as git does."""
    return b"\0" in data[:8192]


def symbols_of(text: Text) -> tuple[Sighting, ...]:
    """The imports, definitions and calls of one file, whether a detector wants it or not."""
    return tuple(_symbols(_source(text)))


def _order(sighting: Sighting) -> tuple[int, int, str, bytes]:
    fact = sighting.fact
    return fact.lines[0], fact.lines[1], sighting.detector, msgspec.json.encode(fact)


def _source(text: Text) -> Source:
    grammar = grammar_of(text.path)
    tree = grammar.parse(text.data) if grammar else None
    return Source(text.path, text.data, grammar, tree)


def _symbols(source: Source) -> Iterator[Sighting]:
    for fact in source.symbols:
        yield Sighting(path=source.path, detector="", fact=fact)


def _says(source: Source, wanting: Sequence[Detector]) -> Iterator[Sighting]:
    matches = _matches(source, wanting) if source.tree is not None else {}
    for detector in wanting:
        whole = () if detector.query else (Match(source, {}),)
        for match in (*whole, *matches.get(detector.slug, ())):
            for fact in detector.says(match):
                yield Sighting(path=source.path, detector=detector.slug, fact=fact)


def _matches(source: Source, wanting: Sequence[Detector]) -> dict[str, list[Match]]:
    from tree_sitter import QueryCursor

    assert source.grammar is not None  # noqa: S101  # narrows: a file with a tree has a grammar
    assert source.tree is not None  # noqa: S101  # narrows: asked for only with a tree
    wanted = {detector.slug for detector in wanting}
    query, owners = _combined(source.grammar.slug)
    found: dict[str, list[Match]] = {}
    if query is not None:
        for pattern, captures in QueryCursor(query).matches(source.tree.root_node):
            if owners[pattern] in wanted:
                found.setdefault(owners[pattern], []).append(Match(source, captures))
    return found


@cache
def _combined(language: str) -> tuple[Query | None, tuple[str, ...]]:
    """All queries of a language as one, and which detector each of its patterns is of."""
    from tree_sitter import Query

    grammar = grammar_for(language)
    owners: list[str] = []
    texts: list[str] = []
    for detector in _of_language(language):
        if detector.query:
            count = Query(grammar.language, detector.query).pattern_count
            owners.extend([detector.slug] * count)
            texts.append(detector.query)
    if not texts:
        return None, ()
    return Query(grammar.language, "\n".join(texts)), tuple(owners)


def _syntax_gaps(source: Source, wanting: Iterable[Detector]) -> Iterator[Sighting]:
    if source.tree is None or not source.tree.root_node.has_error or not any(wanting):
        return
    line = _first_error(source)
    reason = "The parser met a syntax error; what stands near it may be missing."
    yield _gap(source.path, "a syntax error", reason, line)


def _first_error(source: Source) -> int:
    """The line of the innermost erroneous node. A file the parser gave up on is one error as a
    whole: there the first bare token tells where it lost its way."""
    assert source.tree is not None  # noqa: S101  # narrows: asked for only with a tree
    node = source.tree.root_node
    while (child := next((each for each in node.children if each.has_error), None)) is not None:
        node = child
    lost = next((each for each in node.children if not each.is_named), node)
    return int((lost if node.is_error else node).start_point.row) + 1


def _gap(path: str, what: str, reason: str, line: int = 1) -> Sighting:
    fact: Fact = Unresolved(lines=(line, line), what=what, reason=reason, kind="unparsed")
    return Sighting(path=path, detector="", fact=fact)


def cache_key(text: Text) -> bytes:
    """Same path, same bytes, same detectors: same facts."""
    digest = hashlib.sha256(edition() + f"{text.path}\0".encode())
    digest.update(text.data)
    return digest.digest()
