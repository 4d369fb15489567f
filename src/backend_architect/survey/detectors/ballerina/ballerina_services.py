"""Ballerina: resources of HTTP services.

Recognises: `service /base on listener { resource function get orders/[int id]() }`, `default` as
any method, `.` as the base path itself, rest parameters.
Versions seen: Ballerina Swan Lake.
Not recognised: services attached by code, GraphQL services.
Documentation: https://ballerina.io/learn/by-example/http-service-resource/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import VERBS, Found, is_aside, served

_SERVICE = re.compile(r"\bservice\s+(?:[\w:]+\s+)?(/[\w/.\\-]*|\"[^\"]*\"|)\s*on\s[^{]*(\{)")
_RESOURCE = re.compile(r"\bresource\s+function\s+(get|post|put|patch|delete|head|options|default)"
                       r"\s+([^\s(]+(?:\s[^\s(]+)*?)\s*\(")  # fmt: skip
_PARAMETER = re.compile(r"\[[^\]]*?(\w+)\]")


@detector(language="ballerina", anchors=("resource function",))
def ballerina_services(match: Match) -> Iterator[Fact]:
    """The resources of a file's services."""
    if not is_aside(match.source.path) and b"graphql:Listener" not in match.source.data:
        text = plain(match.source.text, "ballerina")
        yield from served(text, "ballerina", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    for service in text.find(_SERVICE):
        base = service.group(1).strip('"')
        for each in text.find(_RESOURCE, text.inside(service.start(2))):
            written = each.group(2).replace("\\", "")
            path = "" if written == "." else _PARAMETER.sub(r"{\1}", written)
            yield Found(each.start(), (VERBS.get(each.group(1), "ANY"),), below(base, path))
