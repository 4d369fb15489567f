"""Constraints ("technology: PostgreSQL", "budget: $500 a month") and pains, in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backend_architect.elicit.intent import Wish
from backend_architect.elicit.phrases import proper_names
from backend_architect.elicit.scope import Excluded
from backend_architect.elicit.text import Document, Sentence, plain
from backend_architect.model.element import Noun

_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_MONEY = (
    r"(?:[$€£] ?\d[\d,.]*(?: ?(?:k|m|million|thousand)\b)?"
    r"|\d[\d,.]* ?(?:k )?(?:usd|eur|gbp|dollars|euros)\b)"
)
_DATE = (
    r"(?:(?:the )?(?:end|middle|start|beginning) of )?(?:q[1-4](?: \d{4})?|\d{4}-\d\d(?:-\d\d)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{1,4})?"
    r"|(?:next|this) (?:week|month|quarter|year)|christmas|black friday)"
)
_SKILL = r"(?:backend|senior|junior|go|python|java|full[- ]stack)"
_STATED = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "budget",
            (
                r"\b(?:budget|cost|costs|spend|pay|price)\b[^.;\d$€£]{0,40}"
                rf"(?P<value>{_MONEY}(?: ?(?:/|per|a|each) ?(?:month|year|week|mo))?)"
            ),
        ),
        (
            "deadline",
            rf"\b(?:by|before|until|no later than|deadline(?: is)?:?)\s+(?P<value>{_DATE})\b",
        ),
        (
            "deadline",
            (
                r"\b(?:live|ready|done|finished|ship|shipped|launch|deliver|delivered|deadline)\b"
                rf"[^.;]{{0,20}}\b(?:within|in|is)\s+(?P<value>{_COUNT} (?:days?|weeks?|months?))\b"
            ),
        ),
        (
            "team",
            (
                rf"\b(?P<value>{_COUNT}(?: {_SKILL})*"
                r" (?:developers?|engineers?|people|programmers?))\b"
            ),
        ),
    )
)
_TEAM_SKILL = re.compile(
    r"\b(?:our|the) (?:team|developers|engineers) (?:knows?|is|are|has|have|mostly)\b",
    re.IGNORECASE,
)


class Limit(Noun, frozen=True, kw_only=True):
    """A constraint as "kind: value", and its words."""

    text: str
    words: str


def read_constraints(
    document: Document, excluded: Sequence[Excluded], promises: Sequence[str]
) -> tuple[Limit, ...]:
    """What binds the design: names that are not excluded, budget, deadline, team, promises."""
    found: dict[str, Limit] = {}
    for sentence in document.sentences:
        for limit in [*_names(sentence, excluded), *_stated(sentence)]:
            found.setdefault(limit.text, limit)
    for promise in promises:
        found.setdefault(promise, Limit(text=promise, words=promise))
    return tuple(found[text] for text in sorted(found))


def read_pains(wishes: Sequence[Wish]) -> tuple[str, ...]:
    """The sentences that say what hurts."""
    pains = (plain(wish.sentence.text) for wish in wishes if wish.slow or wish.pain)
    return tuple(dict.fromkeys(pains))


def _names(sentence: Sentence, excluded: Sequence[Excluded]) -> Iterator[Limit]:
    row = sentence.tokens
    for name in proper_names(row):
        start, end = row[name.first].start, row[name.after - 1].end
        out = any(each.start <= start and end <= each.end for each in excluded)
        left = name.first and row[name.first - 1].key == "from"  # "migrate from MongoDB"
        if name.meaning.kind != "provider" and not out and not left:
            before = row[max(0, name.first - 2)].start
            yield Limit(
                text=f"{name.meaning.kind}: {name.meaning.name}",
                words=sentence.between(before, end),
            )


def _stated(sentence: Sentence) -> Iterator[Limit]:
    text = plain(sentence.text)
    for kind, pattern in _STATED:
        if found := pattern.search(text):
            yield Limit(text=f"{kind}: {' '.join(found['value'].split())}", words=plain(found[0]))
    if _TEAM_SKILL.search(text):
        yield Limit(text=f"team: {text}", words=text)
