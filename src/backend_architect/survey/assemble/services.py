"""Which programs the repository holds: folders with a manifest that serve or store something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from posixpath import basename

import msgspec

from backend_architect.catalog.components import of_image, server_of
from backend_architect.model.element import Surveyed
from backend_architect.model.service import Service, ServiceKind
from backend_architect.survey.assemble.contracts import following
from backend_architect.survey.assemble.ground import Ground, Seen, folder
from backend_architect.survey.assemble.routing import Routing
from backend_architect.survey.facts import (
    ContainerFact,
    Duty,
    Entity,
    Followed,
    Library,
    Manifest,
    Resource,
    Route,
    Router,
    Said,
    SchemaStep,
    Tie,
    Told,
)
from backend_architect.survey.grammars import language_of


def services(ground: Ground, routing: Routing) -> tuple[Service, ...]:
    """The services, with at least one as soon as anything is served or stored, or runs.

    A manifest's folder is a service if routes of a known router stand below it (and below no deeper
    manifest): what only looks like a route is none. Where none has routes, those with tables are; a
    library module of a larger build is none.
    """
    manifests = _manifests(ground)
    running = _roots(ground, manifests, _places(ground, (Duty,)))
    running |= _built(ground, manifests)
    serving = _roots(ground, manifests, routing.registered()) | running
    serving |= _roots(ground, manifests, following(ground))
    lent = _lent(ground, manifests, running, serving - running)
    ground.lend(lent)
    serving -= lent.keys()
    roots = serving or _roots(ground, manifests, _places(ground, (Entity, SchemaStep)))
    frameworks = _frameworks(ground, routing, manifests)
    called = _called(ground, roots)
    named: dict[str, Service] = {}
    for root in sorted(roots):
        votes = frameworks.get(root, Counter())
        service = _service(ground, root, manifests.get(root, {}), votes, called.get(root, ""))
        if service.id in named:
            service = _service(ground, root, {}, votes)
        named[service.id] = service
    parts = _parts(ground, manifests)
    return tuple(
        msgspec.structs.replace(each, kind=parts.get(each.root, "app")) for each in named.values()
    )


def _lent(
    ground: Ground, manifests: Manifests, running: set[str], others: set[str]
) -> dict[str, str]:
    """Folders that do not run by themselves and that a running program has among its libraries,
    with the first such program."""
    modules = {
        manifest.name or basename(root): root
        for root in others
        for _, manifest in manifests.get(root, {}).values()
        if manifest.ecosystem in ("maven", "gradle") and (manifest.name or root)
    }
    found: dict[str, str] = {}
    for seen, library in ground.facts(Library):
        module = modules.get(library.name.rpartition(":")[2])
        program = folder(seen.path)
        if module is not None and program in running and not library.development_only:
            found.setdefault(module, program)
    return found


def _built(ground: Ground, manifests: Manifests) -> set[str]:
    """Folders with a manifest and an image's recipe that a container of the system runs: it is
    built from there, or bears the folder's name. Images of web servers hold pages, no program."""
    recipes: dict[str, str] = {}
    names: set[str] = set()
    for seen, fact in ground.facts(ContainerFact):
        if seen.detector == "dockerfile":
            recipes[fact.build] = fact.image
        else:
            names |= {fact.build, fact.name, fact.image.rpartition("/")[2].partition(":")[0]}
    own = (place for place in manifests if place and of_image(recipes.get(place, "x")) is None)
    return {place for place in own if place in recipes and names & {place, basename(place)}}


#: Of several parts that a program plays, the first here names it.
_PARTS: tuple[ServiceKind, ...] = ("gateway", "discovery", "config", "auth", "observability")


def _parts(ground: Ground, manifests: Manifests) -> dict[str, ServiceKind]:
    """The part that the program at each root plays, for those that play one."""
    played: dict[str, set[str]] = {}
    for seen, fact in ground.facts(Duty):
        played.setdefault(_root(ground, manifests, seen.path), set()).add(fact.kind)
    for seen, library in ground.facts(Library):
        known = server_of(library.ecosystem, library.name)
        if known is not None and not library.development_only:
            played.setdefault(folder(seen.path), set()).add(known.kind)
    for seen, tie in ground.facts(Tie):
        if tie.purpose == "route" and not tie.of:
            played.setdefault(_root(ground, manifests, seen.path), set()).add("gateway")
    return {
        root: next((part for part in _PARTS if part in kinds), "app")
        for root, kinds in played.items()
    }


def _called(ground: Ground, roots: set[str]) -> dict[str, str]:
    """What programs call themselves in their own settings; nothing that two of them share."""
    called: dict[str, str] = {}
    for seen, fact in ground.facts(Told):
        if fact.key == "name" and not fact.of and fact.value and "$" not in fact.value:
            above = [root for root in roots if not root or seen.path.startswith(f"{root}/")]
            if above:
                called.setdefault(max(above, key=len), fact.value)
    shared = Counter(called.values())
    return {root: name for root, name in called.items() if shared[name] == 1}


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
        framework = routing.framework(seen, fact)
        counter = votes.setdefault(_root(ground, manifests, seen.path), Counter())
        counter[framework, language_of(seen.path)] += 1
    for seen, followed in following(ground):
        counter = votes.setdefault(_root(ground, manifests, seen.path), Counter())
        counter[followed.framework, language_of(seen.path)] += 0
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
    called: str = "",
) -> Service:
    framework, language = max(votes, key=lambda v: (votes[v], v), default=("", ""))
    manifest = manifests.get(_family(language)) or next(iter(manifests.values()), None)
    artifact = _declared(manifest[1].name if manifest else "")
    name = called or artifact or root.replace("/", "-") or ground.name
    aliases = {artifact, basename(root)} - {name, ""}
    return Service(
        id=name,
        name=name,
        aliases=tuple(sorted(aliases)),
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
    kinds = (Router, Route, Resource, Entity, SchemaStep, Duty, ContainerFact, Followed)
    below = (f for f in _places(ground, kinds) if not root or f[0].path.startswith(f"{root}/"))
    return ground.surveyed(next(below))
