"""Dart Frog: routes by the places of files.

Recognises: `routes/**.dart` with an `onRequest`, `index.dart`, `[id].dart`, `[...slug].dart`; the
methods it asks for (`HttpMethod.get`), without those it rejects.
Versions seen: Dart Frog 0.3 to 1.x.
Not recognised: routers made by hand in a custom entry point.
Documentation: https://dart-frog.dev/basics/routes/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Found, served

_PLACE = re.compile(r"(?:^|/)routes/(.+)\.dart\Z")
_REQUEST = re.compile(r"\bonRequest\s*\(")
_CASES = re.compile(
    r"((?:\bcase\s+HttpMethod\.\w+(?:\s*\|\|\s*HttpMethod\.\w+)*\s*:\s*)+|"
    r"(?:(?:\|\|\s*)?HttpMethod\.\w+\s*)+=>)(.*?)(?=\bcase\b|\bdefault\b|HttpMethod\.|\Z)",
    re.DOTALL)  # fmt: skip
_METHOD = re.compile(r"\bHttpMethod\.(get|post|put|patch|delete|head|options)\b")
_REJECTED = re.compile(r"methodNotAllowed|\b405\b|MethodNotAllowed")


@detector(language="dart", anchors=("onRequest",))
def dart_frog(match: Match) -> Iterator[Fact]:
    """The one route of a file."""
    place = _PLACE.search(match.source.path)
    text = plain(match.source.text, "dart")
    request = next(text.find(_REQUEST), None)
    if place is not None and request is not None and not place.group(1).startswith("_"):
        path = re.sub(r"(?:^|/)index\Z", "", place.group(1))
        path = re.sub(r"\[(?:\.\.\.)?(\w+)\]", r"{\1}", path)
        route = Found(request.start(), _methods(text), below(path), "onRequest")
        yield from served(text, "dart_frog", [route])


def _methods(text: Plain) -> tuple[str, ...]:
    """The methods that are asked for; any where none is. A socket begins with GET."""
    if "webSocketHandler" in text.code:
        return ("GET",)
    rejected = {
        method
        for each in _CASES.finditer(text.code)
        if _REJECTED.search(each.group(2))
        for method in _METHOD.findall(each.group(1))
    }
    asked = (method for method in _METHOD.findall(text.code) if method not in rejected)
    return tuple(dict.fromkeys(method.upper() for method in asked)) or ("ANY",)
