"""Serverless Framework and SAM: functions that answer requests.

Recognises: `functions.*.events` with `http` and `httpApi`, as an object or as "GET /users"; SAM's
`Events` of type Api and HttpApi, and functions' URLs are left to their own paths; authorizers.
Versions seen: Serverless 1 to 4, SAM 2016-10-31.
Not recognised: functions of other files (`${file(...)}`), custom base paths of domains.
Documentation: https://www.serverless.com/framework/docs/providers/aws/events/apigateway
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard, Literally, Route, Router
from backend_architect.survey.idioms import yaml_lines

if TYPE_CHECKING:
    import yaml

_ROUTER = "(functions)"
_METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"))
_GREEDY = re.compile(r"\{(\w+)\+\}")


@detector(paths=("serverless.yml", "serverless.yaml", "serverless.*.yml", "template.yaml",
                 "template.yml", "sam.yaml", "sam.yml"))  # fmt: skip
def serverless_functions(match: Match) -> Iterator[Fact]:
    """A route for each event of a function."""
    try:
        documents = yaml_lines.documents(match.source.text)
    except yaml_lines.Unreadable:
        return
    said = [fact for document in documents for fact in _functions(document)]
    if said:
        yield Router(lines=match.lines(), name=_ROUTER, framework="serverless", root=True)
    yield from said


def _functions(document: yaml.Node) -> Iterator[Fact]:
    top = yaml_lines.mapping(document)
    for own, function in yaml_lines.mapping(top.get("functions")).items():
        members = yaml_lines.mapping(function)
        handler = yaml_lines.scalar(members.get("handler")) or own
        for event in yaml_lines.elements(members.get("events")):
            for kind in ("http", "httpApi"):
                said = yaml_lines.mapping(event).get(kind)
                if said is not None:
                    yield from _route(said, handler)
    for own, resource in yaml_lines.mapping(top.get("Resources")).items():
        yield from _resource(own, yaml_lines.mapping(resource))


def _resource(own: str, resource: dict[str, yaml.Node]) -> Iterator[Fact]:
    """A function of SAM."""
    if yaml_lines.scalar(resource.get("Type")) != "AWS::Serverless::Function":
        return
    members = yaml_lines.mapping(resource.get("Properties"))
    handler = yaml_lines.scalar(members.get("Handler")) or own
    for event in yaml_lines.mapping(members.get("Events")).values():
        said = yaml_lines.mapping(event)
        if yaml_lines.scalar(said.get("Type")) in ("Api", "HttpApi") and "Properties" in said:
            yield from _route(said["Properties"], handler)


def _route(node: yaml.Node, handler: str) -> Iterator[Fact]:
    members = {key.lower(): value for key, value in yaml_lines.mapping(node).items()}
    words = yaml_lines.scalar(node).split()
    method = yaml_lines.scalar(members.get("method")) or (words[0] if words else "")
    path = yaml_lines.scalar(members.get("path")) or (words[1] if len(words) > 1 else "")
    verb = "ANY" if method.lower() in ("any", "*", "") else method.upper()
    if not (path or words == ["*"]) or (verb != "ANY" and verb not in _METHODS):
        return
    where = "/{proxy}" if path in ("*", "") else "/" + _GREEDY.sub(r"{\1}", path).lstrip("/")
    guards = (Guard(name="authorizer", role="authentication"),) if "authorizer" in members else ()
    lines = node.start_mark.line + 1, node.start_mark.line + 1
    yield Route(lines=lines, router=_ROUTER, methods=(verb,), path=Literally(text=where),
                handler=handler, framework="serverless", guards=guards)  # fmt: skip
