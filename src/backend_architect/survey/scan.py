"""From files to sightings: one multi-pattern scan, then the queries of the detectors it names.

A file is parsed only if a detector wants it: one of the detector's anchors is in its bytes or its
path matches. Anchors are necessary for a match, so leaving the other files unparsed loses nothing;
`exhaustive` parses them all the same, to prove that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import translate
from functools import cache
from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from backend_architect.shelf import read_shelf
from backend_architect.survey.detector import SHELF, Detector, Match, Source
from backend_architect.survey.edition import edition
from backend_architect.survey.facts import Fact, Sighting, Unresolved
from backend_architect.survey.grammars import grammar_for, grammar_of, language_of

if TYPE_CHECKING:
    from tree_sitter import Node, Query

#: "javascript" in a detector stands for all of these grammars.
FAMILIES = {
    "javascript": ("javascript", "typescript", "tsx"),
    # languages whose programs keep SQL in texts that are read alike
    "programs": ("clojure", "csharp", "haskell", "java", "kotlin", "scala", "swift"),
}

#: Queries that are run one by one over a file; more are run as one. A query of its own costs a walk
#: over the tree, all of a language together cost their patterns in every file (measured on the
#: repositories of `docs/measurements.md`: 0.1 to 0.2 ms a walk, 0.7 ms all at once).
FEW_QUERIES = 6


#: What a detector raises that met a file it was not written for: faults of ours, which may hide
#: what stands in that file, told as such, and nothing else.
STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
#: What the gap is about, so that tests find it.
STUMBLED = "what a detector of ours could not read"

#: Levels of a tree. The deepest of 5 000 files of 40 products has 93.
DEEPEST = 300
#: Parts of one thing, side by side: statements of a file, elements of a list, words that the parser
#: could not put together.
WIDEST = 10_000


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
    automaton, owners = _anchors(language)
    hits = automaton.find_matches_as_indexes(data, overlapping=True) if owners else []
    numbers = {owners[pattern] for pattern, _, _ in hits}
    numbers.update(_by_path(language, path))
    shelf = _of_language(language)
    return tuple(shelf[number] for number in sorted(numbers))


def _by_path(language: str, path: str) -> Iterator[int]:
    """The detectors of a language that a path alone calls."""
    globs = _globs(language)
    yield from globs.always
    yield from globs.names.calling(basename(path))
    yield from globs.paths.calling(path)


class _Globs(NamedTuple):
    """Patterns with the number of the detector each belongs to, and all of them as one."""

    any: re.Pattern[str]
    each: tuple[tuple[int, re.Pattern[str]], ...]

    def calling(self, text: str) -> Iterator[int]:
        """The detectors with a pattern that matches; most texts match none."""
        if self.any.match(text):
            yield from (number for number, pattern in self.each if pattern.match(text))


class _Paths(NamedTuple):
    """Which detectors of a language look at every file, at names, and at whole paths."""

    always: tuple[int, ...]
    names: _Globs
    paths: _Globs


@cache
def _globs(language: str) -> _Paths:
    """A pattern without a slash is about the file's name, as in .gitignore."""
    shelf = tuple(enumerate(_of_language(language)))
    always = tuple(n for n, each in shelf if each.language and not (each.paths or each.anchors))
    globs = [(number, glob) for number, each in shelf for glob in each.paths]
    names = [(number, glob) for number, glob in globs if "/" not in glob]
    paths = [(number, glob) for number, glob in globs if "/" in glob]
    return _Paths(always, _compiled(names), _compiled(paths))


def _compiled(globs: Sequence[tuple[int, str]]) -> _Globs:
    everything = re.compile("|".join(translate(glob) for _, glob in globs) or r"(?!)")
    each = tuple((number, re.compile(translate(glob))) for number, glob in globs)
    return _Globs(everything, each)


class Look(NamedTuple):
    """What one file says: to the detectors, and to the grammar (imports, definitions, calls).

    Both stand in the order of lines.
    """

    said: tuple[Sighting, ...]
    symbols: tuple[Fact, ...]


def look(text: Text, *, exhaustive: bool = False) -> Look:
    """What a file says to the detectors that want it; nothing where none does (its symbols can be
    had from `symbols_of`).

    If `exhaustive`, detectors are asked that only an anchor would have called.
    """
    wanting = interested(text.path, text.data)
    asked = _anchored(text.path, wanting) if exhaustive else wanting
    if not asked:
        return Look((), ())
    if is_binary(text.data):
        reason = "Its name promises text, its bytes are binary."
        return Look((_gap(text.path, "a binary file", reason),) if wanting else (), ())
    source = _source(text)
    if source is None:
        reason = (
            f"Its parts stand deeper than {DEEPEST} levels in others, or are no program at all."
        )
        return Look(
            (_gap(text.path, "a file too deep or too wide to read", reason),) if wanting else (), ()
        )
    symbols, stumbled = _known(source)
    said = dict.fromkeys((*_says(source, asked), *stumbled, *_syntax_gaps(source, wanting)))
    return Look(tuple(sorted(said, key=_order)), symbols)


def sight(text: Text) -> tuple[Sighting, ...]:
    """Everything one file says, in the order of lines."""
    seen = look(text)
    symbols = (Sighting(path=text.path, detector="", fact=fact) for fact in seen.symbols)
    return tuple(sorted((*symbols, *seen.said), key=_order))


def _anchored(path: str, wanting: Sequence[Detector]) -> tuple[Detector, ...]:
    """The detectors that want a file, and those of its language that look for anchors in it."""
    language = language_of(path)
    shelf = _of_language(language) if language else ()
    return tuple(dict.fromkeys((*wanting, *(each for each in shelf if each.anchors))))


def is_binary(data: bytes) -> bool:
    """Whether these are no bytes of a text, judged by their beginning as git does."""
    return b"\0" in data[:8192]


def symbols_of(text: Text) -> tuple[Fact, ...]:
    """The imports, definitions and calls of one file, whether a detector wants it or not."""
    source = _source(text)
    return _known(source)[0] if source is not None else ()


def _in_order(symbols: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(symbols, key=_lines))


def _lines(fact: Fact) -> tuple[int, int]:
    return fact.lines


def _order(sighting: Sighting) -> tuple[tuple[int, int], str]:
    return sighting.fact.lines, sighting.detector


def _source(text: Text) -> Source | None:
    """The file with its tree, or None for a tree that nobody should walk."""
    grammar = grammar_of(text.path)
    data = _as_utf8(text.data) if grammar else text.data
    tree = grammar.parse(data) if grammar else None
    if tree is not None and not _is_walkable(tree.root_node):
        return None
    return Source(text.path, data, grammar, tree)


def _as_utf8(data: bytes) -> bytes:
    """The bytes with U+FFFD for what is no UTF-8, which tree-sitter's queries would raise at."""
    return data if data.isascii() else data.decode("utf-8", errors="replace").encode()


def _is_walkable(root: Node) -> bool:
    """Whether a tree is as deep and as wide as the trees of programs are.

    To look up from a node costs its depth and the children on the way, and a query compares the
    children of a heap with one another: a hundred thousand brackets would take hours. What lies
    deeper than a level stands together in the order of the tree, so that looking at some of the
    nodes finds it.
    """
    if root.child_count > WIDEST:
        return False
    cursor = root.walk()
    for number in range(0, root.descendant_count, DEEPEST // 2):
        cursor.goto_descendant(number)
        if cursor.depth > DEEPEST:
            return False
        if cursor.goto_parent() and cursor.node is not None and cursor.node.child_count > WIDEST:
            return False
    return True


def _says(source: Source, wanting: Sequence[Detector]) -> Iterator[Sighting]:
    matches = _matches(source, wanting) if source.tree is not None else {}
    for detector in wanting:
        whole = () if detector.query else (Match(source, {}),)
        for match in (*whole, *matches.get(detector.slug, ())):
            for fact in _told(detector, match):
                yield Sighting(path=source.path, detector=detector.slug, fact=fact)


def _told(detector: Detector, match: Match) -> Iterator[Fact]:
    """What a detector says; a gap where it stumbles: one file must not hide all others."""
    try:
        yield from detector.says(match)
    except STUMBLES as fault:
        line = min((node.start_point.row for nodes in match.captures.values() for node in nodes),
                   default=0) + 1  # fmt: skip
        kind = type(fault).__name__
        reason = f"Our detector {detector.slug} failed here ({kind}): a fault of ours."
        yield Unresolved(lines=(line, line), what=STUMBLED, reason=reason, kind="unavailable")


def _known(source: Source) -> tuple[tuple[Fact, ...], tuple[Sighting, ...]]:
    """The symbols of a file, or a gap where its grammar stumbles over it."""
    try:
        return _in_order(source.symbols), ()
    except STUMBLES as fault:
        reason = f"Our reader of names failed here ({type(fault).__name__}): a fault of ours."
        return (), (_gap(source.path, STUMBLED, reason),)


def _matches(source: Source, wanting: Sequence[Detector]) -> dict[str, list[Match]]:
    from tree_sitter import QueryCursor

    assert source.grammar is not None  # noqa: S101  # narrows: a file with a tree has a grammar
    assert source.tree is not None  # noqa: S101  # narrows: asked for only with a tree
    root, language = source.tree.root_node, source.grammar.slug
    wanted = {detector.slug: detector for detector in wanting if detector.query}
    found: dict[str, list[Match]] = {}
    if len(wanted) <= FEW_QUERIES:
        for slug, detector in wanted.items():
            matches = QueryCursor(_single(language, detector.query)).matches(root)
            found[slug] = [Match(source, captures) for _, captures in matches]
        return found
    query, owners = _combined(language)
    for pattern, captures in QueryCursor(query).matches(root):
        if owners[pattern] in wanted:
            found.setdefault(owners[pattern], []).append(Match(source, captures))
    return found


@cache
def _single(language: str, query: str) -> Query:
    from tree_sitter import Query

    return Query(grammar_for(language).language, query)


@cache
def _combined(language: str) -> tuple[Query, tuple[str, ...]]:
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


def cache_key(text: Text, *, symbols_only: bool = False) -> bytes:
    """Same path, same bytes, same detectors: same facts."""
    kind = b"symbols\0" if symbols_only else b""
    digest = hashlib.sha256(kind + edition() + f"{text.path}\0".encode())
    digest.update(text.data)
    return digest.digest()
