"""Numbers as people write them: 10,000,000, 2 000, 1.5k, ten million, 5-10 million, 99,9 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.catalog.vocabulary.read import lexicon
from backend_architect.model.element import Noun

_SMALL = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "thirteen": 13.0,
    "fourteen": 14.0, "fifteen": 15.0, "sixteen": 16.0, "seventeen": 17.0, "eighteen": 18.0,
    "nineteen": 19.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
_WORDS = {
    **_SMALL,
    "a": 1.0, "an": 1.0, "half a": 0.5, "a quarter of a": 0.25, "a quarter": 0.25,
}  # fmt: skip
_SCALES = {
    "": 1.0, "hundred": 100.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6,
    "mio": 1e6, "mln": 1e6, "m": 1e6, "mm": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
}  # fmt: skip
_SCALE = (
    r"(?:(?P<TAGshort>k|mm|m|bn|b|mio|mln)(?!\w)"
    r"|[ \u00a0\u202f-]?(?P<TAGlong>k|bn|mio|mln|hundred|thousand|millions?|billion)\b)?"
)
_DIGITS = (
    r"\d{1,3}(?:(?P<TAGgap>[,'’_ \u00a0\u2009\u202f])\d{3}(?:(?P=TAGgap)\d{3})*)(?!\d)(?:\.\d+)?"
    r"|\d+,\d{1,2}(?=\s*(?:%|percent|thousand|million|billion|k\b|mio|mln|bn))"
    r"|\d+(?:\.\d+)?"
)
_SPELT = "|".join(sorted((re.escape(word) for word in _WORDS), key=len, reverse=True))
_NUMBER = (
    rf"(?:(?P<TAGdigits>{_DIGITS}){_SCALE}"
    rf"|(?P<TAGspelt>{_SPELT})\b(?:[ -](?P<TAGof>hundred|thousand|million|billion)\b)?)"
)
_BEFORE = r"(?<![\w%/#-])(?<!\w[.,])"
_SINGLE = re.compile(_BEFORE + _NUMBER.replace("TAG", "a"), re.IGNORECASE)
_RANGE = re.compile(
    _SINGLE.pattern + r"(?P<joint>\s*(?:-|–|—|\bto\b|\band\b)\s*)" + _NUMBER.replace("TAG", "b"),
    re.IGNORECASE,
)


class Quantity(Noun, frozen=True, kw_only=True):
    """A number or a range of numbers; offsets are of the text it was read from."""

    low: float
    high: float
    start: int
    end: int


def read_quantities(text: str) -> Iterator[Quantity]:
    """The numbers of `text`, left to right.

    "k" may stand apart, "m" and "b" must touch their number. Two numbers joined by a dash or "to"
    (or by "and" after "between") are one range; its first takes over the scale of its second
    ("5-10 million").
    """
    place = 0
    while match := _SINGLE.search(text, place):
        found = _range_at(text, match.start()) or _single(match)
        place = found.end if found else match.end()
        if found:
            yield found


def number(text: str) -> float | None:
    """The number `text` is, or None if it is anything else."""
    found = next(read_quantities(text.strip()), None)
    whole = found and (found.start, found.end) == (0, len(text.strip())) and found.low == found.high
    return found.high if found and whole else None


def _single(match: re.Match[str]) -> Quantity | None:
    value = _value(match, "a")
    if value is None or _is_part_of_word(match):
        return None
    return Quantity(low=value, high=value, start=match.start(), end=match.end())


def _range_at(text: str, start: int) -> Quantity | None:
    match = _RANGE.match(text, start)
    between = text[max(0, start - 12) : start].lower().rstrip().endswith("between")
    if match is None or (match["joint"].strip().lower() == "and" and not between):
        return None
    low, high = _value(match, "a"), _value(match, "b")
    if low is not None and not _scale(match, "a"):
        taken_over = low * _SCALES[_scale(match, "b")]
        low = taken_over if high is not None and taken_over < high else low
    if low is None or high is None or low >= high or _is_part_of_word(match):
        return None
    return Quantity(low=low, high=high, start=match.start(), end=match.end())


def _value(match: re.Match[str], tag: str) -> float | None:
    spelt = match[f"{tag}spelt"]
    if spelt is not None:
        scale = (match[f"{tag}of"] or "").lower()
        if not scale and spelt.lower() not in _SMALL:
            return None  # "a" alone is an article
        return _WORDS[spelt.lower()] * _SCALES[scale]
    digits = re.sub(r"['’_ \u00a0\u2009\u202f]", "", match[f"{tag}digits"])
    comma = re.fullmatch(r"\d+,\d{1,2}", digits)
    digits = digits.replace(",", "." if comma else "")
    return float(digits) * _SCALES[_scale(match, tag)]


def _scale(match: re.Match[str], tag: str) -> str:
    if match[f"{tag}spelt"] is not None:
        return (match[f"{tag}of"] or "").lower()
    return (match[f"{tag}short"] or match[f"{tag}long"] or "").lower()


def _is_part_of_word(match: re.Match[str]) -> bool:
    """True for "3rd", "2FA" and "2.0.1"; "300ms" is a number with its unit."""
    tail = _TAIL.match(match.string, match.end())
    return tail is not None and tail[0].lower() not in lexicon("unit")


_TAIL = re.compile(r"[^\W\d_]+|\.\d|_|-[^\W\d]|-\d+-\d")
