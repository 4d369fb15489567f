"""go-zero's API descriptions: `.api` files, of which its servers are generated.

Recognises: `service x { @handler h  get /users/:id (Req) returns (Resp) }` below the `@server`
block before it, with its `prefix`, `jwt` and `middleware`; `@doc` blocks are skipped.
Versions seen: syntax v1, goctl 1.3 to 1.8.
Not recognised: `import` of other descriptions needs no following: they are read themselves.
Documentation: https://go-zero.dev/docs/tasks/dsl/api
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard, Literally, Route, Router
from backend_architect.survey.idioms.guard_roles import role_of

APP = "server"
_SERVER = re.compile(r"@server\s*\(")
_SETTING = re.compile(r"(\w+)\s*:\s*(.+)")
_ROUTE = re.compile(
    r"(get|post|put|patch|delete|head|options)\s+(/[^\s(]*)(?:\s*\((\S*?)\))?(?:\s*returns\s*\((\S*?)\))?"
)
_HANDLER = re.compile(r"@handler\s+(\w+)|handler\s*:\s*(\w+)")
_PARAMETER = re.compile(r":(\w+)")


@detector(paths=("*.api",))
def go_zero_api(match: Match) -> Iterator[Fact]:
    """One route for each line with a method and a path inside a service."""
    settings: dict[str, str] = {}
    block, handler = "", ""
    for number, written in enumerate(match.source.text.splitlines(), 1):
        line = written.partition("//")[0].strip()
        if _SERVER.match(line):
            block, settings = "server", {}
        elif line.startswith("service "):
            block = "service"
            lines = (number, number)
            yield Router(lines=lines, name=APP, framework="go-zero", root=True)
        elif block == "server":
            found = _SETTING.match(line)
            settings.update({found[1]: found[2].strip('" ')} if found else {})
            block = "" if line == ")" else block
        elif block == "service":
            named = _HANDLER.search(line)
            handler = (named[1] or named[2]) if named else handler
            route = _ROUTE.match(line)
            if route is not None:
                yield _route(number, route, handler, settings)
            if line == "}":
                block, settings = "", {}


def _route(number: int, route: re.Match[str], handler: str, settings: dict[str, str]) -> Route:
    prefix = "/".join(("", settings.get("prefix", "").strip("/"))).rstrip("/")
    return Route(
        lines=(number, number),
        router=APP,
        methods=(route[1].upper(),),
        path=Literally(text=_PARAMETER.sub(r"{\1}", prefix + route[2])),
        handler=handler,
        framework="go-zero",
        guards=tuple(_guards(settings)),
        body=route[3] or "",
        returns=route[4] or "",
    )


def _guards(settings: dict[str, str]) -> Iterator[Guard]:
    if settings.get("jwt"):
        yield Guard(name="jwt", role="authentication")
    for name in re.findall(r"\w+", settings.get("middleware", "")):
        yield Guard(name=name, role=role_of(name))
