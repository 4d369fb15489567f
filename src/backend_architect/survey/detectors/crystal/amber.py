"""Amber: the routes of `config/routes.cr`.

Recognises: `get "/x", Controller, :action` and its like, `resources "/x", Controller` with `only`
and `except`, `websocket`; inside `routes :web, "/prefix" do` and `namespace`.
Versions seen: Amber 0.30 to 1.4.
Not recognised: routes that a macro makes.
Documentation: https://docs.amberframework.org/amber/guides/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.indented import until_end
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import (
    VERBS,
    Block,
    Found,
    is_aside,
    prefix_at,
    served,
)

_BLOCK = re.compile(r"^[ \t]*(?:routes\s*\(?\s*:\w+\s*(?:,\s*(\"[^\"\n]*\"))?|namespace\s*\(?\s*"
                    r"(\"[^\"\n]*\"))\s*\)?\s*do\b", re.MULTILINE)  # fmt: skip
_ROUTE = re.compile(r"^[ \t]*(get|post|put|patch|delete|options|head|trace|websocket)\s*\(?\s*"
                    r"(\"[^\"\n]*\")\s*,\s*([\w:]+)(?:\s*,\s*:(\w+))?", re.MULTILINE)  # fmt: skip
_RESOURCES = re.compile(r"^[ \t]*resources\s*\(?\s*(\"[^\"\n]*\")\s*,\s*([\w:]+)([^\n]*)",
                        re.MULTILINE)  # fmt: skip
_LIMIT = re.compile(r"\b(only|except)\s*:\s*\[([^\]]*)\]")
_ACTIONS = {
    "index": (("GET",), ""), "new": (("GET",), "new"), "create": (("POST",), ""),
    "show": (("GET",), "{id}"), "edit": (("GET",), "{id}/edit"),
    "update": (("PUT", "PATCH"), "{id}"), "destroy": (("DELETE",), "{id}"),
}  # fmt: skip


@detector(language="crystal", anchors=("Amber",))
def amber(match: Match) -> Iterator[Fact]:
    """The routes of an application."""
    text = plain(match.source.text, "crystal")
    if "Amber" in text.code and not is_aside(match.source.path):
        yield from served(text, "amber", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    blocks = [
        Block(until_end(text, each.end()), literal(each.group(1) or each.group(2) or '""') or "")
        for each in text.find(_BLOCK)
    ]
    for each in text.find(_ROUTE):
        path = below(prefix_at(blocks, each.start()), colon(literal(each.group(2)) or ""))
        handler = ".".join(part for part in each.group(3, 4) if part)
        yield Found(each.start(1), (VERBS.get(each.group(1), "GET"),), path, handler)
    for each in text.find(_RESOURCES):
        path = below(prefix_at(blocks, each.start()), literal(each.group(1)) or "")
        for name in _kept(each.group(3)):
            methods, rest = _ACTIONS[name]
            yield Found(each.start(1), methods, below(path, rest), f"{each.group(2)}.{name}")


def _kept(options: str) -> list[str]:
    limit = _LIMIT.search(options)
    named = re.findall(r"\w+", limit.group(2)) if limit else []
    only = limit is None or limit.group(1) == "only"
    return [name for name in _ACTIONS if not limit or (name in named) == only]
