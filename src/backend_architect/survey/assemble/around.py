"""What holds for a route and is said elsewhere: rules by path, inputs its handler asks for."""

from __future__ import annotations

import re
from functools import cache

from backend_architect.model.service import Service
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.routing import Routing, join
from backend_architect.survey.facts import Consumed, Demanded, Guard, Input, PathRule
from backend_architect.survey.resolution import Symbol


class Around:
    """Looked up by handler and by path. The rules of a service are in the order they are written,
    by file."""

    def __init__(self, ground: Ground, routing: Routing) -> None:
        self._consumed: dict[Symbol, list[Input]] = {}
        for seen, fact in ground.facts(Consumed):
            self._consumed.setdefault(Symbol(seen.path, fact.scope), []).append(fact.input)
        self._demanded: dict[Symbol, list[Guard]] = {}
        for seen, demand in ground.facts(Demanded):
            self._demanded.setdefault(Symbol(seen.path, demand.scope), []).append(demand.guard)
        self._rules: dict[str, list[tuple[PathRule, tuple[str, ...]]]] = {}
        for seen, rule in ground.facts(PathRule):
            prefixes = _prefixes(routing, seen, rule)
            patterns = tuple(join(p, pattern) for p in prefixes for pattern in rule.patterns)
            own = self._rules.setdefault(ground.service_id(seen.path), [])
            own.append((rule, patterns))

    def inputs(self, handler: Symbol | None) -> tuple[Input, ...]:
        """What a handler asks its request for, each once."""
        found = self._consumed.get(handler, ()) if handler is not None else ()
        return tuple(dict.fromkeys(found))

    def demanded(self, handler: Symbol | None) -> tuple[Guard, ...]:
        """What a handler itself demands of its callers, each once."""
        found = self._demanded.get(handler, ()) if handler is not None else ()
        return tuple(dict.fromkeys(found))

    def guards(self, service: Service, method: str, path: str) -> tuple[Guard, ...]:
        """What the service's rules demand of a request: of the exclusive ones the first that
        matches, and all others that do."""
        found: list[Guard] = []
        decided = False
        for rule, patterns in self._rules.get(service.id, ()):
            if (rule.exclusive and decided) or not _fits(rule, patterns, method, path):
                continue
            decided = decided or rule.exclusive
            found.extend(rule.guards)
        return tuple(found)


def _prefixes(routing: Routing, seen: Seen, rule: PathRule) -> tuple[str, ...]:
    """The paths below which a rule holds."""
    router = routing.find(seen.path, rule.router, rule.scope) if rule.router else None
    ways = routing.served(router) if router is not None else ()
    return tuple(sorted({way.prefix for way in ways})) or ("",)


def _fits(rule: PathRule, patterns: tuple[str, ...], method: str, path: str) -> bool:
    if rule.methods and method not in rule.methods:
        return False
    plain = path.rstrip("/") or "/"
    return any(_ant(pattern).fullmatch(plain) for pattern in patterns)


@cache
def _ant(pattern: str) -> re.Pattern[str]:
    """An Ant pattern: `?` is a letter, `*` a part of a segment, `**` any number of segments."""
    text = re.escape(pattern.rstrip("/") or "/").replace(r"\{", "{").replace(r"\}", "}")
    text = re.sub(r"/(?:\\\*){2}\Z", "(?:/.*)?", text)
    text = text.replace(r"\*\*", ".*").replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
    return re.compile(re.sub(r"\{[^{}/]*\}", "[^/]+", text))
