"""Cowboy: dispatch tables and the methods of handlers.

Recognises: `{"/x/:id", handler, []}` with and without constraints in what `cowboy_router:compile`
is given or a function lists; handlers' `allowed_methods`, or the methods they compare
`cowboy_req:method` with; `cowboy_static`.
Versions seen: Cowboy 1 to 2.12.
Not recognised: tables that are read from configuration.
Documentation: https://ninenines.eu/docs/en/cowboy/2.12/guide/routing/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Answer, Fact, Literally, Route, Router
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import colon
from backend_architect.survey.idioms.plain.tables import APP, is_aside

_ENTRY = re.compile(
    r"\{\s*(?:<<)?\"(/[^\"]*)\"(?:/utf8)?(?:>>)?\s*,\s*(?:\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\s*,\s*)?"
    r"(\??[a-z]\w*|\?MODULE)\s*,")  # fmt: skip
_HANDLER = re.compile(r"^(?:init\s*\(|-behaviou?r\(\s*cowboy_)", re.MULTILINE)
_ALLOWED = re.compile(r"^allowed_methods\s*\([^)]*\)\s*->(.*?)\.\s*$", re.MULTILINE | re.DOTALL)
_METHOD = re.compile(r"<<\"(GET|POST|PUT|PATCH|DELETE)\">>")


@detector(language="erlang", anchors=("cowboy", "allowed_methods", "init("))
def cowboy(match: Match) -> Iterator[Fact]:
    """The entries of dispatch tables, and what a handler answers."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "erlang")
    module = basename(match.source.path).removesuffix(".erl")
    handler = _HANDLER.search(text.code)
    if handler and "Req" in text.code:
        yield Answer(lines=text.lines(handler.start()), route=module, methods=_methods(text),
                     handler=module)  # fmt: skip
    if "cowboy" in text.code or "dispatch" in text.code.lower():
        yield from _table(text, module)


def _methods(text: Plain) -> tuple[str, ...]:
    allowed = " ".join(each.group(1) for each in text.find(_ALLOWED))
    asked = text.code if "cowboy_req:method" in text.code else ""
    return tuple(dict.fromkeys(_METHOD.findall(allowed or asked))) or ("ANY",)


def _table(text: Plain, module: str) -> Iterator[Fact]:
    for number, each in enumerate(text.find(_ENTRY)):
        lines = text.lines(each.start())
        if number == 0:
            yield Router(lines=lines, name=APP, framework="cowboy", root=True)
        handler = module if each.group(2) == "?MODULE" else each.group(2)
        static = handler == "cowboy_static"
        yield Route(
            lines=lines, router=APP, methods=("GET",) if static else (), framework="cowboy",
            path=Literally(text=colon(each.group(1).replace("[...]", "*"))), handler=handler,
            name="" if static else handler,
        )  # fmt: skip
