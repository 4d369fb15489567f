"""Which methods stand behind those of an interface.

Java's classes say what they implement; those of an interface `Orders` are looked for in the files
that were read, and in `OrdersImpl`, `DefaultOrders` and the like. Go's do not say it: a type of the
same package with all methods of the interface implements it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from backend_architect.survey.assemble.ground import Ground, folder
from backend_architect.survey.facts import Definition
from backend_architect.survey.grammars import language_of
from backend_architect.survey.resolution import Symbol

#: How Java calls the class behind an interface.
_NAMES = ("{}Impl", "Default{}", "Simple{}", "Jpa{}", "Jdbc{}", "{}Adapter", "{}JpaImpl")


class Implementers:
    """Looked up by the interface's method."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[Symbol, tuple[Symbol, ...]] = {}

    def of(self, method: Symbol) -> tuple[Symbol, ...]:
        """The methods of implementing types, sorted; () for a method that is none's promise."""
        owner, dot, name = method.name.rpartition(".")
        language = language_of(method.path)
        if not dot or language not in ("go", "java"):
            return ()
        interface = Symbol(method.path, owner)
        if interface not in self._known:
            find = self._in_java if language == "java" else self._in_go
            self._known[interface] = tuple(sorted(set(find(interface))))
        found = (Symbol(each.path, f"{each.name}.{name}") for each in self._known[interface])
        return tuple(each for each in found if self._is_function(each))

    def _is_function(self, symbol: Symbol) -> bool:
        definition = self._ground.symbols.definition(symbol)
        return definition is not None and definition.kind == "function"

    # -- Java

    @cached_property
    def _classes(self) -> dict[str, list[Symbol]]:
        """Java's classes that were read, by the names of their bases."""
        found: dict[str, list[Symbol]] = {}
        for seen, fact in self._ground.facts(Definition):
            if fact.kind == "class" and language_of(seen.path) == "java":
                for base in fact.bases:
                    last = base.rpartition(".")[2]
                    found.setdefault(last, []).append(Symbol(seen.path, fact.name))
        return found

    def _in_java(self, interface: Symbol) -> Iterator[Symbol]:
        last = interface.name.rpartition(".")[2]
        usual = (pattern.format(last) for pattern in _NAMES)
        named = [
            Symbol(path, name)
            for name in usual
            for path in self._ground.places.ending(f"{name}.java")
        ]
        for each in (*self._classes.get(last, ()), *named):
            definition = self._ground.symbols.definition(each)
            for base in definition.bases if definition is not None else ():
                if self._ground.resolve(each.path, base, each.name) == interface:
                    yield each

    # -- Go

    def _in_go(self, interface: Symbol) -> Iterator[Symbol]:
        promised = self._methods(interface.path).get(interface.name, set())
        for path in self._ground.places.folder(folder(interface.path)):
            if language_of(path) != "go" or path.endswith("_test.go") or not promised:
                continue
            for name, methods in self._methods(path).items():
                if name != interface.name and promised <= methods:
                    yield Symbol(path, name)

    def _methods(self, path: str) -> dict[str, set[str]]:
        """The methods of each type that a file declares, by the type's name."""
        found: dict[str, set[str]] = {}
        for definition in self._ground.symbols.defined(path):
            owner, dot, name = definition.name.rpartition(".")
            if definition.kind == "function" and dot and "." not in owner:
                found.setdefault(owner, set()).add(name)
        return found
