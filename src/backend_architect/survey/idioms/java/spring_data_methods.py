"""What the name of a Spring Data method asks for: `findTop3ByNameAndAgeGreaterThanOrderByIdDesc`.

(https://docs.spring.io/spring-data/jpa/reference/repositories/query-keywords-reference.html)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from backend_architect.model.data import QueryVerb

_SUBJECTS: dict[str, QueryVerb] = {
    "find": "select", "read": "select", "get": "select", "query": "select", "search": "select",
    "stream": "select", "count": "select", "exists": "select", "delete": "delete",
    "remove": "delete",
}  # fmt: skip
_NAME = re.compile(
    rf"(?P<verb>{'|'.join(_SUBJECTS)})(?P<subject>(?:[A-Z]\w*?)??)By(?P<rest>[A-Z]\w*)\Z"
)
_ALL = re.compile(r"(?P<verb>find|read|get|stream)(?P<subject>All)?OrderBy(?P<sorts>[A-Z]\w*)\Z")
_KEYWORDS = (
    "IsNotNull", "NotNull", "IsNull", "Null", "GreaterThanEqual", "GreaterThan", "LessThanEqual",
    "LessThan", "Between", "IsBetween", "IsBefore", "Before", "IsAfter", "After", "NotLike",
    "IsLike", "Like", "IsStartingWith", "StartingWith", "StartsWith", "IsEndingWith",
    "EndingWith", "EndsWith", "NotContaining", "NotContains", "IsContaining", "Containing",
    "Contains", "NotIn", "IsNotIn", "IsIn", "In", "IsTrue", "True", "IsFalse", "False",
    "IsNotEmpty", "IsEmpty", "NotEmpty", "Empty", "IsNot", "Not", "Is", "Equals", "Exists",
    "MatchesRegex", "Matches", "Regex",
)  # fmt: skip
_CASE = re.compile(r"(?:AllIgnoreCase|AllIgnoringCase|IgnoreCase|IgnoringCase)")
_SORT = re.compile(r"(?P<name>[A-Z]\w*?)(?P<way>Asc|Desc)(?=[A-Z]|\Z)|(?P<last>[A-Z]\w*)\Z")


class Derived(NamedTuple):
    """What a method's name says. Properties are those of the entity, "customer.id" as
    "customerId"."""

    verb: QueryVerb
    filters: tuple[str, ...]
    sorts: tuple[str, ...]
    limited: bool
    single: bool


def derived(name: str) -> Derived | None:
    """What a method's name asks for, None for a name that is not derived.

    >>> derived("findByEmailIgnoreCaseAndActiveTrueOrderByCreatedAtDesc").filters
    ('email', 'active')
    """
    everything = _ALL.match(name)
    if everything is not None:
        return Derived("select", (), _sorts(everything["sorts"]), limited=False, single=False)
    found = _NAME.match(name)
    if found is None:
        return None
    conditions, _, order = found["rest"].partition("OrderBy")
    subject = found["subject"]
    first = re.search(r"(?:First|Top)(\d*)", subject)
    counted = found["verb"] in ("count", "exists")
    return Derived(
        _SUBJECTS[found["verb"]],
        tuple(dict.fromkeys(_property(part) for part in _parts(conditions))),
        _sorts(order),
        limited=bool(first) or counted,
        single=(first is not None and first[1] in ("", "1")),
    )


def _parts(conditions: str) -> list[str]:
    """The conditions between `And` and `Or`; both are no words inside a property."""
    plain = _CASE.sub("", conditions)
    return [part for part in re.split(r"(?<=[a-z0-9])(?:And|Or)(?=[A-Z])", plain) if part]


def _property(part: str) -> str:
    for keyword in _KEYWORDS:
        if part.endswith(keyword) and part != keyword:
            part = part.removesuffix(keyword)
            break
    joined = part.replace("_", "")
    return joined[:1].lower() + joined[1:]


def _sorts(order: str) -> tuple[str, ...]:
    found = []
    for match in _SORT.finditer(order):
        name = match["name"] or match["last"]
        property_ = name[:1].lower() + name[1:]
        found.append(f"-{property_}" if match["way"] == "Desc" else property_)
    return tuple(found)
