"""Grails: controllers by convention, and domain classes that are resources.

Recognises: public actions of `grails-app/controllers/**/*Controller.groovy` (methods and closures)
with `allowedMethods`, reached by the default mapping; `@Resource(uri='/x')` of a domain class.
Versions seen: Grails 2 to 6.
Not recognised: namespaces, actions that a base class or a trait brings.
Documentation: https://docs.grails.org/latest/guide/theWebLayer.html#controllers
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.plain.text import Plain, Span, literal, plain
from backend_architect.survey.idioms.groovy.grails import CONVENTION, RESOURCE
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import APP, Found, arguments, is_aside, served

_CLASS = re.compile(r"^(abstract\s+)?class\s+(\w+)Controller\b[^{]*\{", re.MULTILINE)
_ACTION = re.compile(r"^[ \t]*(?:public\s+)?(?:def|[A-Z][\w.]*(?:<[^>\n]*>)?(?:\[\])?|void)\s+"
                     r"([a-z]\w*)\s*(?:\(|=\s*\{)", re.MULTILINE)  # fmt: skip
_ALLOWED = re.compile(r"\ballowedMethods\s*=\s*\[(.*?)\]\s*$", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"\b(\w+)\s*:\s*(\[[^\]]*\]|['\"]\w+['\"])")
_RESOURCE = re.compile(r"@Resource\s*(\()")
_ASIDE = re.compile(r"\A(?:(?:get|set|is)[A-Z]|before|after|main\Z)")


@detector(language="groovy", anchors=("Controller", "@Resource"))
def grails_controllers(match: Match) -> Iterator[Fact]:
    """The actions of a controller; the routes of a domain class."""
    if is_aside(match.source.path) or "grails-app/" not in match.source.path:
        return
    text = plain(match.source.text, "groovy")
    if "grails-app/controllers/" in match.source.path:
        for each in text.find(_CLASS):
            if not each.group(1):
                yield from _conventional(text, each.group(2), text.inside(each.end() - 1))
    yield from served(text, "grails", _resources(text))


def _conventional(text: Plain, name: str, body: Span) -> Iterator[Fact]:
    allowed = _ALLOWED.search(text.text(body))
    pairs = dict(_PAIR.findall(allowed.group(1))) if allowed else {}
    said = {action: tuple(re.findall(r"[A-Z]+", given)) for action, given in pairs.items()}
    yield Router(lines=text.lines(body.start), name=APP, framework="grails", root=True)
    for each in text.find(_ACTION, body):
        action = each.group(1)
        if text.bare.count("{", body.start, each.start()) == text.bare.count(
                "}", body.start, each.start()) and not _ASIDE.match(action):  # fmt: skip
            path = below(name[:1].lower() + name[1:], action)
            yield Route(lines=text.lines(each.start(1)), router=APP, framework="grails",
                        methods=said.get(action, ("GET",)), path=Literally(text=path),
                        handler=action, when=CONVENTION)  # fmt: skip


def _resources(text: Plain) -> Iterator[Found]:
    for each in text.find(_RESOURCE):
        given = arguments(text, each.start(1))
        uri = next((literal(one.partition("=")[2]) for one in given if one.startswith("uri")), None)
        for name, (methods, rest) in RESOURCE.items() if uri else ():
            yield Found(each.start(), methods, below(uri or "", rest), name)
