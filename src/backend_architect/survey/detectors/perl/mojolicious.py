"""Mojolicious: routes of a full application.

Recognises: chains on `routes` and on variables that hold a route: `get`, `post`, `put`, `patch`,
`delete`, `options`, `any` with and without a list of methods, `websocket`, `route` with `via`,
`under`, `any` and `under` as parents of what is chained on them or on a variable they are given
to; a parameter called `$r` or `$routes` is the application's routes.
Versions seen: Mojolicious 6 to 9.
Not recognised: shortcuts of plugins, prefixes of routes that are handed to another package.
Documentation: https://docs.mojolicious.org/Mojolicious/Guides/Routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.perl.words import path_of, words
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Found, arguments, is_aside, served

_HEAD = re.compile(r"(?:(\$\w+)\s*=\s*)?(?<![\w>$])(\$\w+|app|shift)\s*(?=->)")
_CALL = re.compile(r"\s*->\s*(\w+)\s*(\()?")
_ROUTES = frozenset({"$r", "$routes", "$router", "$route"})
_VERBS = {"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE",
          "options": "OPTIONS", "websocket": "GET"}  # fmt: skip


@detector(language="perl", anchors=("->",))
def mojolicious(match: Match) -> Iterator[Fact]:
    """The routes of an application, a plugin or a package that is given them."""
    if is_aside(match.source.path) or b"Mojo" not in match.source.data:
        return
    text = plain(match.source.text, "perl")
    yield from served(text, "mojolicious", _routes(text))


def _routes(text: Plain) -> Iterator[Found]:
    known = dict.fromkeys(_ROUTES, "")
    for head in text.find(_HEAD):
        chain = _Chain(text, known.get(head.group(2)))
        chain.follow(head.end())
        target = head.group(1)
        parent = bool(target) and f"{target}->" in text.code[head.end() :]
        if target and chain.prefix is not None:
            known[target] = chain.prefix
        if not parent:
            yield from chain.pending
        yield from chain.found


class _Chain:
    """A chain of calls on a route: `found` are its routes, `pending` the last one, which is none
    where it is only a parent."""

    def __init__(self, text: Plain, prefix: str | None) -> None:
        self.text, self.prefix = text, prefix
        self.found: list[Found] = []
        self.pending: list[Found] = []

    def follow(self, at: int) -> None:
        """All calls from a place on."""
        while call := _CALL.match(self.text.code, at):
            opening = call.end() - 1
            given = arguments(self.text, opening) if call.group(2) else []
            at = self.text.close(opening) + 1 if call.group(2) else call.end()
            if call.group(1) == "routes" and not given:
                self.prefix = ""
            elif self.prefix is not None:
                self._take(call.group(1), given, call.start(1))

    def _take(self, name: str, given: list[str], at: int) -> None:
        given = [part for each in given for part in re.split(r"\s*=>\s*", each, maxsplit=2)]
        if name in _VERBS:
            self._nest(given[0] if given else "''", at, (_VERBS[name],), final=True)
        elif name == "any":
            listed = words(given[0]) if len(given) > 1 and given[0].startswith("[") else ()
            path = given[1] if listed else (given[0] if given else "''")
            self._nest(path, at, tuple(each.upper() for each in listed) or ("ANY",))
        elif name in ("under", "route"):
            self._nest(given[0] if given else "''", at, ())
        elif name in ("via", "methods") and given:
            methods = tuple(each.upper() for each in words(" ".join(given)))
            self.pending = [Found(at, methods, below(self.prefix or ""))]
        elif name == "to":
            self._answered(given)

    def _nest(self, path: str, at: int, methods: tuple[str, ...], *, final: bool = False) -> None:
        """What is chained next stands below this path; a route by methods ends here."""
        known = path_of(self.text, path)
        if known is None and path.lstrip().startswith(("'", '"', "$")):
            self.prefix, self.pending = None, []
            return
        self.prefix = below(self.prefix or "", known or "")
        route = [Found(at, methods, self.prefix)] if methods else []
        self.pending = [] if final else route
        self.found += route if final else []

    def _answered(self, given: list[str]) -> None:
        handler = given[0].strip("'\"") if given else ""
        if "#" in handler and not handler.endswith("#"):
            self.pending = [each._replace(handler=handler) for each in self.pending]
            self.found[-1:] = [each._replace(handler=handler) for each in self.found[-1:]]
