"""C++: routes of cpp-httplib, Pistache, oat++, RESTinio, Mongoose and served.

Recognises: `server.Get("/x", ...)` (cpp-httplib), `Routes::Get(router, "/x/:id", ...)` and
`router.get("/x", ...)` (Pistache), `ENDPOINT("GET", "/x/{id}", name, ...)` and `ENDPOINT_ASYNC`
(oat++), `router->http_get("/x/:id", ...)` (RESTinio), `svr.Options`, `mux.handle("/x").get(...)`.
Versions seen: cpp-httplib 0.10 to 0.18, Pistache 0.x, oat++ 1.x, RESTinio 0.6 and 0.7.
Not recognised: paths that are expressions; descriptions of Pistache's `Rest::Description`.
Documentation: https://github.com/yhirose/cpp-httplib, https://pistacheio.github.io/pistache/,
https://oatpp.io/docs/components/api-controller/, https://stiffstream.com/en/docs/restinio/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import Found, is_aside, served

_VERB = "Get|Post|Put|Patch|Delete|Options"
_STRING = r"((?:R\"\((?:[^)]|\)(?!\"))*\)\"|\"[^\"\n]*\"))"
#: What a file must hold, and a route's method and path there.
_WAYS = (
    ("httplib", "cpp-httplib",
     re.compile(rf"\b\w+\s*(?:\.|->)\s*({_VERB})\s*\(\s*{_STRING}\s*,")),
    ("istache", "pistache",
     re.compile(rf"\bRoutes::({_VERB})\s*\(\s*[^,\"]+,\s*{_STRING}\s*,")),
    ("oatpp", "oatpp",
     re.compile(rf"\bENDPOINT(?:_ASYNC)?\s*\(\s*\"([A-Z]+)\"\s*,\s*{_STRING}\s*,")),
    ("restinio", "restinio",
     re.compile(rf"\bhttp_(get|post|put|patch|delete|head)\s*\(\s*{_STRING}\s*,")),
)  # fmt: skip
_CLIENT = re.compile(r"\bhttplib::(?:SSL)?Client\b(?!\w)")
_GROUP = re.compile(r"\(([\\\w+.*\[\]^/-]*)\)")


@detector(language="cpp", anchors=("httplib", "istache", "oatpp", "restinio"))
def cpp_routes(match: Match) -> Iterator[Fact]:
    """The routes a file registers."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "cpp")
    for needed, framework, pattern in _WAYS:
        if needed in text.code:
            yield from served(text, framework, _routes(text, pattern, framework))


def _routes(text: Plain, pattern: re.Pattern[str], framework: str) -> Iterator[Found]:
    if framework == "cpp-httplib" and "Server" not in text.code and _CLIENT.search(text.code):
        return
    for each in text.find(pattern):
        written = each.group(2)
        path = written[3:-2] if written.startswith("R") else literal(written) or ""
        if path.startswith("/") and "://" not in path:
            yield Found(each.start(), (each.group(1).upper(),), below(_plain(path)))


def _plain(path: str) -> str:
    """Groups of a regular expression are parameters."""
    count = iter(range(1, 100))
    return colon(_GROUP.sub(lambda _: f"{{param{next(count)}}}", path))
