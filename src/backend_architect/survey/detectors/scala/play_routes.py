"""Play's route files, for Scala and Java.

Recognises: `conf/routes` and `conf/*.routes`; methods, paths with `:id`, `$id<regex>` and `*path`;
included files and routers (`-> /admin admin.Routes`); parameters of the handler that are no part of
the path. Modifiers (`+ nocsrf`) and comments are passed over.
Versions seen: Play 2.0 to 3.0.
Not recognised: routers that a program makes and sets by itself (`play.http.router`).
Documentation: https://www.playframework.com/documentation/latest/ScalaRouting
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Input, Literally, Mount, Route, Router
from backend_architect.survey.resolve.play import is_routes

_ROUTE = re.compile(
    r"^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(/\S*)\s+@?([\w.$]+)\s*(?:\((.*)\))?\s*(?:#.*)?$"
)
_INCLUDE = re.compile(r"^->\s+(\S+)\s+([\w.]+)")
_PART = re.compile(r":(\w+)|\$(\w+)<(?:[^<>]|<[^<>]*>)*>|\*(\w+)")
_ARGUMENT = re.compile(r"(\w+)\s*(?::\s*([\w.]+(?:\[[^\]]*\])?))?\s*(\?=|=)?")


@detector(paths=("routes", "*.routes"))
def play_routes(match: Match) -> Iterator[Fact]:
    """Say the routes of a file; `conf/routes` is served by itself."""
    path = match.source.path
    if not is_routes(path):
        return
    lines = [line.strip() for line in match.source.text.splitlines()]
    if not any(_ROUTE.match(line) or _INCLUDE.match(line) for line in lines):
        return
    root = path.rpartition("/")[2] == "routes"
    yield Router(lines=(1, 1), name="routes", framework="play", root=root)
    for number, line in enumerate(lines, 1):
        yield from _line(line, number)


def _line(line: str, number: int) -> Iterator[Fact]:
    include = _INCLUDE.match(line)
    found = _ROUTE.match(line)
    if include is not None:
        yield Mount(
            lines=(number, number),
            parent="routes",
            child=Literally(text=include[2]),
            prefix=Literally(text=include[1]),
        )
    elif found is not None:
        path = _PART.sub(lambda part: f"{{{part[1] or part[2] or part[3]}}}", found[2])
        yield Route(
            lines=(number, number),
            router="routes",
            methods=(found[1],),
            path=Literally(text=path),
            handler=found[3],
            framework="play",
            inputs=tuple(_inputs(found[4] or "", path)),
        )


def _inputs(arguments: str, path: str) -> Iterator[Input]:
    """What the handler is given; a fixed value comes from nowhere."""
    for argument in re.split(r",(?![^\[]*\])", arguments):
        found = _ARGUMENT.match(argument.strip())
        if found is None or found[3] == "=" or found[1].lower() in ("request", "req"):
            continue
        name, type = found[1], found[2] or "String"
        optional = found[3] == "?=" or type.startswith(("Option", "java.util.Optional", "List"))
        place = f"{{{name}}}" in path
        yield Input(
            name=name,
            location="path" if place else "query",
            type=type.partition("[")[2].rstrip("]") or type,
            required=place or not optional,
        )
