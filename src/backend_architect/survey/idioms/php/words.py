"""English nouns as Laravel and Doctrine inflect them: one and many, snake case.

The rules are those of doctrine/inflector (https://www.doctrine-project.org/projects/inflector.html),
as far as names of resources and tables need them.
"""

from __future__ import annotations

import re

_SAME = frozenset(
    ("audio", "bison", "cattle", "chassis", "data", "deer", "education", "emoji", "equipment",
     "evidence", "feedback", "fish", "furniture", "gold", "hardware", "information", "jedi", "kin",
     "knowledge", "love", "metadata", "money", "moose", "news", "nutrition", "offspring",
     "plankton", "pokemon", "police", "rain", "recommended", "related", "rice", "series", "sheep",
     "software",
     "species", "swine", "traffic", "wheat", "staff", "stuff", "media", "sms", "jeans", "homework")
)  # fmt: skip
_IRREGULAR = {
    "child": "children", "person": "people", "man": "men", "woman": "women", "tooth": "teeth",
    "foot": "feet", "goose": "geese", "mouse": "mice", "ox": "oxen", "criterion": "criteria",
    "axis": "axes", "analysis": "analyses", "basis": "bases", "crisis": "crises",
    "diagnosis": "diagnoses", "hero": "heroes", "potato": "potatoes", "tomato": "tomatoes",
    "echo": "echoes", "cookie": "cookies", "movie": "movies", "leaf": "leaves", "thief": "thieves",
    "move": "moves", "sex": "sexes", "zombie": "zombies", "genus": "genera", "cafe": "cafes",
    "octopus": "octopuses", "virus": "viri", "quiz": "quizzes", "phenomenon": "phenomena",
    "tie": "ties", "pie": "pies", "die": "dice", "taxon": "taxa", "knife": "knives",
    "life": "lives", "wife": "wives", "shelf": "shelves", "half": "halves", "self": "selves",
    "wolf": "wolves", "cache": "caches", "curve": "curves", "cactus": "cacti", "niche": "niches",
    "abuse": "abuses", "use": "uses", "calf": "calves", "loaf": "loaves",
}  # fmt: skip
_BACK = {many: one for one, many in _IRREGULAR.items()}
_PLURAL = (
    (r"(alias|status|bus|campus|bonus|census|lens|gas|plus|corpus|virus|atlas|canvas)$", r"\1es"),
    (r"(matr|vert|ind)(?:ix|ex)$", r"\1ices"),
    (r"(x|ch|ss|sh|z)$", r"\1es"),
    (r"([^aeiouy]|qu)y$", r"\1ies"),
    (r"sis$", "ses"),
    (r"([ti])um$", r"\1a"),
    (r"s$", "s"),
    (r"$", "s"),
)
_SINGULAR = (
    (r"(alias|status|bus|campus|bonus|census|lens|gas|plus|corpus|atlas|canvas)(?:es)?$", r"\1"),
    (r"(matr)ices$", r"\1ix"),
    (r"(vert|ind)ices$", r"\1ex"),
    (r"(x|ch|ss|sh|z)es$", r"\1"),
    (r"([^aeiouy]|qu)ies$", r"\1y"),
    (r"([ti])a$", r"\1um"),
    (r"(ss|us|is)$", r"\1"),
    (r"s$", ""),
)
_HUMP = re.compile(r"(.)(?=[A-Z])")


def plural(word: str) -> str:
    """Many of the (last part of a) word."""
    return _inflected(word, _IRREGULAR, _PLURAL)


def singular(word: str) -> str:
    """One of the (last part of a) word."""
    return _inflected(word, _BACK, _SINGULAR)


def _inflected(word: str, known: dict[str, str], rules: tuple[tuple[str, str], ...]) -> str:
    found = re.match(r"(.*?)([A-Za-z][a-z]*)$", word)
    if found is None:
        return word
    before, last = found[1], found[2]
    lower = last.lower()
    if lower in _SAME:
        return word
    if lower in known:
        changed = known[lower]
    else:
        fitting = (re.sub(r, by, lower, count=1) for r, by in rules if re.search(r, lower))
        changed = next(fitting, lower)
    return before + (changed.capitalize() if last[0].isupper() else changed)


def snake(name: str) -> str:
    """`BlogPost` is "blog_post"; each capital begins a word, as in Laravel's `Str::snake`."""
    return _HUMP.sub(r"\1_", name).lower()
