"""The names GORM derives: snake case with known initialisms, and English plurals.

After `schema/naming.go` of GORM and the rules of its inflection package
(https://pkg.go.dev/gorm.io/gorm/schema#NamingStrategy, https://pkg.go.dev/github.com/jinzhu/inflection).
"""

from __future__ import annotations

import re
from functools import cache, partial

_INITIALISMS = (
    "API", "ASCII", "CPU", "CSS", "DNS", "EOF", "GUID", "HTML", "HTTP", "HTTPS", "ID", "IP",
    "JSON", "LHS", "QPS", "RAM", "RHS", "RPC", "SLA", "SMTP", "SSH", "TLS", "TTL", "UID", "UI",
    "UUID", "URI", "URL", "UTF8", "VM", "XML", "XSRF", "XSS",
)  # fmt: skip
_REPLACED = re.compile("|".join(_INITIALISMS))

_UNCOUNTABLE = frozenset(
    ("equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "jeans",
     "police", "milk", "salt", "time", "water", "paper", "food", "art", "cash", "music", "help",
     "luck", "oil", "progress", "rain", "research", "shopping", "software", "traffic")
)  # fmt: skip
_IRREGULAR = (
    ("person", "people"), ("man", "men"), ("child", "children"), ("sex", "sexes"),
    ("move", "moves"), ("ombie", "ombies"), ("goose", "geese"), ("foot", "feet"),
    ("moose", "moose"), ("tooth", "teeth"), ("leaf", "leaves"), ("chassis", "chassis"),
)  # fmt: skip
#: Tried from the last to the first.
_PLURALS = (
    (r"([a-z])$", r"\1s"),
    (r"s$", "s"),
    (r"^(ax|test)is$", r"\1es"),
    (r"(octop|vir)us$", r"\1i"),
    (r"(octop|vir)i$", r"\1i"),
    (r"(alias|status|campus)$", r"\1es"),
    (r"(bu)s$", r"\1ses"),
    (r"(buffal|tomat)o$", r"\1oes"),
    (r"([ti])um$", r"\1a"),
    (r"([ti])a$", r"\1a"),
    (r"sis$", "ses"),
    (r"(?:([^f])fe|([lr])f)$", r"\1\2ves"),
    (r"(hive)$", r"\1s"),
    (r"([^aeiouy]|qu)y$", r"\1ies"),
    (r"(x|ch|ss|sh)$", r"\1es"),
    (r"(matr|vert|ind)(?:ix|ex)$", r"\1ices"),
    (r"^(m|l)ouse$", r"\1ice"),
    (r"^(m|l)ice$", r"\1ice"),
    (r"^(ox)$", r"\1en"),
    (r"^(oxen)$", r"\1"),
    (r"(quiz)$", r"\1zes"),
    (r"(drive)$", r"\1s"),
)


def _upper(letter: str) -> bool:
    return "A" <= letter <= "Z"


@cache
def column_name(name: str) -> str:
    """The column of a field.

    >>> column_name("UserID"), column_name("APIKeyURL"), column_name("OAuth2Token")
    ('user_id', 'api_key_url', 'o_auth2_token')
    """
    value = _REPLACED.sub(lambda found: found[0].capitalize(), name)
    written: list[str] = []
    for at, letter in enumerate(value):
        before, after = value[at - 1 : at], value[at + 1 : at + 2]
        run = at > 0 and _upper(before)
        if _upper(letter) and at and _starts_word(before, after, run=run):
            written.append("_")
        written.append(letter.lower() if _upper(letter) else letter)
    return "".join(written)


def _starts_word(before: str, after: str, *, run: bool) -> bool:
    """Whether an upper-case letter begins a word; `run` when another one stands before it."""
    if not after:
        return not run
    if run and (_upper(after) or after.isdigit()):
        return False
    return before != "_" and after != "_"


@cache
def plural(word: str) -> str:
    """The plural of an English word in snake case.

    >>> plural("category"), plural("order_status"), plural("person"), plural("equipment")
    ('categories', 'order_statuses', 'people', 'equipment')
    """
    if word in _UNCOUNTABLE:
        return word
    for singular, several in _IRREGULAR:
        if word.endswith(singular):
            return word.removesuffix(singular) + several
    for pattern, written in reversed(_PLURALS):
        if re.search(pattern, word, re.IGNORECASE):
            return re.sub(pattern, partial(_expand, written), word, flags=re.IGNORECASE)
    return word


def _expand(written: str, found: re.Match[str]) -> str:
    return re.sub(r"\\(\d)", lambda group: found[int(group[1])] or "", written)


def table_name(struct: str) -> str:
    """The table of a struct.

    >>> table_name("OrderItem"), table_name("UserAPIKey")
    ('order_items', 'user_api_keys')
    """
    return plural(column_name(struct))


def join_table_name(written: str) -> str:
    """The table of a `many2many` tag: as it is in lower case, else derived like a struct's."""
    return written if written == written.lower() else table_name(written)
