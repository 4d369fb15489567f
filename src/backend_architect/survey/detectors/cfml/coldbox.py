"""ColdBox: routers and the entry points of modules.

Recognises: `get`, `post`, `put`, `patch`, `delete`, `options`, `any`, `route(...)` with `.to`,
`.withAction({ get: "a" })`, `.withVerbs("GET,POST")`, `resources`, `apiResources` with `only`,
`except`, `pattern`; `group({ pattern: "/x" }, ...)`, namespaces; a module's `this.entryPoint`.
A route that names no method is said to be GET's.
Versions seen: ColdBox 5 to 7.
Not recognised: handlers reached by the default route `/:handler/:action`, `allowedMethods`.
Documentation: https://coldbox.ortusbooks.com/the-basics/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Definition,
    Fact,
    Import,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.plain.text import Plain, literal, plain
from backend_architect.survey.idioms.plain.paths import below, colon
from backend_architect.survey.idioms.plain.tables import (
    APP,
    VERBS,
    Block,
    Found,
    arguments,
    is_aside,
    prefix_at,
)

_CALL = re.compile(r"(?<![\w$])(get|post|put|patch|delete|options|any|route|addRoute|resources"
                   r"|apiResources)\s*(\()", re.IGNORECASE)  # fmt: skip
_GROUP = re.compile(r"(?<![\w$])group\s*(\()", re.IGNORECASE)
_CHAINED = re.compile(r"\s*\.\s*(\w+)\s*(\()")
_NAMED = re.compile(r"\A(\w+)\s*[=:]\s*(.*)\Z", re.DOTALL)
_OPTION = re.compile(r"['\"]?\b(\w+)['\"]?\s*[:=]\s*(\"[^\"]*\"|'[^']*')")
_LOCAL = re.compile(r"\bvar\s+(\w+)\s*=\s*(\"[^\"\n]*\"|'[^'\n]*')")
_HASHED = re.compile(r"#(\w+)#")
_CONSTRAINT = re.compile(r"(:\w+)-(?:numeric|alpha|regex:?)?(?:\([^)]*\)|\{[^}]*\})*")
_ENTRY = re.compile(r"\bthis\.entryPoint\s*=\s*(\"[^\"\n]*\"|'[^'\n]*')", re.IGNORECASE)
_PAGES = ("new", "edit")
_RESOURCE = {
    "index": (("GET",), ""), "new": (("GET",), "new"), "create": (("POST",), ""),
    "show": (("GET",), "{id}"), "edit": (("GET",), "{id}/edit"),
    "update": (("PUT", "PATCH"), "{id}"), "delete": (("DELETE",), "{id}"),
}  # fmt: skip


@detector(language="cfml", paths=("*/Router.cfc", "Router.cfc", "*/ModuleConfig.cfc",
                                  "ModuleConfig.cfc"))  # fmt: skip
def coldbox(match: Match) -> Iterator[Fact]:
    """The routes of a router, or where a module's router is mounted."""
    if is_aside(match.source.path):
        return
    text = plain(match.source.text, "cfml")
    if match.source.path.endswith("ModuleConfig.cfc"):
        yield from _entry(text)
        return
    module = "/modules" in f"/{match.source.path}"
    lines = text.lines(0)
    yield Definition(lines=lines, name=APP, kind="value")
    yield Router(lines=lines, name=APP, framework="coldbox", root=not module, if_mounted=module)
    for each in sorted(_routes(text)):
        yield Route(lines=text.lines(each.at), router=APP, methods=each.methods,
                    handler=each.handler, path=Literally(text=each.path),
                    framework="coldbox")  # fmt: skip


def _entry(text: Plain) -> Iterator[Fact]:
    for each in text.find(_ENTRY):
        lines = text.lines(each.start())
        prefix = literal(each.group(1)) or ""
        yield Import(lines=lines, local="routes", module="config/Router.cfc", name=APP)
        yield Router(lines=lines, name="module", framework="coldbox", root=True)
        yield Mount(lines=lines, parent="module", child=Name(dotted="routes"),
                    prefix=Literally(text=below(prefix)))  # fmt: skip


def _routes(text: Plain) -> Iterator[Found]:
    values = {each.group(1): literal(each.group(2)) or "" for each in text.find(_LOCAL)}
    calls = [_Call(text, each, values) for each in text.find(_CALL)]
    spaces = {
        call.spaces: call.path("pattern") or "" for call in calls if call.spaces
    }  # where `toNamespaceRouting` puts a namespace
    blocks = []
    for each in text.find(_GROUP):
        options = dict(_OPTION.findall(arguments(text, each.start(1))[0]))
        pattern = literal(options.get("pattern", "")) or spaces.get(
            literal(options.get("namespace", "")) or "", "")  # fmt: skip
        blocks.append(Block(text.inside(each.start(1)), pattern))
    for call in calls:
        prefix = prefix_at(blocks, call.at)
        for methods, path, handler in call.routes():
            yield Found(call.at, methods, below(prefix, path), handler)


class _Call:
    """A call that registers routes, with the calls chained on it."""

    def __init__(self, text: Plain, found: re.Match[str], values: dict[str, str]) -> None:
        self.at, self.verb, self._values = found.start(), found.group(1).lower(), values
        self._given = arguments(text, found.start(2))
        self._chained: dict[str, list[str]] = {}
        at = text.close(found.start(2)) + 1
        while after := _CHAINED.match(text.code, at):
            self._chained[after.group(1).lower()] = arguments(text, after.start(2))
            at = text.close(after.start(2)) + 1

    @property
    def spaces(self) -> str:
        """The namespace that hangs below this route, or ""."""
        given = self._chained.get("tonamespacerouting") or ['""']
        return literal(given[0]) or ""

    def path(self, *names: str) -> str | None:
        """An argument by name, or the first."""
        for each in self._given:
            named = _NAMED.match(each)
            if named and named.group(1).lower() in names:
                return self._text(named.group(2))
        first = self._given[0] if self._given else ""
        return None if _NAMED.match(first) else self._text(first)

    def _text(self, written: str) -> str | None:
        said = literal(written)
        if said is None:
            return self._values.get(written.strip())
        whole = _HASHED.sub(lambda found: self._values.get(found.group(1), "{part}"), said)
        return colon(_CONSTRAINT.sub(r"\1", whole))

    def _option(self, name: str) -> set[str]:
        found = [named for each in self._given if (named := _NAMED.match(each))]
        said = (self._text(named.group(2)) for named in found if named.group(1).lower() == name)
        return {word for each in said if each for word in re.findall(r"\w+", each)}

    def routes(self) -> Iterator[tuple[tuple[str, ...], str, str]]:
        """The methods, path and handler of each route."""
        if self.verb in ("resources", "apiresources"):
            yield from self._resources()
            return
        path = self.path("pattern")
        if path is None or self.spaces or "tomodulerouting" in self._chained:
            return
        actions = _OPTION.findall(" ".join(self._chained.get("withaction", [])))
        target = self._chained.get("to") or self._given[1:2] or [""]
        if actions:
            for verb, action in actions:
                yield (verb.upper(),), path, literal(action) or ""
        else:
            yield self._methods(), path, literal(target[0]) or ""

    def _methods(self) -> tuple[str, ...]:
        verbs = " ".join(self._chained.get("withverbs", []))
        named = tuple(re.findall(r"[A-Z]+", verbs.upper()))
        return named or (("ANY",) if self.verb == "any" else (VERBS.get(self.verb, "GET"),))

    def _resources(self) -> Iterator[tuple[tuple[str, ...], str, str]]:
        only, without = self._option("only"), self._option("except")
        pattern, names = self.path("pattern"), self.path("resource") or ""
        for name in names.split(","):
            path = (pattern if self._has("pattern") else None) or name.strip()
            for action, (methods, rest) in _RESOURCE.items():
                page = self.verb == "apiresources" and action in _PAGES
                if not page and action not in without and (not only or action in only):
                    yield methods, below(path, rest), f"{name.strip()}.{action}"

    def _has(self, name: str) -> bool:
        return any(each.lower().startswith(name) for each in self._given)
