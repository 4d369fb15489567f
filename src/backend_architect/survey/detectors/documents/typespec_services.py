"""TypeSpec: operations with the routes of their interfaces and namespaces.

Recognises: `@route("...")` on namespaces, interfaces and operations, `@get` and its like (a body
makes POST of an operation without one, else it is GET), `@server("...")` as the base.
Versions seen: 0.50 to 1.0.
Not recognised: templates of interfaces (`extends ResourceOperations<T>`), `@autoRoute`.
Documentation: https://typespec.io/docs/libraries/http/operations/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.contracts import joined, path_of

_NOISE = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_MARK = re.compile(
    r'@(?P<word>server|route|get|post|put|patch|delete|head)\b(?:\s*\(\s*"(?P<said>[^"]*)"[^)]*\))?'
    r"|(?P<kind>namespace|interface)\s+(?P<name>[\w.]+)[^{;]{0,500}(?P<opens>[{;])"
    r"|(?P<model>\b(?:model|enum|union|scalar)\b[^{};]{0,500}\{)"
    r"|(?:\bop\s+)?(?P<op>\b\w+)\s*\((?P<inputs>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*:"
    r"|(?P<open>\{)|(?P<close>\})"
)


@detector(paths=("*.tsp",))
def typespec_services(match: Match) -> Iterator[Fact]:
    """One described operation for each that stands in an interface or a namespace."""
    text = _NOISE.sub(_without_comment, match.source.text)
    base, service, route, verb = "", "", "", ""
    blocks: list[str | None] = []  # the route of each block around, None for a model
    whole = ""
    for mark in _MARK.finditer(text):
        if mark["word"] == "server":
            base = path_of(mark["said"] or "").rstrip("/")
        elif mark["word"] == "route":
            route = mark["said"] or ""
        elif mark["word"]:
            verb = mark["word"]
        elif mark["kind"]:
            service = service or mark["name"]
            whole = joined(whole, route) if mark["opens"] == ";" and route else whole
            blocks.extend([route] if mark["opens"] == "{" else [])
            route = verb = ""
        elif mark["model"] or mark["open"]:
            blocks.append(None)
        elif mark["close"]:
            blocks = blocks[:-1]
        elif None not in blocks and (blocks or verb or route):
            line = text.count("\n", 0, mark.start("op")) + 1
            above = joined(whole, "/".join(each or "" for each in blocks))
            method = verb or ("post" if "@body" in mark["inputs"] else "get")
            yield Described(
                lines=(line, line),
                document="typespec",
                method=method.upper(),
                path=re.sub(r"/+", "/", joined(above, route)),
                base=base,
                name=mark["op"],
                service=service,
            )
            route = verb = ""


def _without_comment(found: re.Match[str]) -> str:
    """A text in quotes as it is, blanks instead of a comment."""
    return found[0] if found[0].startswith('"') else re.sub(r"[^\n]", " ", found[0])
