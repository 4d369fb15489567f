"""Which methods stand behind those of an interface.

Java's classes say what they implement; those of an interface `Orders` are looked for in the files
that were read, and in `OrdersImpl`, `DefaultOrders` and the like. Go's types do not say it: one
that has all methods of the interface implements it.
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

    def types(self, interface: Symbol) -> tuple[Symbol, ...]:
        """The types that implement an interface or stand below an abstract class, sorted."""
        if interface not in self._known:
            find = self._in_java if language_of(interface.path) == "java" else self._in_go
            self._known[interface] = tuple(sorted(set(find(interface))))
        return self._known[interface]

    def of(self, method: Symbol) -> tuple[Symbol, ...]:
        """The methods of implementing types, sorted; () for a method that is none's promise."""
        owner, dot, name = method.name.rpartition(".")
        language = language_of(method.path)
        if not dot or language not in ("go", "java"):
            return ()
        types = self.types(Symbol(method.path, owner))
        found = (self._method(each, name) for each in types)
        return tuple(each for each in found if each is not None)

    def _method(self, type: Symbol, name: str) -> Symbol | None:
        """The method of a type; Go spreads a type's methods over the files of its package."""
        wanted = f"{type.name}.{name}"
        files = [type.path]
        if language_of(type.path) == "go":
            files.extend(self._ground.places.folder(folder(type.path)))
        for path in files:
            symbol = Symbol(path, wanted)
            known = language_of(path) == language_of(type.path)
            definition = self._ground.symbols.definition(symbol) if known else None
            if definition is not None and definition.kind == "function":
                return symbol
        return None

    # -- Java

    @cached_property
    def _classes(self) -> dict[str, list[Symbol]]:
        """Java's classes that were read, by the names of their bases."""
        found: dict[str, list[Symbol]] = {}
        for path, fact in self._ground.symbols.definitions("java"):
            for base in fact.bases:
                last = base.rpartition(".")[2]
                found.setdefault(last, []).append(Symbol(path, fact.name))
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

    @cached_property
    def _receivers(self) -> dict[str, dict[tuple[str, str], Symbol]]:
        """Where each method was read: by its name, then by folder and name of its type."""
        found: dict[str, dict[tuple[str, str], Symbol]] = {}
        for path, fact in self._ground.symbols.definitions("go"):
            if fact.kind == "function":
                self._note(found, path, fact)
        return found

    def _note(
        self, found: dict[str, dict[tuple[str, str], Symbol]], path: str, fact: Definition
    ) -> None:
        owner, dot, name = fact.name.rpartition(".")
        if dot and "." not in owner:
            place = (folder(path), owner)
            found.setdefault(name, {}).setdefault(place, Symbol(path, owner))

    def _in_go(self, interface: Symbol) -> Iterator[Symbol]:
        """Types of its own package with all its methods; of any package, if it promises several.

        Each is named by a file that has one of the methods; its other files are the package's.
        """
        promised = self._promised(interface)
        own = folder(interface.path)
        nearby: dict[str, dict[tuple[str, str], Symbol]] = {}
        for path in self._ground.places.folder(own):
            if language_of(path) == "go" and not path.endswith("_test.go"):
                for definition in self._ground.symbols.defined(path):
                    if definition.kind == "function":
                        self._note(nearby, path, definition)
        yield from self._having(promised, nearby, interface)
        if len(promised) > 1:
            yield from self._having(promised, self._receivers, interface)

    def _promised(self, interface: Symbol) -> set[str]:
        names = (definition.name for definition in self._ground.symbols.defined(interface.path))
        inside = f"{interface.name}."
        methods = {name.removeprefix(inside) for name in names if name.startswith(inside)}
        return {name for name in methods if "." not in name}

    def _having(
        self,
        promised: set[str],
        places: dict[str, dict[tuple[str, str], Symbol]],
        interface: Symbol,
    ) -> Iterator[Symbol]:
        if not promised:
            return
        holders = [places.get(name, {}) for name in sorted(promised)]
        fewest = min(holders, key=len)
        for place, symbol in fewest.items():
            if place != (folder(interface.path), interface.name) and all(
                place in each for each in holders
            ):
                yield symbol
