"""vweb and veb: routes of V programs, by the attributes of methods.

Recognises: `@['/x/:id'; post]` and `['/x/:id'; post]` on methods of the application; methods
without a path that return `vweb.Result` or `veb.Result`, reached by their names.
Versions seen: V 0.2 to 0.4.
Not recognised: controllers that another type mounts under a prefix.
Documentation: https://modules.vlang.io/veb.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import VERBS, Found, is_aside, served

_METHOD = re.compile(
    r"^(?P<attributes>(?:@?\[[^\]\n]*\]\s*\n)*)(?:pub\s+)?fn\s+\(mut\s+\w+\s+&?\w+\)\s+(\w+)\s*\("
    r"([^)\n]*)\)\s*(?:vweb|veb)\.Result", re.MULTILINE)  # fmt: skip
_PATH = re.compile(r"['\"](/[^'\"]*)['\"]")
_WORD = re.compile(r"\b(get|post|put|patch|delete|head|options)\b")


@detector(language="v", anchors=("vweb.Result", "veb.Result"))
def vweb(match: Match) -> Iterator[Fact]:
    """The routes of a file's methods."""
    if not is_aside(match.source.path):
        text = plain(match.source.text, "v")
        yield from served(text, "vweb", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    for each in text.find(_METHOD):
        attributes, name = each.group("attributes"), each.group(2)
        verbs = _WORD.findall(_PATH.sub("", attributes))
        methods = tuple(VERBS[verb] for verb in verbs) or ("GET",)
        paths = _PATH.findall(attributes)
        own = "" if name == "index" else name
        for path in paths or ([own] if attributes or name != "not_found" else []):
            yield Found(each.start(2), methods, below(colon(path)), name)
