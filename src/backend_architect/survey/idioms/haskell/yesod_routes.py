"""The lines in which Yesod writes its routes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.facts import Fact, Literally, Route, Unresolved

#: What the routes of a file are registered on.
ROUTER = "routes"

_LINE = re.compile(
    r"(?P<indent>\s*)!?(?P<path>/\S*)\s+(?P<name>[A-Z][\w']*)(?P<colon>:)?(?P<rest>[^\n]*)\Z"
)
_PARAMETER = re.compile(r"(?<=/)!?[#*+]!?\{?([A-Za-z]\w*)[^/]*")


def routes(text: str, first: int) -> Iterator[Fact]:
    """The routes written in a text whose first line has this number."""
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), first):
        found = _LINE.match(line.partition("-- ")[0].rstrip())
        if found is None:
            continue
        indent = len(found["indent"].expandtabs())
        while above and indent <= above[-1][0]:
            above.pop()
        path = "".join(part for _, part in above) + found["path"].rstrip("/")
        if found["colon"]:
            above.append((indent, found["path"].rstrip("/")))
        else:
            yield from _route(found, path or "/", number)


def _route(found: re.Match[str], path: str, number: int) -> Iterator[Fact]:
    words = [word for word in found["rest"].split() if not word.startswith("!")]
    methods = tuple(word for word in words if word.isupper() and word.isalpha())
    others = [word for word in words if word not in methods]
    if others and not methods:
        reason = "Its routes are those of another package."
        yield Unresolved(lines=(number, number), what=f"the subsite {found['name']}", reason=reason)
        return
    for method in methods or ("ANY",):
        handler = f"{'handle' if method == 'ANY' else method.lower()}{found['name']}"
        yield Route(
            lines=(number, number), router=ROUTER, methods=(method,), handler=handler,
            path=Literally(text=_PARAMETER.sub(_braced, path)), framework="yesod",
        )  # fmt: skip


def _braced(match: re.Match[str]) -> str:
    name = match.group(1)
    return f"{{{name[:1].lower()}{name[1:]}}}"
