"""Where it runs and what it is built with: containers, settings, technologies."""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.element import Element
from backend_architect.model.runtime import Container, Setting
from backend_architect.model.service import Technology
from backend_architect.survey.assemble.ground import Ground, looks_secret
from backend_architect.survey.facts import ContainerFact, Library, SettingFact


def runtime(ground: Ground) -> Iterator[Element]:
    """All containers, settings and technologies, each once."""
    yield from _containers(ground).values()
    yield from _settings(ground).values()
    yield from _technologies(ground).values()


def _containers(ground: Ground) -> dict[str, Container]:
    found: dict[str, Container] = {}
    for seen, fact in ground.facts(ContainerFact):
        id = f"{seen.path}/{fact.name}"
        if id not in found:
            found[id] = Container(
                id=id,
                name=fact.name,
                origin=ground.surveyed((seen, fact), kind="configuration"),
                image=fact.image,
                build=fact.build,
                service=ground.service_id(f"{fact.build}/x") if fact.build else "",
                ports=fact.ports,
                depends_on=fact.depends_on,
                settings=fact.settings,
                volumes=fact.volumes,
                health_check=fact.health_check,
                replicas=fact.replicas,
            )
    return found


def _settings(ground: Ground) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for seen, fact in ground.facts(SettingFact):
        service = ground.service_id(seen.path)
        id = f"{service}/setting/{fact.name}"
        if id not in found:
            found[id] = Setting(
                id=id,
                name=fact.name,
                origin=ground.surveyed((seen, fact), kind="configuration"),
                service=service,
                secret=looks_secret(fact.name),
            )
    return found


def _technologies(ground: Ground) -> dict[str, Technology]:
    found: dict[str, Technology] = {}
    for seen, fact in ground.facts(Library):
        service = ground.owner_id(seen.path)
        id = f"{service}/technology/{fact.ecosystem}/{fact.name}"
        if id not in found:
            found[id] = Technology(
                id=id,
                name=fact.name,
                origin=ground.surveyed((seen, fact), kind="configuration"),
                service=service,
                ecosystem=fact.ecosystem,
                version=fact.version,
                development_only=fact.development_only,
            )
    return found
