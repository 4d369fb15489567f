"""Endpoints of controllers: templates of classes and methods, what is inherited, conventions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.routing import join
from backend_architect.survey.facts import (
    Controller,
    ControllerAction,
    Expression,
    Guard,
    RouteConvention,
)
from backend_architect.survey.resolution import Symbol

#: `{controller=Home}`, `{id:int?}`: name and default.
_PLACE = re.compile(r"\{\*{0,2}(\w+)(?::[^{}=]*(?:\{[^{}]*\}[^{}=]*)*)?(=[^{}]*)?(\??)\}")
_TOKEN = re.compile(r"\[(\w+)\]")


class _Known(NamedTuple):
    seen: Seen
    fact: Controller


class Controlled(NamedTuple):
    """An action with where it stands, one of its paths, the guards on the way, the framework."""

    seen: Seen
    action: ControllerAction
    path: str
    guards: tuple[Guard, ...]
    framework: str


def controlled(ground: Ground) -> Iterator[Controlled]:
    """All actions of all controllers at all their paths."""
    controllers = _Controllers(ground)
    for symbol in sorted(controllers.known):
        if controllers.known[symbol].fact.served:
            yield from controllers.endpoints(symbol)


class _Controllers:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.known: dict[Symbol, _Known] = {}
        self._actions: dict[Symbol, list[tuple[Seen, ControllerAction]]] = {}
        for seen, fact in ground.facts(Controller):
            self.known.setdefault(Symbol(seen.path, fact.name), _Known(seen, fact))
        for seen, action in ground.facts(ControllerAction):
            owner = Symbol(seen.path, action.controller)
            self._actions.setdefault(owner, []).append((seen, action))
        self._conventions = list(ground.facts(RouteConvention))

    def endpoints(self, symbol: Symbol) -> Iterator[Controlled]:
        """The actions of a class and of those above it; a method that is overridden counts once."""
        line = [symbol, *(each for each in self._ground.symbols.ancestors(symbol))]
        known = [self.known[each] for each in line if each in self.known]
        prefixes = self._prefixes(known)
        told: set[tuple[str, tuple[Expression, ...]]] = set()
        for owner in line:
            for seen, action in self._actions.get(owner, ()):
                if owner != symbol and (action.name, action.templates) in told:
                    continue
                told.add((action.name, action.templates))
                guards = _on_the_way(known, action)
                for path in self._paths(symbol, known, prefixes, seen, action):
                    yield Controlled(seen, action, path, guards, known[0].fact.framework)

    # -- templates

    def _prefixes(self, line: list[_Known]) -> tuple[str, ...] | None:
        """The templates of the nearest class that has some, None where none has."""
        for seen, fact in line:
            if fact.templates:
                texts = (self._text(seen, each, fact) for each in fact.templates)
                return tuple(text for text in texts if text is not None)
        return None

    def _text(
        self, seen: Seen, template: Expression, fact: Controller | ControllerAction
    ) -> str | None:
        text = self._ground.symbols.text(seen.path, template, fact.scope)
        if text is None:
            reason = "The path is computed when the program runs."
            self._ground.gap(seen, fact.lines[0], f"template of {fact.name}", reason)
        return text

    def _paths(
        self,
        symbol: Symbol,
        line: list[_Known],
        prefixes: tuple[str, ...] | None,
        seen: Seen,
        action: ControllerAction,
    ) -> tuple[str, ...]:
        words = self._words(line, action)
        if prefixes is None and not action.templates:
            found = self._by_convention(symbol, words, action)
        else:
            found = list(self._by_templates(prefixes or ("",), seen, action))
        before, spelling = self._told(symbol)
        whole = (join(before, _worded(path, words, spelling)) for path in found)
        return tuple(dict.fromkeys(whole))

    def _by_templates(
        self, prefixes: tuple[str, ...], seen: Seen, action: ControllerAction
    ) -> Iterator[str]:
        if not action.templates:
            yield from (prefix.removeprefix("~") for prefix in prefixes)
        for template in action.templates:
            text = self._text(seen, template, action)
            if text is not None and text.startswith(("/", "~/")):
                yield text.removeprefix("~")
            elif text is not None:
                yield from (join(prefix.removeprefix("~"), text) for prefix in prefixes)

    def _words(self, line: list[_Known], action: ControllerAction) -> dict[str, str]:
        """What stands for tokens: the class's own words, then those of the classes above."""
        words = {"action": action.name}
        for _, fact in reversed(line):
            words |= dict(fact.words)
        return words

    # -- conventions

    def _conventions_for(self, symbol: Symbol) -> list[tuple[Seen, RouteConvention]]:
        """The conventions of the controller's own program, else those of all programs."""
        service = self._ground.service_id(symbol.path)
        said = self._conventions
        own = [each for each in said if self._ground.service_id(each[0].path) == service]
        return own or said

    def _told(self, symbol: Symbol) -> tuple[str, str]:
        """The prefix of all controllers, and the spelling of their names."""
        prefix, spelling = "", ""
        for seen, fact in self._conventions_for(symbol):
            spelling = spelling or fact.spelling
            if fact.prefix is not None and not prefix:
                prefix = self._ground.symbols.text(seen.path, fact.prefix, fact.scope) or ""
        return prefix, spelling

    def _by_convention(
        self, symbol: Symbol, words: dict[str, str], action: ControllerAction
    ) -> list[str]:
        names = {each.name for each in action.inputs}
        found: list[str] = []
        for seen, fact in self._conventions_for(symbol):
            given = {key: value.lower() for key, value in fact.words}
            pattern = self._ground.symbols.text(seen.path, fact.pattern, fact.scope)
            if pattern is not None and _fits(pattern, given, words):
                found.append(_filled(pattern, words, names))
        return found


def _fits(pattern: str, given: dict[str, str], words: dict[str, str]) -> bool:
    """Whether a pattern leads to this action: it, or what is said beside it, names all words."""
    named = {place[1].lower() for place in _PLACE.finditer(pattern)}
    area = words.get("area", "").lower()
    if ("area" in named or "area" in given) != bool(area) or given.get("area", area) != area:
        return False
    for word in ("controller", "action"):
        if word not in named and given.get(word) != words[word].lower():
            return False
    return True


def _filled(pattern: str, words: dict[str, str], names: set[str]) -> str:
    """The pattern with its words; optional parameters stay where the method takes them."""

    def place(found: re.Match[str]) -> str:
        name = found[1].lower()
        if name in words:
            return words[name]
        left_out = (found[2] or found[3]) and found[1] not in names
        return "" if left_out else f"{{{found[1]}}}"

    return join(_PLACE.sub(place, pattern)).rstrip("/")


def _worded(path: str, words: dict[str, str], spelling: str) -> str:
    """A path with its tokens replaced; parameters without defaults, constraints and marks."""

    def word(found: re.Match[str]) -> str:
        known = words.get(found[1].lower())
        return found[0] if known is None else _spelled(known, spelling)

    return _PLACE.sub(r"{\1}", _TOKEN.sub(word, path))


def _spelled(word: str, spelling: str) -> str:
    if spelling == "kebab":
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", word).lower()
    return word


def _on_the_way(line: list[_Known], action: ControllerAction) -> tuple[Guard, ...]:
    """The guards of the classes and of the method, each once."""
    above = (guard for _, fact in reversed(line) for guard in fact.guards)
    return tuple(dict.fromkeys((*above, *action.guards)))
