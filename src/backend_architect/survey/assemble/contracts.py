"""Documents of contracts beside code: which described operation is routed, and where the document
itself is what is served.

Three rules, in this order. Code leads: what it routes is an operation, and a document that tells of
it gets a link. A document that code follows (it hands it to a framework, or registers what was
generated of it) is as good as code. Where no code routes anything, contracts are the contract: in a
repository without a line of program text, all that is described are operations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from posixpath import normpath
from typing import NamedTuple

import msgspec

from backend_architect.model.api import (
    Api,
    Documented,
    DocumentedState,
    Operation,
    Parameter,
    Style,
)
from backend_architect.model.service import Service
from backend_architect.survey.assemble.ground import Ground, Seen, folder, stem
from backend_architect.survey.assemble.routes import Routes
from backend_architect.survey.facts import Described, Followed
from backend_architect.survey.grammars import language_of
from backend_architect.survey.idioms.contracts import joined

#: How callers come to what a kind of document describes; the others are of HTTP.
_STYLES: dict[str, Style] = {"graphql": "graphql", "asyncapi": "event"}
#: A document is about the program where one of so many operations that it describes is routed.
SHARE = 3
#: Kinds that describe what others send or where gateways lead: nobody asks whether code routes it.
_NO_CONTRACT = ("collection", "gateway")


class Told(NamedTuple):
    """A described operation with where it stands."""

    seen: Seen
    fact: Described

    @property
    def whole(self) -> str:
        """The path with the document's own base."""
        return joined(self.fact.base, self.fact.path)


def documented_services(ground: Ground) -> tuple[Service, ...]:
    """The services that documents describe, where the repository holds no program text at all."""
    if any(language_of(path) for path in ground.places.paths):
        return ()
    found: dict[str, Service] = {}
    for seen, fact in ground.facts(Described):
        name = _name(seen, fact)
        if fact.path and name not in found:
            origin = ground.surveyed((seen, fact), kind="document")
            found[name] = Service(id=name, name=name, origin=origin, root=folder(seen.path))
    return tuple(found.values())


def following(ground: Ground) -> tuple[tuple[Seen, Followed], ...]:
    """Where programs say that they serve a contract that stands in the repository."""
    described = {
        (fact.document, fact.service.rpartition(".")[2]) for _, fact in ground.facts(Described)
    }
    documents = {document for document, _ in described}
    return tuple(
        (seen, fact)
        for seen, fact in ground.facts(Followed)
        if (fact.document, fact.contract) in described
        or (fact.document != "protobuf" and fact.document in documents)
    )


def _name(seen: Seen, fact: Described) -> str:
    """What a document calls its service, else the document's own name."""
    return re.sub(r"[^\w.]+", "-", fact.service).strip("-.").lower() or stem(seen.path)


class Contracts:
    """What the documents of a system describe, and what became of it in `routes`."""

    def __init__(self, ground: Ground, routes: Routes, documented: Iterable[Service] = ()) -> None:
        self.ground = ground
        self.routes = routes
        self.services = {service.id: service for service in documented}
        self.told = list(_whole(ground))
        self.followed: set[Told] = set()
        self.answers: dict[Told, str] = {}

    # -- operations that documents say

    def follow(self) -> None:
        """Make operations of what code follows, and of everything where there is no code."""
        if self.services and not self.routes.operations:
            for told in self.told:
                if not self._is_doubled(told.seen, told.fact):
                    self._serve(told, self.services[_name(*told)], told.whole)
        routed = {told for document in _by_document(self.told) for told in self._matched(document)}
        for seen, fact in self.ground.facts(Followed):
            for told in self._meant(seen, fact):
                if fact.through == "rpc" or told not in routed:
                    self.followed.add(told)
                if fact.through == "http" and _is_http(told.fact) and told not in routed:
                    self._serve(
                        told, self.ground.service_of(seen.path), self._below(seen, fact, told)
                    )

    def _meant(self, seen: Seen, fact: Followed) -> list[Told]:
        """What is described by the contract that code names."""
        kind = [told for told in self.told if told.fact.document == fact.document]
        if fact.document == "protobuf":
            return [told for told in kind if told.fact.service.rpartition(".")[2] == fact.contract]
        if not fact.contract:
            home = self.ground.service_id(seen.path)
            own = [told for told in kind if self.ground.service_id(told.seen.path) == home]
            return own if len({told.seen.path for told in own}) == 1 else []
        end = fact.contract.lstrip("./")
        files = sorted(
            {told.seen.path for told in kind if f"/{told.seen.path}".endswith(f"/{end}")}
        )
        nearest = max(files, key=lambda path: _shared(path, seen.path), default="")
        return [told for told in kind if told.seen.path == nearest]

    def _is_doubled(self, seen: Seen, fact: Described) -> bool:
        """Whether an RPC has an HTTP mapping too, by which callers without gRPC know it."""
        bare = _style(fact) == "grpc"
        return bare and (seen.path, fact.service, fact.name) in self._mapped

    @cached_property
    def _mapped(self) -> set[tuple[str, str, str]]:
        told = (told for told in self.told if told.fact.binding)
        return {(each.seen.path, each.fact.service, each.fact.name) for each in told}

    def _below(self, seen: Seen, fact: Followed, told: Told) -> str:
        if fact.prefix is None:
            return told.whole
        prefix = self.ground.symbols.text(seen.path, fact.prefix, fact.scope)
        return told.whole if prefix is None else joined(prefix, told.fact.path)

    def _serve(self, told: Told, service: Service, path: str) -> None:
        """Keep an operation, unless code says it already."""
        fact = told.fact
        known = self._routed.get(_key(fact.method, path), [])
        if any(id.startswith(f"{service.id}/") for id in known):
            return
        api = self._api(told, service)
        id = f"{api.id}/{fact.method} {path}"
        self.routes.operations[id] = Operation(
            id=id,
            name=f"{fact.method} {path}",
            origin=self.ground.surveyed((told.seen, fact), kind="document"),
            tags=("documented",),
            api=api.id,
            method=fact.method,
            path=path,
            handler=fact.name,
            module=told.seen.path,
            parameters=tuple(
                Parameter(name=name, location="path", json_schema={"type": "string"})
                for name in dict.fromkeys(re.findall(r"\{(\w+)\}", path))
            ),
        )
        self._routed.setdefault(_key(fact.method, path), []).append(id)
        self.answers[told] = id

    def _api(self, told: Told, service: Service) -> Api:
        style = _style(told.fact)
        id = f"{service.id}/{'api' if style == 'rest' else style}"
        if id not in self.routes.apis:
            self.routes.apis[id] = Api(
                id=id,
                name=f"{service.name} API",
                origin=self.ground.surveyed((told.seen, told.fact), kind="document"),
                service=service.id,
                style=style,
            )
        return self.routes.apis[id]

    @cached_property
    def _routed(self) -> dict[tuple[str, str], list[str]]:
        """The operations by what callers ask for."""
        found: dict[tuple[str, str], list[str]] = {}
        for id, operation in sorted(self.routes.operations.items()):
            found.setdefault(_key(operation.method, operation.path), []).append(id)
        return found

    # -- what is described, compared with what is routed

    def elements(self) -> Iterator[Documented]:
        """One element for each operation of each document, the first of a name."""
        documents: dict[str, list[Told]] = {}
        for told in self.told:
            documents.setdefault(told.seen.path, []).append(told)
        for path, document in documents.items():
            matched = self._matched(document)
            kept = {f"{path}#{each.fact.method} {each.whole}": each for each in reversed(document)}
            for id, each in kept.items():
                ours = len(matched) * SHARE >= len(document)
                yield self._element(id, each, matched.get(each, ""), ours=ours)

    def _element(self, id: str, told: Told, operation: str, *, ours: bool) -> Documented:
        state = self._state(told, operation, ours=ours)
        return Documented(
            id=id,
            name=told.fact.name or f"{told.fact.method} {told.whole}",
            origin=self.ground.surveyed((told.seen, told.fact), kind="document"),
            document=told.seen.path,
            kind=told.fact.document,
            method=told.fact.method,
            path=told.whole,
            service=self.ground.service_id(told.seen.path),
            operation=operation,
            state=state,
        )

    def _state(self, told: Told, operation: str, *, ours: bool) -> DocumentedState:
        if told in self.answers or told in self.followed:
            return "followed"
        if operation:
            return "routed"
        judged = ours and told.fact.document not in _NO_CONTRACT and _is_http(told.fact)
        return "unrouted" if judged else "unknown"

    def _matched(self, document: list[Told]) -> dict[Told, str]:
        """The operation that answers each, for those that one answers."""
        prefix = self._prefix(document)
        found: dict[Told, str] = {}
        for told in document:
            paths = (told.whole, told.fact.path, f"{prefix}{told.fact.path}")
            ids = [id for path in paths for id in self._asked(told, path)]
            if ids and told.fact.document not in _STYLES:
                found[told] = self.answers.get(told, self._own(told, ids))
        return found

    def _asked(self, told: Told, path: str) -> list[str]:
        return self._routed.get(_key(told.fact.method, path)) or self._routed.get(
            _key("ANY", path), []
        )

    def _own(self, told: Told, ids: list[str]) -> str:
        """Of several operations that of the service around the document, else the first."""
        home = self.ground.service_id(told.seen.path)
        return next((id for id in ids if id.startswith(f"{home}/")), ids[0])

    def _prefix(self, document: list[Told]) -> str:
        """What stands before the document's paths in code, by the vote of what ends alike: a
        document may leave out where it is mounted."""
        votes: Counter[str] = Counter()
        for told in document:
            key = _key(told.fact.method, told.fact.path)
            votes.update(self._ends.get(key, ()))
        best = max(votes, key=lambda prefix: (votes[prefix], prefix), default="")
        return best if votes[best] > 1 else ""

    @cached_property
    def _ends(self) -> dict[tuple[str, str], list[str]]:
        """The ends of the paths of operations, each with what stands before it."""
        found: dict[tuple[str, str], list[str]] = {}
        for operation in self.routes.operations.values():
            parts = operation.path.strip("/").split("/")
            for count in range(1, len(parts)):
                end = _key(operation.method, "/".join(("", *parts[count:])))
                found.setdefault(end, []).append("/".join(("", *parts[:count])))
        return found

    def tag(self) -> None:
        """Mark the operations of code that a document describes."""
        for told in _by_document(self.told):
            for id in set(self._matched(told).values()):
                operation = self.routes.operations[id]
                tags = tuple(sorted({*operation.tags, "documented"}))
                self.routes.operations[id] = msgspec.structs.replace(operation, tags=tags)


def _whole(ground: Ground) -> Iterator[Told]:
    """What documents describe; a path that another file describes belongs to the document that
    refers to it, with the line there. A gap where nothing was read of that file."""
    items: dict[tuple[str, str], list[Told]] = {}
    for seen, fact in ground.facts(Described):
        if not fact.path:
            items.setdefault((seen.path, fact.reference), []).append(Told(seen, fact))
    for seen, fact in ground.facts(Described):
        if fact.method and fact.path:
            yield Told(seen, fact)
        elif fact.path:
            file, _, key = fact.reference.partition("#")
            path = normpath(f"{folder(seen.path)}/{file}").lstrip("/")
            found = items.get((path, key.strip("/").replace("~1", "/").replace("~0", "~")), ())
            for item in found:
                whole = msgspec.structs.replace(fact, method=item.fact.method, name=item.fact.name)
                yield Told(seen, whole)
            if not found:
                reason = "It is described in another file, which was not read."
                ground.gap(seen, fact.lines[0], f"documented path {fact.path}", reason)


def _by_document(told: Iterable[Told]) -> Iterable[list[Told]]:
    documents: dict[str, list[Told]] = {}
    for each in told:
        if each.fact.document not in _NO_CONTRACT:
            documents.setdefault(each.seen.path, []).append(each)
    return documents.values()


def _style(fact: Described) -> Style:
    if fact.document == "protobuf" and not fact.binding:
        return "grpc"
    return _STYLES.get(fact.document, "rest")


def _is_http(fact: Described) -> bool:
    return _style(fact) == "rest"


def _key(method: str, path: str) -> tuple[str, str]:
    """What an operation and its description have in common: parameters may be called otherwise."""
    return method, re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/") or "/"


def _shared(path: str, other: str) -> int:
    """How many folders two files have in common."""
    count = 0
    for a, b in zip(path.split("/"), other.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count
