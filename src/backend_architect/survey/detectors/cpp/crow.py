"""Crow: routes of C++ programs.

Recognises: `CROW_ROUTE(app, "/x/<int>")` with `.methods("POST"_method, HTTPMethod::Put)`,
`CROW_BP_ROUTE` with the blueprint's prefix where it is made in the same file, blueprints registered
on one another, `CROW_WEBSOCKET_ROUTE`, `app.route_dynamic("/x")`.
Versions seen: Crow 0.1 to 1.2.
Not recognised: blueprints made in another file.
Documentation: https://crowcpp.org/master/guides/routes/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below, typed
from backend_architect.survey.idioms.plain.tables import Found, arguments, is_aside, said, served

_ROUTE = re.compile(r"\b(CROW_ROUTE|CROW_BP_ROUTE|CROW_WEBSOCKET_ROUTE|BLUEPRINT_ROUTE)\s*(\()")
_DYNAMIC = re.compile(r"\broute_dynamic\s*(\()")
_METHODS = re.compile(r"\s*\.\s*methods\s*\(([^()]*)\)")
_METHOD = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b", re.IGNORECASE)
_BLUEPRINT = re.compile(r"\bBlueprint\s+(\w+)\s*[({]\s*(\"[^\"\n]*\")")
_NESTED = re.compile(r"\b(\w+)\.register_blueprint\s*\(\s*(\w+)\s*\)")


@detector(language="cpp", anchors=("CROW_ROUTE", "CROW_BP_ROUTE", "CROW_WEBSOCKET_ROUTE",
                                   "route_dynamic"))  # fmt: skip
def crow(match: Match) -> Iterator[Fact]:
    """The routes a file registers."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "cpp")
        yield from served(text, "crow", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    prefixes = _prefixes(text)
    for each in text.find(_ROUTE):
        given = arguments(text, each.start(2))
        path = said(given, 1)
        if path is not None and "define" not in _line(text, each.start()):
            prefix = prefixes.get(given[0], "") if "ROUTE" in each.group(1) else ""
            methods = _methods(text, text.close(each.start(2)) + 1)
            yield Found(each.start(), methods, below(prefix, typed(path)))
    for each in text.find(_DYNAMIC):
        path = said(arguments(text, each.start(1)), 0)
        if path is not None:
            methods = _methods(text, text.close(each.start(1)) + 1)
            yield Found(each.start(), methods, below(typed(path)))


def _line(text: Plain, at: int) -> str:
    return text.code[text.code.rfind("\n", 0, at) + 1 : at]


def _prefixes(text: Plain) -> dict[str, str]:
    own = {each.group(1): literal(each.group(2)) or "" for each in text.find(_BLUEPRINT)}
    for each in text.find(_NESTED):
        above = own.get(each.group(1))
        if above is not None and each.group(2) in own:
            own[each.group(2)] = below(above, own[each.group(2)])
    return own


def _methods(text: Plain, at: int) -> tuple[str, ...]:
    found = _METHODS.match(text.code, at)
    named = _METHOD.findall(found.group(1)) if found else []
    return tuple(dict.fromkeys(each.upper() for each in named)) or ("GET",)
