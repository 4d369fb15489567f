"""How much: rows by table and requests per second, with the words they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.catalog.vocabulary.read import lexicon
from backend_architect.elicit.quantities import Quantity, read_quantities
from backend_architect.elicit.tables import TableNames
from backend_architect.elicit.text import Document, Sentence, key_of, keys, plain
from backend_architect.model.element import Noun

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_RATE = re.compile(
    r"\s*(?:(?P<short>[rqt]p[sm])\b"
    r"|(?P<noun>(?:[a-z]+ ){0,2}?[a-z]+)?\s*(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*"
    r"(?P<unit>sec(?:ond)?|s|min(?:ute)?|m|hour|hr|h|day|d|week)\b)",
    re.IGNORECASE,
)
_REQUESTS = {
    "request": "requests", "req": "requests", "call": "requests", "hit": "requests",
    "query": "requests", "transaction": "requests", "read": "reads", "write": "writes",
    "insert": "writes", "update": "writes", "view": "reads", "search": "reads",
}  # fmt: skip
_LIMIT = re.compile(
    r"\b(?:rate[ -]?limit\w*|limit\w*|throttl\w+|quota|allow\w*)\b"
    r"|\bper (?:user|account|client|ip|customer|visitor|key|tenant)\b",
    re.IGNORECASE,
)
_WEAK_BEFORE = re.compile(
    r"\b(?:last|top|first|latest|max(?:imum)?(?: of)?|at most|limit(?:ed)?(?: to| of)?"
    r"|per|than|http|code|status|port|page(?: of| size)?|version)\s*$|[$€£]\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z_][\w']*")
_WORD_ROW = re.compile(r"(?:[ \u00a0-]+[A-Za-z_][\w']*){0,7}")
_PER_OWNER = re.compile(
    r"\s+(?:per|for each|for every)\s+(?!second|minute|hour|day|week|month|year)"
)
_ROWS = frozenset(("row", "record", "entry"))
_EACH = re.compile(r"\b(?:each|every|any|per|largest|biggest) (?:\w+ )?table", re.IGNORECASE)
FEWEST_ROWS = 100


class Load(Noun, frozen=True, kw_only=True):
    """So many of `name`: rows, or requests per second."""

    name: str
    amount: float
    words: str


def read_rates(document: Document) -> tuple[Load, ...]:
    """So many a second of "reads", "writes", "requests" or what the words name ("orders").

    A rate limit is no load. A number for a day is spread evenly: its words say that it was one.
    """
    return _largest(load for each in document.sentences for load in _rates_of(each))


def read_volumes(document: Document, tables: TableNames) -> tuple[Load, ...]:
    """Rows by table name; a noun that names no table keeps the author's word.

    Of several numbers for one table the largest is planned for; under a hundred is no volume.
    """
    return _largest(load for each in document.sentences for load in _volumes_of(each, tables))


def is_rate_limit(sentence: Sentence) -> bool:
    """True when the sentence holds a rate and speaks of a limit."""
    rates = (_RATE.match(sentence.text, each.end) for each in read_quantities(sentence.text))
    return any(rates) and bool(_LIMIT.search(sentence.text))


def _rates_of(sentence: Sentence) -> Iterator[Load]:
    if is_rate_limit(sentence):
        return
    for each in read_quantities(sentence.text):
        rate = _RATE.match(sentence.text, each.end)
        name = rate and _rate_name(rate)
        if rate and name:
            period = _SECONDS[(rate["unit"] or rate["short"][-1])[0].lower()]
            words = plain(sentence.text[each.start : rate.end()])
            yield Load(name=name, amount=each.high / period, words=words)


def _rate_name(rate: re.Match[str]) -> str:
    if rate["short"]:
        return "requests"
    nouns = keys(rate["noun"] or "")
    known = next((_REQUESTS[noun] for noun in reversed(nouns) if noun in _REQUESTS), "")
    counted = (rate["noun"] or "").split()[-1:]
    return known or next((noun.lower() for noun in counted if noun.endswith("s")), "")


def _volumes_of(sentence: Sentence, tables: TableNames) -> Iterator[Load]:
    text, last = sentence.text, 0
    for each in read_quantities(text):
        weak = _WEAK_BEFORE.search(text, max(0, each.start - 16), each.start)
        if each.high >= FEWEST_ROWS and not weak and not _RATE.match(text, each.end):
            name, end = _counted(text, last, each, tables)
            if name and not _PER_OWNER.match(text, end):
                yield Load(name=name, amount=each.high, words=_phrase(text, last, each, end))
        last = each.end


def _counted(text: str, last: int, each: Quantity, tables: TableNames) -> tuple[str, int]:
    """What is counted and where its words end: "10 million orders", "orders: 10 million"."""
    nouns, ends = _nouns_after(text, each.end)
    first = next((at for at, noun in enumerate(nouns) if noun not in lexicon("filler")), len(nouns))
    if lexicon("at_once") & set(nouns[: first + 2]):
        return "", each.end
    if not nouns or _ROWS & set(nouns[: first + 1]):
        return _rows_in(text, last, each, tables, nouns, ends)
    for place in (first, first + 1):
        found, length = tables.first_of(nouns[place:])
        if found:
            return found, ends[place + length - 1]
    word = text[: ends[first]].split()[-1].lower() if first < len(nouns) else ""
    if word.endswith("s") and nouns[first] not in lexicon("no_rows"):
        return word, ends[first]
    return "", each.end


def _nouns_after(text: str, start: int) -> tuple[list[str], list[int]]:
    """The keys of up to seven words that follow without a stop, and where each ends."""
    row = _WORD_ROW.match(text, start)
    words = list(_WORD.finditer(text, start, row.end() if row else start))
    return [key_of(word[0]) for word in words], [word.end() for word in words]


def _rows_in(
    text: str, last: int, each: Quantity, tables: TableNames, nouns: list[str], ends: list[int]
) -> tuple[str, int]:
    """The table of "10 million rows in orders" or "the orders table has 10 million rows"."""
    for place in range(len(nouns)):
        found, length = tables.first_of(nouns[place:])
        if found:
            return found, ends[place + length - 1]
    if each_table := _EACH.search(text, last):
        return "*", max(each_table.end(), each.end)
    before = keys(text[last : each.start])
    names = [tables.first_of(before[place:])[0] for place in range(len(before))]
    return next(filter(None, names), ""), ends[0] if ends else each.end


def _phrase(text: str, last: int, each: Quantity, end: int) -> str:
    """The words of a volume: from the number, or from the table named before it."""
    before = re.search(
        r"([\w]+(?: table)?(?: has| holds| with|:)?\s+(?:about |around |some )?)$",
        text[last : each.start],
    )
    named_before = end <= each.end or text[each.end : end].strip().lower() in ("rows", "records")
    start = last + before.start() if before and named_before else each.start
    return plain(text[start:end])


def _largest(loads: Iterator[Load]) -> tuple[Load, ...]:
    best: dict[str, Load] = {}
    for load in loads:
        if load.name not in best or load.amount > best[load.name].amount:
            best[load.name] = load
    return tuple(best[name] for name in sorted(best))
