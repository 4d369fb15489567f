"""Lapis: routes of applications in Lua.

Recognises: `app:get`, `post`, `put`, `patch`, `delete`, `match` with and without a name, with
`respond_to({ GET = ..., POST = ... })`; tables given to `extend` or `Application` with paths for
keys.
Versions seen: Lapis 1.8 to 1.16.
Not recognised: the path that another file includes an application under.
Documentation: https://leafo.net/lapis/reference/actions.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import VERBS, Found, arguments, is_aside, served

_CALL = re.compile(r"\b\w+:(get|post|put|patch|delete|match)(\()\s*[\"']")
_TABLE = re.compile(r"(?::extend|\bApplication)\s*\(\s*(?:[\"'][^\"'\n]*[\"']\s*,\s*)?(\{)")
_KEY = re.compile(r"\A\[\s*([\"'])(/.*?)\1\s*\]\s*=\s*(.*)\Z", re.DOTALL)
_ANSWERS = re.compile(r"\brespond_to\s*\(?\s*\{(.*)", re.DOTALL)
_ANSWER = re.compile(r"(?<![\w.])(GET|POST|PUT|PATCH|DELETE)\s*=\s*(?!=)")


@detector(language="lua", anchors=("lapis",))
def lapis(match: Match) -> Iterator[Fact]:
    """The routes of an application."""
    if b"lapis" in match.source.data and not is_aside(match.source.path):
        text = plain(match.source.text, "lua")
        yield from served(text, "lapis", [*_calls(text), *_tables(text)])


def _calls(text: Plain) -> Iterator[Found]:
    """Of two texts the first is the route's name."""
    for each in text.find(_CALL):
        given = arguments(text, each.start(2))
        texts = [literal(written) for written in given[:2]]
        paths = [path for path in texts if path is not None and (path + "/").startswith("/")]
        if paths and len(given) > 1:
            verb = VERBS.get(each.group(1))
            methods = (verb,) if verb else _answered(given[-1])
            yield Found(each.start(), methods, below(colon(paths[-1])))


def _answered(written: str) -> tuple[str, ...]:
    """The methods of `respond_to`; any for a plain function."""
    answers = _ANSWERS.search(written)
    named = _ANSWER.findall(answers.group(1)) if answers else []
    return tuple(dict.fromkeys(named)) or ("ANY",)


def _tables(text: Plain) -> Iterator[Found]:
    for each in text.find(_TABLE):
        for part in text.parts(text.inside(each.start(1)), ",;"):
            key = _KEY.match(text.text(part))
            if key:
                yield Found(part.start, _answered(key.group(3)), below(colon(key.group(2))))
