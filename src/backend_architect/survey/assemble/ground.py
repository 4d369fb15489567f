"""What all parts of assemble stand on: the sightings by kind, names, evidence, services, gaps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from posixpath import basename, dirname, splitext
from typing import NamedTuple, TypeVar

import msgspec

from backend_architect.model.architecture import Head
from backend_architect.model.element import Evidence, EvidenceKind, Surveyed
from backend_architect.model.gap import Gap, GapKind
from backend_architect.model.service import Service
from backend_architect.survey.facts import Fact, Name, Said, Sighting, Unresolved
from backend_architect.survey.places import Places
from backend_architect.survey.resolution import Symbol, Symbols

#: Words in the name of a setting or column that make its value a secret.
_SECRET = re.compile(r"secret|passw|token|api_?key|private|credential|dsn|database_url", re.I)

AnyFact = TypeVar("AnyFact", bound=Said)


class Seen(NamedTuple):
    """Where a fact stands and who said it."""

    path: str
    detector: str


class Ground:
    """The sightings of a system with everything needed to read them.

    `name` is the system's. `read` gives a file's bytes, for evidence, and `home` the repository it
    belongs to with its path there. `settle` must have been called before anything asks
    which service a path belongs to.
    """

    def __init__(
        self,
        name: str,
        sightings: Iterable[Sighting],
        places: Places,
        symbols: Symbols,
        read: Callable[[str], bytes],
        home: Callable[[str], tuple[str, str]],
    ) -> None:
        self.name = name
        self.places = places
        self.symbols = symbols
        self.services: tuple[Service, ...] = ()
        self._lent: dict[str, str] = {}
        self._home = home
        self._lines = lru_cache(maxsize=256)(lambda path: read(path).split(b"\n"))
        self._facts: dict[type, list[tuple[Seen, Fact]]] = {}
        self._gaps: set[Gap] = set()
        for sighting in sorted(sightings, key=_order):  # those of one file come in its order
            seen = Seen(sighting.path, sighting.detector)
            self._facts.setdefault(type(sighting.fact), []).append((seen, sighting.fact))

    def facts(self, kind: type[AnyFact]) -> Iterator[tuple[Seen, AnyFact]]:
        """All facts of a kind with where they stand, by path and line."""
        for seen, fact in self._facts.get(kind, ()):
            assert isinstance(fact, kind)  # noqa: S101  # narrows: filed under its own type
            yield seen, fact

    # -- evidence

    def evidence(self, seen: Seen, fact: Said, kind: EvidenceKind = "code") -> Evidence:
        """The lines of a fact, with their hash."""
        first, last = fact.lines
        lines = self._lines(seen.path)[first - 1 : last]
        repository, path = self._home(seen.path)
        return Evidence(
            repository=repository,
            path=path,
            first_line=first,
            last_line=first + len(lines) - 1,
            sha256=hashlib.sha256(b"\n".join(lines)).hexdigest(),
            detector=seen.detector,
            kind=kind,
        )

    def surveyed(self, *facts: tuple[Seen, Said], kind: EvidenceKind = "code") -> Surveyed:
        """The origin of an element read from these facts."""
        found = {self.evidence(seen, fact, kind) for seen, fact in facts}
        return Surveyed(evidence=tuple(sorted(found)))

    # -- gaps

    def gap(
        self, seen: Seen, line: int, what: str, reason: str, kind: GapKind = "unresolved"
    ) -> None:
        """Say aloud that something was recognised and not resolved."""
        repository, path = self._home(seen.path)
        self._gaps.add(
            Gap(
                repository=repository,
                path=path,
                line=line,
                kind=kind,
                what=what,
                reason=reason,
                detector=seen.detector,
            )
        )

    def head(self, head: Head) -> Head:
        """The head with all gaps that were found on the way."""
        for seen, fact in self.facts(Unresolved):
            self.gap(seen, fact.lines[0], fact.what, fact.reason, fact.kind)
        return msgspec.structs.replace(head, gaps=tuple(sorted({*head.gaps, *self._gaps})))

    def bottom(self, path: str) -> str:
        """The folder of the repository a file belongs to, "" where there is one repository only."""
        _, inner = self._home(path)
        return path[: len(path) - len(inner)].rstrip("/")

    # -- services

    def settle(self, services: Iterable[Service]) -> None:
        """Say which services there are."""
        self.services = tuple(sorted(services, key=lambda service: service.id))

    def lend(self, modules: Mapping[str, str]) -> None:
        """Say which folders hold libraries of programs: from a library's root to its program's."""
        self._lent = dict(modules)

    def borrower(self, path: str) -> Service | None:
        """The program that has the library a file belongs to, None for a file of no library."""
        above = [root for root in self._lent if _is_above(root, path)]
        root = self._lent[max(above, key=len)] if above else None
        return next((service for service in self.services if service.root == root), None)

    def service_of(self, path: str) -> Service:
        """The service a file belongs to: the deepest root above it; else the one whose library it
        is part of; else the one whose root shares most folders with it, the first by id where
        several do."""
        above = [s for s in self.services if _is_above(s.root, path)]
        borrower = None if above else self.borrower(path)
        if above:
            return max(above, key=lambda service: len(service.root))
        if borrower is not None:
            return borrower
        return max(reversed(self.services), key=lambda service: _shared(service.root, path))

    def service_id(self, path: str) -> str:
        """The id of the service a file belongs to, "" where there is none at all."""
        return self.service_of(path).id if self.services else ""

    def owner_id(self, path: str) -> str:
        """The id of the service whose folder a file lies in, "" for a file beside all services."""
        above = [service for service in self.services if _is_above(service.root, path)]
        return max(above, key=lambda service: len(service.root)).id if above else ""

    # -- names

    def resolve(self, path: str, name: str, scope: str = "") -> Symbol | None:
        """What a name refers to (see `Symbols.find`)."""
        return self.symbols.find(path, name, scope)

    def resolve_class(self, path: str, name: str, scope: str = "") -> Symbol | None:
        """What a name refers to, through a default export that only names it elsewhere."""
        found = self.resolve(path, name, scope)
        held = self.symbols.definition(found)
        if found is None or held is None:
            return found
        if not isinstance(held.value, Name):  # `export default class Line` is "Line" itself
            return Symbol(found.path, held.name) if found.name == "default" else found
        return self.resolve(found.path, held.value.dotted, held.scope) or found


def _order(sighting: Sighting) -> tuple[str, tuple[int, int], str]:
    return sighting.path, sighting.fact.lines, sighting.detector


def _is_above(root: str, path: str) -> bool:
    return not root or path == root or path.startswith(f"{root}/")


def _shared(root: str, path: str) -> int:
    count = 0
    for a, b in zip(root.split("/"), path.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count


def stem(path: str) -> str:
    """The file's name without its ending."""
    return splitext(basename(path))[0]


def folder(path: str) -> str:
    """The folder of a file, "" for the repository itself."""
    return dirname(path)


def looks_secret(name: str) -> bool:
    """Whether a setting or column of this name holds what nobody may be told."""
    return bool(_SECRET.search(name))
