"""Drogon: routes of controllers, by its macros, and handlers registered by hand.

Recognises: `ADD_METHOD_TO(Api::get, "/x/{1}", Get, Post)`, `METHOD_ADD(Api::get, "/{id}", Get)`
below the class's name with its namespaces, `PATH_ADD("/x", Get)`, `WS_PATH_ADD`,
`app().registerHandler("/x/{id}", handler, {Get})`.
Versions seen: Drogon 1.x.
Not recognised: regular expressions as paths (`ADD_METHOD_VIA_REGEX`).
Documentation: https://github.com/drogonframework/drogon/wiki/ENG-04-0-Controller-Introduction
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Found, arguments, is_aside, said, served

_MACRO = re.compile(r"\b(ADD_METHOD_TO|METHOD_ADD|PATH_ADD|WS_PATH_ADD|registerHandler)\s*(\()")
_METHOD = re.compile(r"\b(?:HttpMethod::|drogon::)*(Get|Post|Put|Patch|Delete|Head|Options)\b")
_CLASS = re.compile(r"\bclass\s+(?:\w+\s+)?(\w+)[^;{]*:[^;{]*\{")
_NAMESPACE = re.compile(r"\bnamespace\s+([\w:]+)\s*\{")
_PLACE = re.compile(r"\{(?:(\d+)|(\w+)?(?::[^}]*)?)\}")


@detector(language="cpp", anchors=("ADD_METHOD_TO", "METHOD_ADD", "PATH_ADD", "registerHandler"))
def drogon(match: Match) -> Iterator[Fact]:
    """The routes of a file's controllers."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "cpp")
        yield from served(text, "drogon", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    for each in text.find(_MACRO):
        given = arguments(text, each.start(2))
        number = 1 if "METHOD" in each.group(1) else 0
        path = said(given, number)
        if path is None or text.code[: each.start()].rstrip(" \t").endswith("#define"):
            continue
        rest = given[-1:] if each.group(1) == "registerHandler" else given[number + 1 :]
        methods = tuple(found.upper() for found in _METHOD.findall(" ".join(rest)))
        prefix = _owner(text, each.start()) if each.group(1) == "METHOD_ADD" else ""
        handler = given[0].lstrip("&") if number else ""
        default = ("GET",) if each.group(1) == "WS_PATH_ADD" else ("ANY",)
        yield Found(each.start(), methods or default, below(prefix, _path(path)), handler)


def _path(path: str) -> str:
    """`{1}` is the first argument; queries that the path maps are none of it."""
    count = iter(range(1, 100))
    whole = _PLACE.sub(lambda found: f"{{{found[2] or f'param{found[1] or next(count)}'}}}", path)
    return whole.partition("?")[0]


def _owner(text: Plain, at: int) -> str:
    """`api::v1::User` is /api/v1/User."""
    around = [
        found.group(1).replace("::", "/")
        for pattern in (_NAMESPACE, _CLASS)
        for found in text.find(pattern)
        if found.end() <= at < text.close(found.end() - 1)
    ]
    return below(*around)
