"""Serverpod: methods of endpoints, and routes of its web server.

Recognises: public methods of classes that extend `Endpoint` whose first parameter is a `Session`,
called by POST at the endpoint's name in lower camel case; `pod.webServer.addRoute(Route(), '/x')`,
where the class's constructor says its methods.
Versions seen: Serverpod 1 to 3.
Not recognised: methods inherited from an abstract endpoint of another file, modules' nicknames.
Documentation: https://docs.serverpod.dev/concepts/working-with-endpoints
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Answer, Fact, Literally, Route, Router
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import (
    APP,
    Found,
    arguments,
    is_aside,
    said,
    served,
)

_CLASS = re.compile(r"(\babstract\s+)?\bclass\s+(\w+)\s+extends\s+(\w*Endpoint)\b[^{;]*\{")
_METHOD = re.compile(r"^\s*(?:static\s+)?(?:Future|Stream|FutureOr)\b[^;{}()=]*?\b([a-z]\w*)\s*\("
                     r"\s*(?:covariant\s+)?Session\s+\w+", re.MULTILINE)  # fmt: skip
_ROUTE_CLASS = re.compile(
    r"\bclass\s+(\w+)\s+extends\s+((?:\w*Widget|Component|Json)?Route)\b[^{;]*\{"
)
_METHODS = re.compile(r"\bmethods\s*:\s*(?:const\s+)?\{([^}]*)\}")
_ADDED = re.compile(r"\bwebServer\s*\.\s*addRoute\s*(\()")


@detector(language="dart", anchors=("Endpoint", "Route"))
def serverpod(match: Match) -> Iterator[Fact]:
    """The methods of endpoints and the routes of web pages."""
    if is_aside(match.source.path) or b"serverpod" not in match.source.data:
        return
    text = plain(match.source.text, "dart")
    yield from served(text, "serverpod", _methods(text))
    yield from _classes(text)
    yield from _added(text)


def _methods(text: Plain) -> Iterator[Found]:
    for each in text.find(_CLASS):
        name = each.group(2).removesuffix("Endpoint") or each.group(2)
        for method in text.find(_METHOD, text.inside(each.end() - 1)) if not each.group(1) else ():
            path = below(name[:1].lower() + name[1:], method.group(1))
            yield Found(method.start(1), ("POST",), path, f"{each.group(2)}.{method.group(1)}")


def _classes(text: Plain) -> Iterator[Fact]:
    """What a route's class answers: GET where it does not say."""
    for each in text.find(_ROUTE_CLASS):
        said_methods = _METHODS.search(text.code, each.end(), text.close(each.end() - 1))
        words = re.findall(r"\.(\w+)", said_methods.group(1)) if said_methods else ["get"]
        methods = tuple(word.upper() for word in words)
        yield Answer(lines=text.lines(each.start()), route=each.group(1), methods=methods,
                     handler=each.group(1))  # fmt: skip


def _added(text: Plain) -> Iterator[Fact]:
    for number, each in enumerate(text.find(_ADDED)):
        given, lines = arguments(text, each.start(1)), text.lines(each.start())
        made = re.match(r"(?:const\s+)?(\w+)\s*\(", given[0]) if len(given) == 2 else None
        path = said(given, 1)
        if number == 0:
            yield Router(lines=lines, name=APP, framework="serverpod", root=True)
        if made and path is not None and "Static" not in made.group(1):
            yield Route(lines=lines, router=APP, methods=(), path=Literally(text=path),
                        name=made.group(1), framework="serverpod")  # fmt: skip
