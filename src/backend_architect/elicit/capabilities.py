"""Which capabilities a request asks for, in the vocabulary's names where we have one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from backend_architect.catalog.vocabulary.read import Entry, entries, lexicon
from backend_architect.elicit.intent import Wish, intent_of
from backend_architect.elicit.loads import is_rate_limit
from backend_architect.elicit.phrases import (
    Mention,
    capability_phrases,
    lone_words,
    proper_names,
    slow_things,
)
from backend_architect.elicit.quantities import read_quantities
from backend_architect.elicit.scope import Excluded
from backend_architect.elicit.text import Sentence, Token, keys, plain
from backend_architect.elicit.title import slug_of
from backend_architect.model.brief import Capability, Intent

_ACTOR = re.compile(
    r"^as an? (?P<story>[\w -]{2,40}?),|\b(?:let|allow|enable)s? (?:our |the )?(?P<let>[a-z]+s)\b"
    r"|^(?:our |the )?(?P<can>[a-z]+s?) (?:can|should|must|shall|may|want)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:must|may|shall|can) ?not\b|\bcannot\b|\bcan't\b|\bmustn't\b|\bnever\b"
    r"|\bat most\b|\bat least\b|\bexactly\b"
    r"|\bmax(?:imum)?\b|\bper (?:user|customer|account)\b|\bno more than\b|\bunique\b"
    r"|\bexpires?\b|\bonly (?:one|once|if|when|by|the|for)\b|\bmust\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"(?:\b(?:an?|the|this)\s+|^\W*)((?:[\w'-]+ ){1,4}?(?:system|platform|application|website))\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^[\W]*(?:we|our|the|there|it|they|this|i) (?!.*\b(?:can|must|should|shall|may|will|could)\b)",
    re.IGNORECASE,
)
_ASPECT = re.compile(r"\brate[ -]limit", re.IGNORECASE)
_PHRASE_END = re.compile(
    r"\s+(?:to|for|in|into|on|so|that|which|with|using|because|when|as|by|from|and|but|without|at|of)\b|[,.;:(]"
)
_LEAD = re.compile(
    r"^(?:(?:an?|the|our|some|new|support|feature|api|ability|us|me)\s+|(?:for|to|of)\s+)+",
    re.IGNORECASE,
)


class Asked:
    """The capabilities of a request as they are collected: first words, actors and rules."""

    def __init__(self) -> None:
        self.found: dict[str, Capability] = {}

    def note(self, name: str, words: str, *, actor: str = "", rules: Sequence[str] = ()) -> None:
        """Adds the capability, or what is new about it."""
        known = self.found.get(name) or Capability(name=name, words=words, actor=actor)
        self.found[name] = Capability(
            name=name,
            words=known.words,
            actor=known.actor or actor,
            rules=tuple(dict.fromkeys([*known.rules, *rules])),
        )


def read_capabilities(
    wishes: Sequence[Wish], intent: Intent, excluded: Sequence[Excluded]
) -> tuple[Capability, ...]:
    """The capabilities asked for, in the order of the words.

    What stands in an exclusion, or only says where ("to our booking system"), is not asked for.
    A thing we have no name for keeps the author's own words as its name.
    """
    asked = Asked()
    asking = [wish for wish in wishes if not _only_states(wish)] or list(wishes)
    for wish in asking:
        for capability in _named(wish, intent, excluded):
            asked.note(capability.name, capability.words, actor=_actor(wish.sentence))
            asked.note(capability.name, "", rules=capability.rules)
    for wish in wishes:
        about = [each.name for each in _named(wish, intent, excluded) if each.name in asked.found]
        for name in (about or list(asked.found)[-1:])[:1]:
            asked.note(name, "", rules=_rules(wish))
    if not asked.found:
        for capability in _unnamed(wishes, intent):
            asked.note(capability.name, capability.words)
    return tuple(asked.found.values())


def _named(wish: Wish, intent: Intent, excluded: Sequence[Excluded]) -> Iterator[Capability]:
    row = wish.sentence.tokens
    own = intent_of(wish) or intent
    mentions = [
        each
        for each in capability_phrases().find(row)
        if own in each.meaning.intents and not _outside(each, row, excluded)
    ]
    aspects = len({each.meaning.slug for each in mentions if not each.meaning.aspect}) > 0
    for place, each in enumerate(mentions):
        if (place == 0 or not _is_where(each, row)) and not (aspects and each.meaning.aspect):
            words = wish.sentence.between(row[each.first].start, row[each.after - 1].end)
            yield Capability(name=each.meaning.slug, words=words)
    if own == "repair":
        yield from _slow(wish)
    else:
        yield from _by_provider(wish, [each.meaning.slug for each in mentions], excluded)


def _only_states(wish: Wish) -> bool:
    """True for a sentence about what is ("we have 10 million orders") or how good it shall be."""
    text = wish.sentence.text
    if wish.cue or wish.slow:
        return False
    return bool(_STATES.search(text)) or any(read_quantities(text))


def _slow(wish: Wish) -> Iterator[Capability]:
    if not wish.slow:
        return
    seen = {each.meaning.slug for each in slow_things().find(wish.sentence.tokens)}
    for slug in sorted(seen or {"api-performance"}):
        yield Capability(name=slug, words=plain(wish.sentence.text))


def _by_provider(
    wish: Wish, mentioned: list[str], excluded: Sequence[Excluded]
) -> Iterator[Capability]:
    """ "connect our shop to Stripe" is payment; "with Google" is a login only beside a login."""
    row, text = wish.sentence.tokens, set(keys(wish.sentence.text))
    by_slug = {entry.slug: entry for entry in entries()}
    for name in proper_names(row):
        term = name.meaning
        if term.kind != "provider" or _outside(name, row, excluded):
            continue
        entry = by_slug[term.capability]
        if term.capability in mentioned or _is_meant(entry, wish, text):
            words = wish.sentence.between(row[name.first].start, row[name.after - 1].end)
            yield Capability(name=entry.slug, words=words, rules=(f"provider: {term.name}",))


def _is_meant(entry: Entry, wish: Wish, text: set[str]) -> bool:
    if entry.beside_provider:
        return any(set(keys(word)) <= text for word in entry.beside_provider)
    return bool(wish.cue)


def _outside(mention: Mention[Any], row: Sequence[Token], excluded: Sequence[Excluded]) -> bool:
    start, end = row[mention.first].start, row[mention.after - 1].end
    return any(each.start <= start and end <= each.end for each in excluded)


def _is_where(mention: Mention[Any], row: Sequence[Token]) -> bool:
    """True for "to our X", "for the X", "of each X": the place of the change, not the change."""
    before = [token.key for token in row[max(0, mention.first - 3) : mention.first]]
    return any(a in lexicon("preposition") and b in lexicon("owner") for a, b in pairwise(before))


def _actor(sentence: Sentence) -> str:
    found = _ACTOR.search(plain(sentence.text))
    if found is None:
        return ""
    actor = (found["story"] or found["let"] or found["can"]).strip().lower()
    return "" if set(keys(actor)) & lexicon("no_actor") else " ".join(actor.split())


def _rules(wish: Wish) -> tuple[str, ...]:
    """The sentence, if it limits or forbids something and is no goal, constraint or pain."""
    text = plain(wish.sentence.text)
    if wish.slow or re.search(r"\d ?(?:ms|%)|\bp\d\d\b", text):
        return ()
    if is_rate_limit(wish.sentence) or _ASPECT.search(text):
        return (text,)
    named = any(name.meaning.kind != "provider" for name in proper_names(wish.sentence.tokens))
    return (text,) if _RULE.search(text) and not named else ()


def _unnamed(wishes: Sequence[Wish], intent: Intent) -> Iterator[Capability]:
    """What the first sentence that asks for something asks for, in its own words.

    A text that describes a system without asking for it asks for that system.
    """
    if intent == "repair" and any(wish.slow for wish in wishes):
        return
    for reader in (_lone, _object, _described):
        found = next(filter(None, map(reader, wishes)), None)
        if found:
            yield found
            return


def _lone(wish: Wish) -> Capability | None:
    """ "Add login": a word too common to mean its capability beside others."""
    row = wish.sentence.tokens
    for each in lone_words().find(row):
        words = wish.sentence.between(row[each.first].start, row[each.after - 1].end)
        return Capability(name=each.meaning.slug, words=words)
    return None


def _object(wish: Wish) -> Capability | None:
    """ "Add a flux capacitor to the server": what stands behind the verb."""
    if not wish.cue:
        return None
    sentence = wish.sentence
    rest = plain(sentence.text[sentence.tokens[wish.after - 1].end - sentence.start :])
    thing = _PHRASE_END.split(_LEAD.sub("", rest))[0].strip()
    name = slug_of(thing)
    return Capability(name=name, words=thing) if name else None


def _described(wish: Wish) -> Capability | None:
    """ "The hotel management system keeps guests": a system that is described is wanted."""
    system = _SYSTEM.search(wish.sentence.text)
    return Capability(name=slug_of(system[1]), words=plain(system[1])) if system else None
