"""Which of many phrases a row of tokens holds: the longest at each place, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, TypeVar

from backend_architect.catalog.vocabulary.read import Entry, Term, english, entries, terms
from backend_architect.elicit.text import Token, keys
from backend_architect.model.element import Noun

Meaning = TypeVar("Meaning")


class Mention(Noun, Generic[Meaning], frozen=True, kw_only=True):
    """A phrase found: what it means, and from which to before which token it stands."""

    meaning: Meaning
    first: int
    after: int


class Phrasebook(Generic[Meaning]):
    """Phrases with their meanings, looked up by the keys of their words."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[tuple[str, ...], list[Meaning]] = {}
        for phrase, meaning in phrases:
            known = self._meanings.setdefault(keys(phrase), [])
            if meaning not in known:
                known.append(meaning)
        self._longest = max(map(len, self._meanings), default=0)

    def find(self, tokens: Sequence[Token]) -> list[Mention[Meaning]]:
        """Every phrase in `tokens`, left to right; of overlapping ones the first and longest."""
        found: list[Mention[Meaning]] = []
        row = [token.key for token in tokens]
        place = 0
        while place < len(row):
            length = self._length_at(row, place)
            found += [
                Mention(meaning=meaning, first=place, after=place + length)
                for meaning in self._meanings.get(tuple(row[place : place + length]), ())
            ]
            place += length or 1
        return found

    def _length_at(self, row: list[str], place: int) -> int:
        for length in range(min(self._longest, len(row) - place), 0, -1):
            if tuple(row[place : place + length]) in self._meanings:
                return length
        return 0


@cache
def capability_phrases() -> Phrasebook[Entry]:
    """The vocabulary's capabilities by what people call them."""
    return Phrasebook((phrase, each) for each in entries() for phrase in each.phrases)


@cache
def slow_things() -> Phrasebook[Entry]:
    """The capabilities that a word means only where something is said to be slow."""
    return Phrasebook((phrase, each) for each in entries() for phrase in each.beside_slowness)


@cache
def lone_words() -> Phrasebook[Entry]:
    """The capabilities that a word means only where nothing else is asked for."""
    return Phrasebook((phrase, each) for each in entries() for phrase in each.alone)


@cache
def intent_cues() -> Phrasebook[str]:
    """What a sentence asks for, by the words that say so."""
    return Phrasebook((cue, name) for name, cues in english().intent.items() for cue in cues)


@cache
def pain_cues() -> Phrasebook[str]:
    """Words of suffering: "slowness", "wish" (slow only where a repair is asked for) or "other"."""
    pains = english().pain
    return Phrasebook((cue, name) for name, cues in pains.items() for cue in cues)


@cache
def _names() -> Phrasebook[Term]:
    return Phrasebook((word, term) for term in terms() for word in term.words)


@cache
def _exact_names() -> dict[str, Term]:
    return {word: term for term in terms() for word in term.exact}


def proper_names(tokens: Sequence[Token]) -> list[Mention[Term]]:
    """Technologies, hosts, regimes and providers, left to right.

    A name that is also an English word counts only as it is written, and not where a capital
    stands anyway: at the beginning.
    """
    found = _names().find(tokens)
    exact = _exact_names()
    for place, token in enumerate(tokens):
        term = exact.get(token.text)
        if term and place:
            found.append(Mention(meaning=term, first=place, after=place + 1))
    return sorted(found, key=lambda each: (each.first, each.meaning.kind, each.meaning.name))
