"""What a request does not want: "no guest carts", "without coupons", "X is out of scope"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.catalog.vocabulary.read import lexicon
from backend_architect.elicit.text import Document, Sentence, keys, plain
from backend_architect.model.element import Noun

_LONGEST_ROW = 160
_STOP = re.compile(
    r"[.;:()\[\]!?—–]|\b(?:but|because|so|which|that|when|if|as|for|to|yet|until|in|on|at|since"
    r"|while|then|we|it|they|is|are|please|only|with|from)\b",
    re.IGNORECASE,
)
_NOT_WANTED = re.compile(
    r"\b(?P<cue>no(?! (?:longer|more|less|later|matter|one|idea|doubt|need|way)\b)"
    r"|without(?: any)?|excluding|except(?: for)?|leave out|leaving out|skip|never mind"
    r"|no need (?:for|of)"
    r"|(?:do|does|did|will|would|should) ?n[o'’]t "
    r"(?:need|want|require|include|support|have|build|offer)(?: to)?"
    r"|rather than|instead of|out of scope(?: is| are)?:?|not in scope:?)\s+",
    re.IGNORECASE,
)
_BARE_NOT = re.compile(
    r"(?:[,(–—-]\s*|\bbut |\band )not (?!only|just|yet|sure|be\b)(?:the |an? )?", re.IGNORECASE
)
_DENIED_AFTER = re.compile(
    r"^(?P<thing>.+?)\s+(?:does not apply|do not apply"
    r"|(?:is|are|stays?|remains?)\s+(?:explicitly |all )?"
    r"(?:out of scope|not in scope|not (?:needed|required|wanted|part of this)"
    r"|excluded|for later))\b",
    re.IGNORECASE,
)
_FACT = re.compile(r"\b(?:there (?:is|are|was)|ha(?:s|ve|d)|is|are|currently)\s+$", re.IGNORECASE)
_HEADING = re.compile(r"(?:out of scope|not in scope|non-goals?|excluded)\s*:?", re.IGNORECASE)
_LIST = re.compile(r"\s*,\s*(?:(?:and|or|nor)\s+)?|\s+(?:and|or|nor)\s+", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    r"(?:an?|the|our|we|it|i|they|this|that|no|not|without|with|please|must|should|then)\b"
    r"|(?:use|add|keep|make|let|allow|store|send|show|have|has|can)\b"
    r"|(?:\w+ ){1,2}(?:has|have|can|must)\b|\d",
    re.IGNORECASE,
)


class Excluded(Noun, frozen=True, kw_only=True):
    """A thing that is not wanted; offsets are of the whole text and cover the cue."""

    thing: str
    words: str
    start: int
    end: int
    line: int


def read_out_of_scope(document: Document) -> tuple[Excluded, ...]:
    """What the words exclude, in their order."""
    found: list[Excluded] = []
    below_heading = False
    for each in document.sentences:
        if _HEADING.fullmatch(plain(each.text)):
            below_heading = True
            continue
        bullet = each.text.lstrip().startswith(("-", "*", "+", "•"))
        below_heading = below_heading and bullet
        found += [_whole(each)] if below_heading else list(_excluded(each))
    return tuple(found)


def read_promises(document: Document) -> tuple[str, ...]:
    """What must not happen on the way: "without downtime", "without breaking old clients"."""
    return tuple(
        plain(each.text[match.start() : _end(each.text, match.end())])
        for each in document.sentences
        for match in _NOT_WANTED.finditer(each.text)
        if lexicon("promise") & set(re.findall(r"[a-z]+", each.text[match.end() :].lower())[:1])
    )


def _whole(sentence: Sentence) -> Excluded:
    thing = plain(sentence.text)
    return Excluded(
        thing=thing, words=thing, start=sentence.start, end=sentence.end, line=sentence.line
    )


def _excluded(sentence: Sentence) -> Iterator[Excluded]:
    text = sentence.text
    if denied := _DENIED_AFTER.match(text):
        for thing, _ in _things(denied["thing"], 0):
            yield _made(sentence, thing, 0, denied.end())
        return
    for cue in (_NOT_WANTED, _BARE_NOT):
        for match in cue.finditer(text):
            if _FACT.search(text, max(0, match.start() - 16), match.start()):
                continue
            for thing, end in _things(text[match.end() : _end(text, match.end())], match.end()):
                yield _made(sentence, thing, match.start(), end)


def _end(text: str, start: int) -> int:
    """Where an exclusion that begins at `start` ends: at a stop, or after its longest row."""
    last = min(len(text), start + _LONGEST_ROW)
    stop = _STOP.search(text, start, last)
    return stop.start() if stop else last


def _things(row: str, offset: int) -> Iterator[tuple[str, int]]:
    """The things of a row, each with the offset of its end.

    "guest carts or coupons, and a wish list" is two things, then another clause.
    """
    place = 0
    for joint in [*_LIST.finditer(row), None]:
        thing = row[place : joint.start() if joint else len(row)].strip()
        words = keys(thing)
        if (
            not words
            or len(words) > 8
            or words[0] in lexicon("idiom")
            or (place and _NEW_CLAUSE.match(thing))
        ):
            return
        yield thing, offset + place + len(thing)
        place = joint.end() if joint else len(row)


def _made(sentence: Sentence, thing: str, start: int, end: int) -> Excluded:
    return Excluded(
        thing=re.sub(r"^(?:the|any|an?)\s+", "", plain(thing), flags=re.IGNORECASE),
        words=plain(sentence.text[start:end]),
        start=sentence.start + start,
        end=sentence.start + end,
        line=sentence.line,
    )
