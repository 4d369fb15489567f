"""English plurals as the package `inflection` makes them, which Sequelize and Lucid use."""

from __future__ import annotations

import re

_SAME = frozenset(
    ("equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "deer",
     "news", "media", "metadata", "data", "furniture", "feedback", "software", "hardware",
     "music", "advice", "aircraft", "police", "staff", "info")
)  # fmt: skip
_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children",
              "tooth": "teeth", "foot": "feet", "goose": "geese", "mouse": "mice",
              "datum": "data", "ox": "oxen"}  # fmt: skip
_ALREADY = re.compile(r"(?:people|men|children|[^aius]s|ies|sses|xes|ches|shes)$")
_RULES = (
    (re.compile(r"(quiz)$"), r"\1zes"),
    (re.compile(r"(matr|append|vert|ind)(?:ix|ex)$"), r"\1ices"),
    (re.compile(r"(x|ch|ss|sh)$"), r"\1es"),
    (re.compile(r"([^aeiouy]|qu)y$"), r"\1ies"),
    (re.compile(r"([lr])f$"), r"\1ves"),
    (re.compile(r"([^f])fe$"), r"\1ves"),
    (re.compile(r"(analy|ba|diagno|parenthe|synop|the|empha|cri|ne)sis$"), r"\1ses"),
    (re.compile(r"([ti])um$"), r"\1a"),
    (re.compile(r"(buffal|tomat|potat|her|ech)o$"), r"\1oes"),
    (re.compile(r"(bus|alias|status|campus|virus|bonus|census|us)$"), r"\1es"),
    (re.compile(r"(ax|cri|test)is$"), r"\1es"),
    (re.compile(r"s$"), "s"),
    (re.compile(r"$"), "s"),
)


def plural(word: str) -> str:
    """Many of the last part of a word; its case is kept.

    >>> plural("OrderItem"), plural("category"), plural("mediaProgress"), plural("Person")
    ('OrderItems', 'categories', 'mediaProgresses', 'People')
    >>> plural("users"), plural("series"), plural("order_status")
    ('users', 'series', 'order_statuses')
    """
    found = re.match(r"(.*?)([A-Za-z][a-z]*)$", word, re.DOTALL)
    if found is None:
        return word
    before, last = found[1], found[2]
    lower = last.lower()
    if lower in _SAME or _ALREADY.search(lower):
        return word
    many = _IRREGULAR.get(lower) or next(
        rule.sub(by, lower, count=1) for rule, by in _RULES if rule.search(lower)
    )
    return before + (many.capitalize() if last[0].isupper() else many)
