"""The system as data flows through it: components, directed connections, endpoints.

Edges follow data, not calls: a database gives to the service that opened it, a config server to its
clients, a broker to those who consume; a registry gives to gateways, and Consul and its like to all
their clients, while Eureka is given the addresses of those that register. Users come in where the
system has an entry, and get an answer there.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.api import Api
from backend_architect.model.architecture import Model
from backend_architect.model.element import Noun
from backend_architect.model.flow import Channel, Component, Flow
from backend_architect.model.service import Service

#: Purposes for which data goes from the target to the one that turns to it.
AGAINST = frozenset(
    ("store", "consume", "configure", "fetch", "authorize", "measure", "watch", "read", "aggregate")
)
_USER = "person/user"
#: What everybody outside may come in by.
_ENTRIES = ("gateway", "webserver")


class Part(Noun, frozen=True, kw_only=True):
    """One component; `kind` is a service's or component's kind, "service" for a plain one."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


class Connection(Noun, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}):
    """Data goes from one part to another, both by id."""

    source: str
    target: str


class Endpoint(Noun, frozen=True, kw_only=True):
    """A method on a path of a part; `context_path` is the beginning common to all its paths."""

    component: str
    method: str
    path: str
    context_path: str = ""


class Dataflow(Noun, frozen=True, kw_only=True):
    """All parts, connections and endpoints, each sorted."""

    components: tuple[Part, ...] = ()
    connections: tuple[Connection, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()


def dataflow(model: Model) -> Dataflow:
    """The system as data flows through it."""
    parts = {part.id: part for part in _parts(model)}
    edges = {edge for flow in model.flows for edge in _edges(model, flow)}
    edges = {(a, b) for a, b in edges if a in parts and b in parts and a != b}
    entries = _entries(model, edges)
    if entries:
        parts[_USER] = Part(id=_USER, name="user", kind="user")
    edges |= {edge for entry in entries for edge in ((_USER, entry), (entry, _USER))}
    return Dataflow(
        components=tuple(sorted(parts.values(), key=lambda part: part.id)),
        connections=tuple(Connection(source=a, target=b) for a, b in sorted(edges)),
        endpoints=tuple(_endpoints(model)),
    )


def _parts(model: Model) -> Iterator[Part]:
    for service in model.services:
        yield _part_of(service)
    for component in model.components:
        yield _part_of(component)


def _part_of(each: Service | Component) -> Part:
    kind = "service" if each.kind in ("app", "worker", "function") else each.kind
    return Part(id=each.id, name=each.name, kind=kind, aliases=each.aliases)


def _edges(model: Model, flow: Flow) -> Iterator[tuple[str, str]]:
    """The way data takes for one flow; a channel stands for its broker."""
    source, target = (_part(model, end) for end in (flow.source, flow.target))
    if source and target:
        against = flow.purpose in AGAINST or _gives(model, flow)
        yield (target, source) if against else (source, target)


def _part(model: Model, id: str) -> str:
    element = model.find(id)
    return element.component if isinstance(element, Channel) else id


def _gives(model: Model, flow: Flow) -> bool:
    """Whether the one turned to is who gives: a registry that is asked for addresses, somebody
    else's API that is called."""
    source, target = model.find(flow.source), model.find(flow.target)
    if flow.purpose == "register":
        asks = isinstance(source, Service) and source.kind == "gateway"
        return asks or not _is_eureka(target)
    return flow.purpose == "call" and isinstance(target, Component) and target.external


def _is_eureka(registry: object) -> bool:
    """Eureka is the registry that keeps what it is told; a program of ours that is one, too."""
    if isinstance(registry, Component):
        return registry.technology in ("eureka", "")
    return isinstance(registry, Service)


def _entries(model: Model, edges: set[tuple[str, str]]) -> list[str]:
    """Gateways and web servers that no other one of them leads to."""
    doors = {service.id for service in model.services if service.kind in _ENTRIES}
    doors |= {component.id for component in model.components if component.kind in _ENTRIES}
    behind = {target for source, target in edges if source in doors and target in doors}
    return sorted(doors - behind)


def _endpoints(model: Model) -> Iterator[Endpoint]:
    for operation in model.operations:
        api = model.find(operation.api)
        if isinstance(api, Api):
            yield Endpoint(
                component=api.service,
                method=operation.method,
                path=operation.path,
                context_path=api.base_path,
            )
