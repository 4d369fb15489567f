"""Where it runs and what it is built with: containers, settings, technologies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from backend_architect.catalog.libraries import role_of_library
from backend_architect.model.element import Element, Surveyed
from backend_architect.model.runtime import Container, Setting
from backend_architect.model.service import Technology
from backend_architect.survey.assemble.ground import AnyFact, Ground, Seen, looks_secret
from backend_architect.survey.assemble.landscape import plain
from backend_architect.survey.facts import ContainerFact, Library, Scaled, SettingFact


def runtime(ground: Ground, runs: Mapping[str, str]) -> Iterator[Element]:
    """All containers, settings and technologies, each once. `runs` are the services that containers
    of files beside them are known to run, by the container's id."""

    scales = {plain(fact.of): fact for _, fact in ground.facts(Scaled)}

    def container(seen: Seen, fact: ContainerFact, origin: Surveyed) -> Container:
        return _container(ground, runs, scales, seen, fact, origin)

    def setting(seen: Seen, fact: SettingFact, origin: Surveyed) -> Setting:
        return _setting(ground.service_id(seen.path), fact, origin)

    def technology(seen: Seen, fact: Library, origin: Surveyed) -> Technology:
        return _technology(ground.owner_id(seen.path), fact, origin)

    yield from _once(ground, ContainerFact, container)
    yield from _once(ground, SettingFact, setting)
    yield from _once(ground, Library, technology)


def _once(
    ground: Ground, kind: type[AnyFact], make: Callable[[Seen, AnyFact, Surveyed], Element]
) -> Iterable[Element]:
    """What is made of each fact of a kind, the first of each id."""
    found: dict[str, Element] = {}
    for seen, fact in ground.facts(kind):
        element = make(seen, fact, ground.surveyed((seen, fact), kind="configuration"))
        found.setdefault(element.id, element)
    return found.values()


def _container(
    ground: Ground,
    runs: Mapping[str, str],
    scales: Mapping[str, Scaled],
    seen: Seen,
    fact: ContainerFact,
    origin: Surveyed,
) -> Container:
    id = f"{seen.path}/{fact.name}"
    built = ground.owner_id(f"{fact.build}/x") if fact.build else ""
    if fact.kind in ("process", "function") and not built:
        built = ground.owner_id(seen.path)
    scaled = scales.get(plain(fact.name), Scaled(lines=(1, 1), of=fact.name))
    return Container(
        id=id,
        name=fact.name,
        origin=origin,
        kind=fact.kind,
        technology=fact.technology,
        image=fact.image,
        build=fact.build,
        service=runs.get(id, built),
        ports=fact.ports,
        depends_on=fact.depends_on,
        settings=fact.settings,
        volumes=fact.volumes,
        health_check=fact.health_check,
        probes=fact.probes,
        replicas=max(fact.replicas, scaled.least),
        replicas_max=max(fact.replicas_max, scaled.most),
        limits=fact.limits,
        secrets=fact.secrets,
        networks=fact.networks,
        profiles=fact.profiles,
    )


def _setting(service: str, fact: SettingFact, origin: Surveyed) -> Setting:
    return Setting(
        id=f"{service}/setting/{fact.name}",
        name=fact.name,
        origin=origin,
        service=service,
        secret=looks_secret(fact.name),
    )


def _technology(service: str, fact: Library, origin: Surveyed) -> Technology:
    return Technology(
        id=f"{service}/technology/{fact.ecosystem}/{fact.name}",
        name=fact.name,
        origin=origin,
        service=service,
        ecosystem=fact.ecosystem,
        version=fact.version,
        role=fact.role or role_of_library(fact.ecosystem, fact.name),
        development_only=fact.development_only,
    )
