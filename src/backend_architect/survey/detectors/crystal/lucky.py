"""Lucky: actions.

Recognises: `get "/x" do` and its like in a class of actions; `route do` and `action do`, whose path
the class's name says (`Posts::Comments::Show`); `nested_route`; `route_prefix` of the class.
Versions seen: Lucky 0.2 to 1.4.
Not recognised: prefixes that a base class of another file brings.
Documentation: https://luckyframework.org/guides/http-and-routing/routing-and-params
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, Span, literal, plain
from backend_architect.survey.idioms.plain.indented import until_end
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import VERBS, Found, is_aside, served

_CLASS = re.compile(r"^[ \t]*(abstract\s+)?class\s+([\w:]+)\s*<\s*([\w:]*Action)\b", re.MULTILINE)
_ROUTE = re.compile(r"^[ \t]*(get|post|put|patch|delete|head|options|trace|ws|match)\s*\(?\s*"
                    r"(?::(\w+)\s*,\s*)?(\"[^\"\n]*\")", re.MULTILINE)  # fmt: skip
_NAMED = re.compile(r"^[ \t]*(route|action|nested_route|nested_action)\s+do\b", re.MULTILINE)
_PREFIX = re.compile(r"^[ \t]*route_prefix\s*\(?\s*(\"[^\"\n]*\")", re.MULTILINE)
#: The last word of an action's class -> its method and what stands behind the resource.
_ACTIONS = {
    "Index": ("GET", ""), "Show": ("GET", "{%s}"), "New": ("GET", "new"),
    "Edit": ("GET", "{%s}/edit"), "Create": ("POST", ""), "Update": ("PUT", "{%s}"),
    "Delete": ("DELETE", "{%s}"),
}  # fmt: skip


@detector(language="crystal", anchors=("Action",))
def lucky(match: Match) -> Iterator[Fact]:
    """The routes of a file's actions."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "crystal")
        yield from served(text, "lucky", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    for each in text.find(_CLASS):
        body = until_end(text, each.start(2))
        prefix = next((literal(found.group(1)) for found in text.find(_PREFIX, body)), "") or ""
        if not each.group(1):
            yield from _of_class(text, body, each.group(2), prefix)


def _of_class(text: Plain, body: Span, name: str, prefix: str) -> Iterator[Found]:
    for each in text.find(_ROUTE, body):
        path = literal(each.group(3)) or ""
        method = (each.group(2) or VERBS.get(each.group(1), "GET")).upper()
        if path.startswith("/"):
            yield Found(each.start(1), (method,), below(prefix, colon(path)), name)
    for each in text.find(_NAMED, body):
        made = _conventional(name, nested=each.group(1).startswith("nested"))
        if made:
            yield Found(each.start(1), (made[0],), below(prefix, made[1]), name)


def _conventional(name: str, *, nested: bool) -> tuple[str, str] | None:
    """`Admin::Posts::Show` is GET /admin/posts/{post_id}; a nested one hangs below its parent."""
    *above, last = name.split("::")
    if last not in _ACTIONS or not above:
        return None
    method, rest = _ACTIONS[last]
    words = [_snake(each) for each in above]
    own = f"{_singular(words[-1])}_id"
    if nested and len(words) > 1:
        words.insert(-1, f"{{{_singular(words[-2])}_id}}")
    return method, below(*words, rest % own if "%s" in rest else rest)


def _snake(word: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).lower()


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s")
