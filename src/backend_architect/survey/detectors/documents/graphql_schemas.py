"""GraphQL schemas: the fields of queries, mutations and subscriptions.

Recognises: `type Query { ... }` and `extend type Query { ... }` in files of schema language, and
the types that `schema { query: X }` names instead; a field is `POST /graphql#Query.name`, since all
of them are asked for at one address.
Versions seen: GraphQL of June 2018 and October 2021, Apollo Federation 2.
Not recognised: schemas in texts of programs, and the address where code says another.
Documentation: https://spec.graphql.org/October2021/#sec-Schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact

_NOISE = re.compile(r'""".*?(?:"""|\Z)|"(?:[^"\\\n]|\\.)*"|#[^\n]*', re.DOTALL)
_TYPE = re.compile(r"\b(?:extend\s+)?type\s+(\w+)[^{}]{0,2000}\{")
_SCHEMA = re.compile(r"\bschema\b[^{}]{0,2000}\{([^{}]*)\}")
_MARK = re.compile(r"[(){}\[\]:]|@?\w+")
_ROOTS = {"query": "Query", "mutation": "Mutation", "subscription": "Subscription"}


@detector(paths=("*.graphql", "*.graphqls", "*.gql"))
def graphql_schemas(match: Match) -> Iterator[Fact]:
    """One described operation for each field of a root type."""
    text = _NOISE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), match.source.text)
    said = _SCHEMA.search(text)
    named = dict(re.findall(r"(\w+)\s*:\s*(\w+)", said[1])) if said else {}
    roots = {named.get(key, word): word for key, word in _ROOTS.items()}
    for found in _TYPE.finditer(text):
        root = roots.get(found[1])
        for name, place in _fields(text, found.end()) if root else ():
            line = text.count("\n", 0, place) + 1
            yield Described(
                lines=(line, line),
                document="graphql",
                method="POST",
                path=f"/graphql#{root}.{name}",
                name=f"{root}.{name}",
            )


def _fields(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The names of a type's fields with their places: names before a colon or arguments, outside
    of all brackets."""
    depth, before, place = 0, "", start
    for mark in _MARK.finditer(text, start):
        if mark[0] == "}" and not depth:
            return
        if not depth and mark[0] in (":", "(") and before and not before.startswith("@"):
            yield from (
                ((before, place),) if mark[0] == ":" or _colon_follows(text, mark.end()) else ()
            )
            before = ""
        depth += (mark[0] in "([{") - (mark[0] in ")]}")
        if not depth and mark[0] not in ")]}:":
            before, place = mark[0], mark.start()
        elif mark[0] in "([{":
            before = ""


def _colon_follows(text: str, start: int) -> bool:
    """Whether brackets that open before `start` are closed and a colon stands behind them."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if not depth:
            return text[place + 1 :].lstrip()[:1] == ":"
    return False
