"""Which programs the repository holds: folders with a manifest that serve or store something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from backend_architect.model.element import Surveyed
from backend_architect.model.service import Service
from backend_architect.survey.assemble.ground import Ground, Seen, folder
from backend_architect.survey.assemble.routing import Routing
from backend_architect.survey.facts import (
    Entity,
    Manifest,
    Resource,
    Route,
    Router,
    Said,
    SchemaStep,
)
from backend_architect.survey.grammars import language_of


def services(ground: Ground, routing: Routing) -> tuple[Service, ...]:
    """The services, with at least one as soon as anything is served or stored.

    A manifest's folder is a service if routes of a known router stand below it (and below no deeper
    manifest): what only looks like a route is none. Where none has routes, those with tables are; a
    library module of a larger build is none.
    """
    manifests = _manifests(ground)
    serving = _roots(manifests, routing.registered())
    roots = serving or _roots(manifests, _places(ground, (Entity, SchemaStep)))
    frameworks = _frameworks(ground, routing, manifests)
    named: dict[str, Service] = {}
    for root in sorted(roots):
        service = _service(ground, root, manifests.get(root), frameworks[root])
        if service.id in named:
            service = _service(ground, root, None, frameworks[root])
        named[service.id] = service
    return tuple(named.values())


def _manifests(ground: Ground) -> dict[str, tuple[Seen, Manifest]]:
    found: dict[str, tuple[Seen, Manifest]] = {}
    for seen, manifest in ground.facts(Manifest):
        found.setdefault(folder(seen.path), (seen, manifest))
    return found


def _places(ground: Ground, kinds: Iterable[type[Said]]) -> list[tuple[Seen, Said]]:
    return [(seen, fact) for kind in kinds for seen, fact in ground.facts(kind)]


def _roots(
    manifests: dict[str, tuple[Seen, Manifest]], facts: Iterable[tuple[Seen, Said]]
) -> set[str]:
    return {_root(manifests, seen.path) for seen, _ in facts}


def _root(manifests: dict[str, tuple[Seen, Manifest]], path: str) -> str:
    """The deepest folder with a manifest above a file; "" if there is none."""
    above = folder(path)
    while above and above not in manifests:
        above = folder(above)
    return above


def _frameworks(
    ground: Ground, routing: Routing, manifests: dict[str, tuple[Seen, Manifest]]
) -> dict[str, Counter[tuple[str, str]]]:
    """Votes for (framework, language) by root."""
    votes: dict[str, Counter[tuple[str, str]]] = {}
    for seen, fact in routing.registered():
        framework = fact.framework or seen.detector
        counter = votes.setdefault(_root(manifests, seen.path), Counter())
        counter[framework, language_of(seen.path)] += 1
    for seen, _ in ground.facts(Entity):
        counter = votes.setdefault(_root(manifests, seen.path), Counter())
        counter["", language_of(seen.path)] += 0
    for seen, _ in ground.facts(SchemaStep):
        votes.setdefault(_root(manifests, seen.path), Counter())
    return votes


def _service(
    ground: Ground,
    root: str,
    manifest: tuple[Seen, Manifest] | None,
    votes: Counter[tuple[str, str]],
) -> Service:
    framework, language = max(votes, key=lambda v: (votes[v], v), default=("", ""))
    declared = manifest[1].name.rstrip("/").rpartition("/")[2] if manifest else ""
    name = declared or root.replace("/", "-") or ground.repository
    return Service(
        id=name,
        name=name,
        origin=_origin(ground, root, manifest),
        language=language or (manifest[1].language if manifest else ""),
        framework=framework,
        root=root,
    )


def _origin(ground: Ground, root: str, manifest: tuple[Seen, Manifest] | None) -> Surveyed:
    if manifest is not None:
        return ground.surveyed(manifest, kind="configuration")
    kinds = (Router, Route, Resource, Entity, SchemaStep)
    below = (f for f in _places(ground, kinds) if not root or f[0].path.startswith(f"{root}/"))
    return ground.surveyed(next(below))
