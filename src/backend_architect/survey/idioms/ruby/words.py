"""English nouns as Rails inflects them: one and many, classes and paths.

The rules are those of ActiveSupport::Inflector
(https://api.rubyonrails.org/classes/ActiveSupport/Inflector.html).
"""

from __future__ import annotations

import re

_SAME = frozenset(
    ("equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "jeans",
     "police", "news", "metadata", "media", "data_media")
)  # fmt: skip
_IRREGULAR = {
    "person": "people", "man": "men", "child": "children", "sex": "sexes", "move": "moves",
    "zombie": "zombies", "human": "humans",
}  # fmt: skip
_BACK = {many: one for one, many in _IRREGULAR.items()}
_PLURAL = tuple(
    (re.compile(rule), by)
    for rule, by in (
        (r"(quiz)$", r"\1zes"), (r"^(oxen)$", r"\1"), (r"^(ox)$", r"\1en"),
        (r"^(m|l)(?:ouse|ice)$", r"\1ice"), (r"(matr|vert|ind)(?:ix|ex)$", r"\1ices"),
        (r"(x|ch|ss|sh)$", r"\1es"), (r"([^aeiouy]|qu)y$", r"\1ies"), (r"(hive)$", r"\1s"),
        (r"([^f])fe$", r"\1ves"), (r"([lr])f$", r"\1ves"), (r"sis$", "ses"), (r"([ti])a$", r"\1a"),
        (r"([ti])um$", r"\1a"), (r"(buffal|tomat)o$", r"\1oes"), (r"(bu)s$", r"\1ses"),
        (r"(alias|status)$", r"\1es"), (r"(octop|vir)(?:us|i)$", r"\1i"),
        (r"^(ax|test)is$", r"\1es"), (r"s$", "s"), (r"$", "s"),
    )
)  # fmt: skip
_SINGULAR = tuple(
    (re.compile(rule), by)
    for rule, by in (
        (r"(database)s$", r"\1"), (r"(quiz)zes$", r"\1"), (r"(matr)ices$", r"\1ix"),
        (r"(vert|ind)ices$", r"\1ex"), (r"^(ox)en", r"\1"), (r"(alias|status)(?:es)?$", r"\1"),
        (r"(octop|vir)(?:us|i)$", r"\1us"), (r"^(a)x[ie]s$", r"\1xis"),
        (r"(cris|test)(?:is|es)$", r"\1is"), (r"(shoe)s$", r"\1"), (r"(o)es$", r"\1"),
        (r"(bus)(?:es)?$", r"\1"), (r"^(m|l)ice$", r"\1ouse"), (r"(x|ch|ss|sh)es$", r"\1"),
        (r"(m)ovies$", r"\1ovie"), (r"(s)eries$", r"\1eries"), (r"([^aeiouy]|qu)ies$", r"\1y"),
        (r"([lr])ves$", r"\1f"), (r"(tive)s$", r"\1"), (r"(hive)s$", r"\1"),
        (r"([^f])ves$", r"\1fe"), (r"(^analy)(?:sis|ses)$", r"\1sis"),
        (r"((a)naly|(b)a|(d)iagno|(p)arenthe|(p)rogno|(s)ynop|(t)he)(?:sis|ses)$", r"\1sis"),
        (r"([ti])a$", r"\1um"), (r"(n)ews$", r"\1ews"), (r"(ss)$", r"\1"), (r"s$", ""),
    )
)  # fmt: skip
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def plural(word: str) -> str:
    """Many of the last part of a word in snake case."""
    return _inflected(word, _IRREGULAR, _PLURAL)


def singular(word: str) -> str:
    """One of the last part of a word in snake case."""
    return _inflected(word, _BACK, _SINGULAR)


def _inflected(
    word: str, known: dict[str, str], rules: tuple[tuple[re.Pattern[str], str], ...]
) -> str:
    before, _, last = word.rpartition("_")
    head = f"{before}_" if before else ""
    if last in _SAME:
        return word
    if last in known:
        return head + known[last]
    fitting = (rule.sub(by, last, count=1) for rule, by in rules if rule.search(last))
    return head + next(fitting, last)


def underscore(name: str) -> str:
    """`ApiKey` is "api_key"."""
    return _HUMP.sub("_", name).lower()


def camelize(name: str) -> str:
    """`api/v1/user_keys` is "Api.V1.UserKeys", written with dots."""
    return ".".join(
        "".join(word[:1].upper() + word[1:] for word in part.split("_"))
        for part in name.split("/")
        if part
    )


def classified(name: str) -> str:
    """The class a plural name stands for: `admin/users` is "Admin.User"."""
    return camelize(singular(name))


def table_of(class_name: str) -> str:
    """The table of a class by its last name: "Api.OrderItem" is "order_items"."""
    return plural(underscore(class_name.rpartition(".")[2]))


def tables_in(class_name: str) -> tuple[str, ...]:
    """The tables of a class whose modules give a prefix: an engine's, or a model around it."""
    *modules, _ = class_name.split(".")
    own = table_of(class_name)
    around = [underscore(module) for module in modules]
    prefixes = ["_".join(around), *around[:1], *around[-1:]] if around else []
    return tuple(dict.fromkeys(f"{prefix}_{own}" for prefix in prefixes))
