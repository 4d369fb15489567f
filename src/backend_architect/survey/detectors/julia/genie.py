"""Genie and Oxygen: routes of Julia programs.

Recognises: Genie's `route("/x/:id::Int", method = POST) do`; Oxygen's `@get "/x/{id}"` and its
like, `@route ["GET", "POST"] "/x"`, `router("/prefix")` as in `@get api("/x")`, `get("/x") do`;
HTTP.jl's `HTTP.register!(router, "GET", "/x/{id}", handler)`.
Versions seen: Genie 4 and 5, Oxygen 1.x, HTTP.jl 1.x.
Not recognised: paths that are values of variables.
Documentation: https://learn.genieframework.com/framework/genie.jl/docs/routing,
https://oxygenframework.github.io/Oxygen.jl/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Found, arguments, is_aside, said, served

_GENIE = re.compile(r"(?<![\w.@])route(\()\s*\"")
_OXYGEN = re.compile(r"(?:@(get|post|put|patch|delete|stream|websocket)\s+|^(get|post|put|"
                     r"patch|delete)\()(?:(\w+)\(\s*)?(\"[^\"\n]*\")", re.MULTILINE)  # fmt: skip
_LISTED = re.compile(r"@route\s+\[([^\]]*)\]\s+(?:(\w+)\(\s*)?(\"[^\"\n]*\")")
_PREFIX = re.compile(r"\b(\w+)\s*=\s*router\(\s*(\"[^\"\n]*\")")
_REGISTERED = re.compile(r"\bHTTP\.register!(\()")
_METHOD = re.compile(r"\bmethod\s*=\s*(?:Router\.|Genie\.)?\"?([A-Z]+)")
_COLON = re.compile(r":(\w+)(?:::\w+)?(?:#[^/]*)?")
_TYPED = re.compile(r"\{(\w+):[^}]*\}")


@detector(language="julia", anchors=("route", "@get", "@post", "@put", "@delete", "@patch",
                                     "register!", "Oxygen"))  # fmt: skip
def genie(match: Match) -> Iterator[Fact]:
    """The routes of a file."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "julia")
    yield from served(text, "oxygen" if "xygen" in text.code else "genie", _routes(text))


def _path(path: str) -> str:
    return _TYPED.sub(r"{\1}", _COLON.sub(r"{\1}", path)) if "{" not in path else _TYPED.sub(
        r"{\1}", path)  # fmt: skip


def _routes(text: Plain) -> Iterator[Found]:
    yield from _genie(text)
    prefixes = {each.group(1): literal(each.group(2)) or "" for each in text.find(_PREFIX)}
    for each in text.find(_OXYGEN):
        verb, path = each.group(1) or each.group(2), _path(literal(each.group(4)) or "")
        method = "GET" if verb in ("stream", "websocket") else verb.upper()
        if path.startswith("/") and (each.group(1) or "Oxygen" in text.code):
            whole = below(prefixes.get(each.group(3) or "", ""), path)
            yield Found(each.start(), (method,), whole)
    for each in text.find(_LISTED):
        methods = tuple(re.findall(r"[A-Z]+", each.group(1)))
        prefix = prefixes.get(each.group(2) or "", "")
        yield Found(each.start(), methods, below(prefix, _path(literal(each.group(3)) or "")))


def _genie(text: Plain) -> Iterator[Found]:
    for each in text.find(_GENIE):
        given = arguments(text, each.start(1))
        path = said([given[0].partition(";")[0]], 0)
        named = _METHOD.search(" ".join(given))
        if path is not None and path.startswith("/"):
            handler = given[1] if len(given) > 1 and "=" not in given[1] else ""
            method = named.group(1) if named else "GET"
            yield Found(each.start(), (method,), below(_path(path)), handler)
    for each in text.find(_REGISTERED):
        given = arguments(text, each.start(1))
        path = said(given, 2)
        if path is not None and len(given) == 4:
            yield Found(each.start(), (said(given, 1) or "ANY",), below(_path(path)), given[3])
