"""Which programs the repository holds: folders with a manifest that serve or store something."""

from __future__ import annotations

import re
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
    serving = _roots(ground, manifests, routing.registered())
    roots = serving or _roots(ground, manifests, _places(ground, (Entity, SchemaStep)))
    frameworks = _frameworks(ground, routing, manifests)
    named: dict[str, Service] = {}
    for root in sorted(roots):
        service = _service(ground, root, manifests.get(root, {}), frameworks[root])
        if service.id in named:
            service = _service(ground, root, {}, frameworks[root])
        named[service.id] = service
    return tuple(named.values())


#: The manifests of a folder by family of languages.
Manifests = dict[str, dict[str, tuple[Seen, Manifest]]]


def _manifests(ground: Ground) -> Manifests:
    found: Manifests = {}
    for seen, manifest in ground.facts(Manifest):
        own = found.setdefault(folder(seen.path), {})
        own.setdefault(_family(manifest.language), (seen, manifest))
    return found


def _family(language: str) -> str:
    return "javascript" if language in ("typescript", "tsx") else language


def _places(ground: Ground, kinds: Iterable[type[Said]]) -> list[tuple[Seen, Said]]:
    return [(seen, fact) for kind in kinds for seen, fact in ground.facts(kind)]


def _roots(ground: Ground, manifests: Manifests, facts: Iterable[tuple[Seen, Said]]) -> set[str]:
    return {_root(ground, manifests, seen.path) for seen, _ in facts}


def _root(ground: Ground, manifests: Manifests, path: str) -> str:
    """The deepest folder above a file with a manifest of the file's own language (a package.json
    makes no service of the Go file beside it); else with any; without one the repository's own."""
    family = _family(language_of(path))
    above = [folder(path)]
    while above[-1]:
        above.append(folder(above[-1]))
    own = [place for place in above if family in manifests.get(place, {})]
    return next(iter(own or [place for place in above if place in manifests]), ground.bottom(path))


def _frameworks(
    ground: Ground, routing: Routing, manifests: Manifests
) -> dict[str, Counter[tuple[str, str]]]:
    """Votes for (framework, language) by root."""
    votes: dict[str, Counter[tuple[str, str]]] = {}
    for seen, fact in routing.registered():
        framework = fact.framework or seen.detector
        counter = votes.setdefault(_root(ground, manifests, seen.path), Counter())
        counter[framework, language_of(seen.path)] += 1
    for seen, _ in ground.facts(Entity):
        counter = votes.setdefault(_root(ground, manifests, seen.path), Counter())
        counter["", language_of(seen.path)] += 0
    for seen, _ in ground.facts(SchemaStep):
        votes.setdefault(_root(ground, manifests, seen.path), Counter())
    return votes


def _service(
    ground: Ground,
    root: str,
    manifests: dict[str, tuple[Seen, Manifest]],
    votes: Counter[tuple[str, str]],
) -> Service:
    framework, language = max(votes, key=lambda v: (votes[v], v), default=("", ""))
    manifest = manifests.get(_family(language)) or next(iter(manifests.values()), None)
    name = _declared(manifest[1].name if manifest else "") or root.replace("/", "-") or ground.name
    return Service(
        id=name,
        name=name,
        origin=_origin(ground, root, manifest),
        language=language or (manifest[1].language if manifest else ""),
        framework=framework,
        root=root,
    )


def _declared(name: str) -> str:
    """The last part of a package's name; the one before it where that is a Go module's version."""
    parts = [part for part in name.split("/") if part]
    return next((part for part in reversed(parts) if not re.fullmatch(r"v\d+", part)), "")


def _origin(ground: Ground, root: str, manifest: tuple[Seen, Manifest] | None) -> Surveyed:
    if manifest is not None:
        return ground.surveyed(manifest, kind="configuration")
    kinds = (Router, Route, Resource, Entity, SchemaStep)
    below = (f for f in _places(ground, kinds) if not root or f[0].path.startswith(f"{root}/"))
    return ground.surveyed(next(below))
