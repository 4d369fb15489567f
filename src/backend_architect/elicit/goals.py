"""Quality goals: latency, availability, recovery, growth, users at once, with the words they are.

A number is a goal when its words say what it shall be ("under 300 ms", "p99 300 ms"); what it *is*
today ("takes 3 seconds") is a pain. Of a range the larger is the goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.catalog.vocabulary.read import lexicon
from backend_architect.elicit.quantities import Quantity, read_quantities
from backend_architect.elicit.text import Document, Sentence, keys, plain
from backend_architect.model.brief import QualityGoal

_TO_MS = {
    "ms": 1.0,
    "millisecond": 1.0,
    "s": 1e3,
    "sec": 1e3,
    "second": 1e3,
    "min": 6e4,
    "minute": 6e4,
}
_TO_SECONDS = {
    "ms": 0.001, "s": 1.0, "sec": 1.0, "second": 1.0, "m": 60.0, "min": 60.0, "minute": 60.0,
    "h": 3600.0, "hour": 3600.0, "d": 86400.0, "day": 86400.0,
}  # fmt: skip
_UNIT = re.compile(
    r"[ \u00a0-]?(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)\b"
)
_PERCENTILE = re.compile(
    r"\bp(?P<short>\d{2}(?:\.\d+)?|999)\b|\b(?P<long>\d{2}(?:\.\d+)?)(?:th|st|nd)?[ -]percentile"
    r"|\b(?P<share>\d{2}(?:\.\d+)?) ?% of (?:all )?(?:requests|calls|responses|queries)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:under|below|less than|within|at most|no more than|not exceed"
    r"|not take (?:longer|more) than|max(?:imum)?|faster than|target|goal|should|shall|must"
    r"|needs? to|stay|keep|aim|slo|sla)\b|[<≤]",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:takes?|took|taking|currently|today|now|is|are|was|were|up to|already|sometimes|over)\b",
    re.IGNORECASE,
)
_LATENCY = re.compile(
    r"\b(?:p\d{2}|percentile|latency|response|respond|answer|load|return|render|request|median|faster)",
    re.IGNORECASE,
)
_RECOVERY = re.compile(r"\b(rpo|rto)\b[^\d]{0,24}$", re.IGNORECASE)
_UPTIME = re.compile(r"\b(?:uptime|availab\w+|sla|slo|up)\b", re.IGNORECASE)
_BREAK = re.compile(r", | and |: |\(|\bbut ")


def read_goals(document: Document) -> tuple[QualityGoal, ...]:
    """The quality goals of a request, by attribute and scope."""
    found = [goal for each in document.sentences for goal in _goals_of(each)]
    return tuple(sorted(set(found), key=lambda goal: (goal.attribute, goal.scope, goal.value)))


def _goals_of(sentence: Sentence) -> Iterator[QualityGoal]:
    text, last = sentence.text, 0
    for each in read_quantities(text):
        before, after = text[last : each.start], text[each.end :]
        goal = (
            _recovery(before, each, after)
            or _latency(text, last, each)
            or _availability(sentence, each, after)
            or _growth(each, after, before)
            or _users(each, after)
        )
        if goal:
            words = plain(text[_phrase_start(text, last, each) : each.end + len(goal[2])])
            yield QualityGoal(attribute=goal[0], value=goal[1], scope=goal[3], words=words)
            last = each.end
        elif text[each.end : each.end + 12].strip(" %").startswith(("of ", "percentile")):
            continue  # "99 % of requests": the words belong to the number that follows
        else:
            last = each.end


_Found = tuple[str, float, str, str]
"""Attribute, value, the unit's words, scope."""


def _latency(text: str, last: int, each: Quantity) -> _Found | None:
    unit = _UNIT.match(text, each.end)
    factor = _TO_MS.get(_singular(unit[1])) if unit else None
    before = text[last : each.start]
    if unit is None or factor is None or not _LATENCY.search(text) or _RECOVERY.search(before):
        return None
    statistic = _statistic(text[: each.start])
    wished = _WISH.search(before) or (statistic and not _STATE.search(before))
    if not wished:
        return None
    attribute = f"latency-{statistic}-ms" if statistic else "latency-ms"
    return attribute, each.high * factor, unit[0], _scope(before, text[unit.end() :])


def _statistic(before: str) -> str:
    percentiles = list(_PERCENTILE.finditer(before))
    if percentiles:
        found = percentiles[-1]
        value = found["short"] or found["long"] or found["share"]
        return f"p{'99.9' if value == '999' else value}"
    words = before.lower()
    if "median" in words:
        return "p50"
    return "mean" if re.search(r"\b(?:average|mean|avg)\b", words) else ""


def _availability(sentence: Sentence, each: Quantity, after: str) -> _Found | None:
    percent = re.match(r" ?(?:%|percent\b)", after)
    if percent is None or not 90 <= each.high <= 100:
        return None
    if re.match(r" ?(?:%|percent) of (?:all )?(?:request|call|response|quer)", after):
        return None
    named = _UPTIME.search(sentence.text) or re.fullmatch(r"99\.9*5?", f"{each.high:g}")
    return ("availability-percent", each.high, percent[0], "") if named else None


def _recovery(before: str, each: Quantity, after: str) -> _Found | None:
    named, unit = _RECOVERY.search(before), _UNIT.match(after)
    if named is None or unit is None:
        return None
    factor = _TO_SECONDS[_singular(unit[1])]
    return f"{named[1].lower()}-seconds", each.high * factor, unit[0], ""


def _singular(unit: str) -> str:
    return unit if len(unit) < 3 else unit.rstrip("s")


def _growth(each: Quantity, after: str, before: str) -> _Found | None:
    tail = re.match(r" ?(?:%|percent)(?: growth)? (?:per|a|each|every) (month|year|week)", after)
    if tail is None or not re.search(r"\bgrow", before + after, re.IGNORECASE):
        return None
    return f"growth-percent-per-{tail[1]}", each.high, tail[0], ""


def _users(each: Quantity, after: str) -> _Found | None:
    tail = re.match(
        r" (?P<kind>concurrent|simultaneous|daily(?: active)?|monthly(?: active)?|active) "
        r"(?:users|visitors|customers|sessions|connections)|(?P<abbreviated> [DM]AU)\b",
        after,
    )
    if tail is None:
        return None
    kind = (tail["kind"] or tail["abbreviated"]).strip().lower()
    period = "daily-" if kind[0] == "d" else "monthly-" if kind[0] == "m" else ""
    name = "concurrent-users" if kind.startswith(("conc", "simu")) else f"{period}active-users"
    return name, each.high, tail[0], ""


def _scope(before: str, after: str) -> str:
    """What a number is said of: "search must answer within", "for checkout"; at most four words."""
    named = re.match(r"\s+(?:for|on|in) (?:the |our |all )?([\w-]+(?: [\w-]+)?)", after)
    subject = _WISH.split(before)[0]
    words = named[1].split() if named else re.findall(r"[\w'-]+", subject)
    kept = [each.lower() for each in words if not lexicon("no_scope") & {each.lower(), *keys(each)}]
    kept = [each for each in kept if not each[0].isdigit()]
    return " ".join(kept[-4:])


def _phrase_start(text: str, last: int, each: Quantity) -> int:
    """Where the words of a number begin: after the last comma or joint before it."""
    ends = [found.end() for found in _BREAK.finditer(text, last, each.start)]
    begin = ends[-1] if ends else last
    percentiles = list(_PERCENTILE.finditer(text, last, each.start))
    return min(begin, percentiles[-1].start()) if percentiles else begin
