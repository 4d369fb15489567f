"""Who turns to whom, and why: ties, libraries and containers' links become flows between places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backend_architect.catalog.components import of_library
from backend_architect.model.api import Api, Operation
from backend_architect.model.flow import Flow, FlowPurpose
from backend_architect.survey.assemble.ground import Seen, folder
from backend_architect.survey.assemble.landscape import Landscape, Place, kind_of
from backend_architect.survey.assemble.purposes import purpose_of, reads
from backend_architect.survey.assemble.targets import KINDS, Targets
from backend_architect.survey.facts import Connection, Library, Literally, Manifest, Said, Tie, Told
from backend_architect.survey.idioms.addresses import (
    Address,
    address_of,
    looks_like_address,
    path_of,
)

At = tuple[Seen, Said]
#: What turns to its own kind by this purpose only as one of a cluster.
KINDS_OF_DUTY: dict[str, FlowPurpose] = {
    "discovery": "register", "config": "configure", "auth": "authorize",
}  # fmt: skip
#: Stores that lie in the program itself.
_EMBEDDED = re.compile(r"jdbc:(?:h2|hsqldb|derby|sqlite)|:mem:|r2dbc:h2", re.IGNORECASE)
#: Settings that say where a program is found itself.
_OWN = re.compile(
    r"(?:instance|discovery)\.(?:hostname|ipaddress|instanceid)|^name$|^port$|cors"
    r"|redirect|callback|logout|origin|swagger|frontend"
)


class Edge(NamedTuple):
    """What tells two flows apart."""

    source: str
    target: str
    purpose: FlowPurpose


class Flows:
    """The flows found so far, each with its places in the repository."""

    def __init__(self, land: Landscape, targets: Targets) -> None:
        self.land = land
        self.targets = targets
        self.ground = land.ground
        self.found: dict[Edge, list[At]] = {}
        self.protocols: dict[Edge, str] = {}
        self.called: dict[Edge, list[tuple[str, str]]] = {}
        self.clients: dict[str, set[str]] = {}
        for place, _, library in self.libraries_of_programs():
            names = {each.technology for each in of_library(library.ecosystem, library.name)}
            self.clients.setdefault(place.id, set()).update(names)

    def put(self, source: Place, target: Place, purpose: FlowPurpose, at: At) -> Edge | None:
        """One flow; none from a place to itself."""
        if source.id == target.id:
            return None
        edge = Edge(source.id, target.id, purpose)
        self.found.setdefault(edge, []).append(at)
        return edge

    def has(self, source: Place, purposes: Iterable[FlowPurpose], technology: str = "") -> bool:
        """Whether a place turns to something (of a technology) for one of the purposes."""
        return any(
            edge.source == source.id
            and edge.purpose in purposes
            and (not technology or technology in self.land.places[edge.target].technologies)
            for edge in self.found
        )

    # -- ties

    def tie(self, seen: Seen, tie: Tie) -> None:
        """What one tie means for each place it is about."""
        for place in self.targets.whom(seen, tie.of):
            target = self._target(seen, tie, place) if self._counts(seen, tie, place) else None
            if target is not None:
                self._join(place, target, tie, (seen, tie))
            elif tie.purpose == "call" and not tie.optional:
                self._miss(seen, tie, place)

    def _miss(self, seen: Seen, tie: Tie, place: Place) -> None:
        """Say that a call leads to something that is not known, unless it is the caller itself."""
        texts = self.targets.texts(seen, tie.target, tie.scope, place)
        addresses = [each for each in map(address_of, texts) if each is not None]
        if not any(each.is_local or each.host in place.names for each in addresses):
            reason = "What it calls is known only when the program runs, or is not part of this."
            self.ground.gap(seen, tie.lines[0], f"a call of {place.name}", reason)

    def _counts(self, seen: Seen, tie: Tie, place: Place) -> bool:
        """What is told to everybody counts for those who can use it: by a library, or by code that
        turns to the same thing. Where tokens are checked counts if code has them checked."""
        if tie.purpose == KINDS_OF_DUTY.get(place.kind):
            return False
        if tie.purpose == "authorize" and tie.technology == "resource":
            return self.has(place, ("authorize",))
        if not self.targets.is_shared(seen, tie.of) or tie.purpose == "configure":
            return True
        return self.has(place, (tie.purpose,)) or tie.technology in self.clients.get(place.id, ())

    def _join(self, place: Place, target: Place, tie: Tie, at: At) -> None:
        purpose = tie.purpose
        if purpose == "use":
            purpose = purpose_of(place, target)
        elif purpose == "call" and target.service is None and target.kind != "app":
            purpose = purpose_of(place, target) if target.kind != "external" else purpose
        edge = self.put(place, target, purpose, at)
        if edge is not None:
            self.protocols.setdefault(edge, tie.technology if purpose in ("call", "route") else "")
            self._note_call(edge, tie, at[0], place)

    def _note_call(self, edge: Edge, tie: Tie, seen: Seen, place: Place) -> None:
        paths = self.targets.texts(seen, tie.path, tie.scope, place)
        whole = [path_of(each) for each in self.targets.texts(seen, tie.target, tie.scope, place)]
        path = next((each for each in (*paths, *whole) if each), "")
        if edge.purpose == "call" and path:
            self.called.setdefault(edge, []).append((tie.method, path))

    def _target(self, seen: Seen, tie: Tie, place: Place) -> Place | None:
        texts = self.targets.texts(seen, tie.target, tie.scope, place)
        for text in texts:
            found = self.targets.at(text, place)
            if found is not None:
                return None if tie.optional and _is_page(text, found) else found
        if any(self.targets.at(text) is place for text in texts) or tie.optional:
            return None
        if tie.purpose == "store" and (not texts or any(map(_EMBEDDED.search, texts))):
            return None
        likely = self.targets.likely(tie.purpose, _technology(tie), place)
        nearest = self._nearest(likely, texts) if likely else None
        if nearest is not None and tie.purpose not in ("call", "route", "fetch"):
            return nearest
        return self._outside(seen, tie, place, texts)

    def _nearest(self, likely: list[Place], texts: list[str]) -> Place | None:
        """One that may be meant, unless the address says another one of the internet's."""
        addresses = [address_of(text) for text in texts]
        if any(each is not None and each.is_public and not each.is_local for each in addresses):
            return None
        return likely[0]

    # -- what lies outside

    def _outside(self, seen: Seen, tie: Tie, place: Place, texts: list[str]) -> Place | None:
        """A component that nobody describes, where it is sure to be there."""
        address = next((a for a in map(address_of, texts) if a is not None), None)
        at = (seen, tie)
        if tie.purpose == "fetch":
            return self._repository(texts, at)
        if tie.purpose == "mail":
            names = [address.host] if address is not None else []
            return self.land.ensure("external", "mail-server", "smtp", at, *names)
        if tie.purpose == "store":
            return self._database(tie, place, address, at)
        if tie.purpose in ("call", "route"):
            return self._other_people(tie, address, at)
        kind = KINDS.get(tie.purpose) or (kind_of(tie.technology) if tie.technology else None)
        if kind is None or address is None or not tie.technology or tie.profile:
            return None
        if kind == "auth":
            return self._provider(address, at)
        return self.land.ensure(kind, tie.technology, tie.technology, at)

    def _repository(self, texts: list[str], at: At) -> Place | None:
        remote = next((t for t in texts if re.match(r"(?:https?|ssh|git)://|git@", t)), "")
        if not remote:
            return None
        host = "github" if "github" in remote else "git"
        return self.land.ensure("external", f"{host}-repository", "git", at)

    def _provider(self, address: Address, at: At) -> Place | None:
        return self.land.ensure("external", address.host, "", at) if address.is_public else None

    def _database(self, tie: Tie, place: Place, address: Address | None, at: At) -> Place | None:
        """A database of the place's own, unless only a variant of its settings knows of one."""
        if not tie.technology or address is None or tie.profile or place.kind == "config":
            return None
        if self.has(place, ("store",), tie.technology):
            return None
        name = f"database-{place.name}"
        other = self.land.places.get(f"component/{name}")
        if other is not None and tie.technology not in other.technologies:
            name = f"{tie.technology}-{place.name}"
        return self.land.ensure("database", name, tie.technology, at)

    def _other_people(self, tie: Tie, address: Address | None, at: At) -> Place | None:
        """Somebody else's API, by its host."""
        if address is None or not address.is_public or "{" in address.host or "$" in address.host:
            return None
        return self.land.ensure("external", address.host, tie.technology, at)

    def kept(self) -> None:
        """Settings that a config server keeps under a program's name are got by that program."""
        for seen, told in self.ground.facts(Told):
            if not told.of or folder(seen.path) not in self.targets.shared_folders:
                continue
            for place in self.land.about(seen, told.of):
                server = self.targets.likely("configure", "", place)
                if server and place.kind != "config" and not self.has(place, ("configure",)):
                    self.put(place, server[0], "configure", (seen, told))

    # -- connections, libraries and settings

    def connections(self) -> None:
        """Stores that code opens, where the system has one of that technology."""
        for seen, fact in self.ground.facts(Connection):
            place = self.land.owner(seen.path)
            if place is None or place.service is None:
                continue
            likely = self.targets.likely("store", fact.technology, place)
            stored = self.has(place, ("store",), fact.technology)
            if len(likely) == 1 and likely[0].kind == "database" and not stored:
                self.put(place, likely[0], "store", (seen, fact))

    def libraries(self) -> None:
        """Clients among the libraries of each program."""
        for place, seen, library in self.libraries_of_programs():
            for known in of_library(library.ecosystem, library.name):
                if self.has(place, (known.purpose, "use"), known.technology):
                    continue
                found = self.targets.likely(known.purpose, known.technology, place)
                if known.purpose == "register" and self.has(place, ("register",)):
                    found = []
                if not found and known.direct and not library.development_only:
                    found = [self._of_library(known.kind, known.technology, place, (seen, library))]
                for target in found:
                    purpose = purpose_of(place, target) if known.purpose == "use" else known.purpose
                    self.put(place, target, purpose, (seen, library))

    def _of_library(self, kind: str, technology: str, place: Place, at: At) -> Place:
        if kind == "database":
            return self.land.ensure("database", f"database-{place.name}", technology, at)
        name = "mail-server" if technology == "smtp" else technology
        return self.land.ensure(kind_of(technology), name, technology, at)

    def libraries_of_programs(self) -> Iterator[tuple[Place, Seen, Library]]:
        """Each library with the programs that have it: a workspace's are those of all below it."""
        shared = {
            folder(seen.path)
            for seen, fact in self.ground.facts(Manifest)
            if fact.root_of_workspace
        }
        for seen, library in self.ground.facts(Library):
            if library.development_only:
                continue
            at = folder(seen.path)
            for place in list(self.land.places.values()):
                own = place.service is not None and place.folder == at
                below = at in shared and (not at or place.folder.startswith(f"{at}/"))
                if own or (below and place.service is not None):
                    yield place, seen, library

    def settings(self) -> None:
        """Addresses in settings that no one else reads: they count if they name a service."""
        known = {edge[:2] for edge in self.found}
        for seen, told in self.ground.facts(Told):
            if _OWN.search(told.key) or not looks_like_address(told.value):
                continue
            for place in self.targets.whom(seen, told.of):
                target = self.targets.at(told.value, place)
                if target is None or target.kind in ("auth", "discovery", "config"):
                    continue
                if target.service is not None and (place.id, target.id) not in known:
                    self.put(place, target, purpose_of(place, target), (seen, told))

    # -- links of containers

    def links(self) -> None:
        """What containers that are no programs of ours are told to know, and what ours store in."""
        routed = {edge.source for edge in self.found if edge.purpose in ("route", "call")}
        for place in list(self.land.places.values()):
            for name in sorted(place.needs | place.links):
                target = self.land.named(name)
                if target is None or not self._is_hint(place, target, routed):
                    continue
                at = next(iter(place.facts or target.facts), None)
                purpose = purpose_of(place, target, linked=name in place.links)
                if at is not None and purpose != "use":
                    self.put(place, target, purpose, at)

    def _is_hint(self, place: Place, target: Place, routed: set[str]) -> bool:
        if place.service is not None:
            stored = self.has(place, ("store",), min(target.technologies, default=""))
            return target.kind == "database" and target.service is None and not stored
        if place.kind in ("gateway", "webserver") and target.service is not None:
            return place.id not in routed
        return place.kind != "app" or target.kind in ("database", "broker")

    def readers(self) -> None:
        """Dashboards read from what stands beside them; some watch every container."""
        for place, target in reads(self.land):
            at = next(iter(place.facts or target.facts), None)
            if at is None and place.service is not None:
                at = self._any_fact(place)
            if at is not None:
                watches = "weave-scope" in place.technologies
                self.put(place, target, "watch" if watches else "read", at)

    def _any_fact(self, place: Place) -> At | None:
        facts = (
            (seen, fact)
            for seen, fact in self.ground.facts(Manifest)
            if folder(seen.path) == place.folder
        )
        return next(facts, None)

    # -- what comes of it

    def elements(self, operations: Iterable[Operation], apis: Iterable[Api]) -> Iterator[Flow]:
        """All flows, with the operations that calls lead to."""
        offered: dict[str, list[Operation]] = {}
        services = {api.id: api.service for api in apis}
        for operation in operations:
            offered.setdefault(services.get(operation.api, ""), []).append(operation)
        for edge, places in sorted(self.found.items()):
            found = {
                operation.id
                for method, path in self.called.get(edge, ())
                for operation in offered.get(edge.target, ())
                if _same(operation, method, path)
            }
            yield Flow(
                id=f"{edge.source} -> {edge.target} ({edge.purpose})",
                name=f"{edge.purpose} {self.land.places[edge.target].name}",
                origin=self.ground.surveyed(*places),
                source=edge.source,
                target=edge.target,
                purpose=edge.purpose,
                operations=tuple(sorted(found)),
                mode="async" if edge.purpose in ("publish", "consume", "log", "trace") else "sync",
                protocol=self.protocols.get(edge, ""),
            )


def _is_page(text: str, target: Place) -> bool:
    """Whether a program names the place its pages come from: as an origin it lets in, not to call
    it."""
    address = address_of(text)
    return target.kind == "webserver" and address is not None and address.is_local


def _technology(tie: Tie) -> str:
    """What a tie asks for, where its words name a component and not a way to speak to it."""
    if tie.purpose in ("authorize", "fetch", "call", "route"):
        return tie.technology if tie.technology == "keycloak" else ""
    return tie.technology


def _same(operation: Operation, method: str, path: str) -> bool:
    """The same method on the same path; the callee's common prefix may be written or not."""
    if method and method not in ("ANY", operation.method):
        return False
    asked, offered = _segments(path), _segments(operation.path)
    return asked == offered or (len(asked) > 1 and offered[-len(asked) :] == asked)


def _segments(path: str) -> list[str]:
    plain = path.partition("?")[0].strip("/")
    return ["{}" if "{" in each or each.startswith(":") else each for each in plain.split("/")]


def ties_of(land: Landscape) -> list[tuple[Seen, Tie]]:
    """All ties, those with a written target first: they say best what is meant."""
    found = list(land.ground.facts(Tie))

    def order(each: tuple[Seen, Tie]) -> tuple[bool, bool, bool]:
        tie = each[1]
        return (
            tie.technology == "resource",
            not isinstance(tie.target, Literally),
            bool(tie.profile),
        )

    return sorted(found, key=order)
