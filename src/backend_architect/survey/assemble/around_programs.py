"""The system around the programs: components, channels, flows and jobs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from backend_architect.model.api import Api, Operation
from backend_architect.model.element import Element
from backend_architect.model.flow import Job
from backend_architect.model.service import Service
from backend_architect.survey.assemble.flows import Flows, ties_of
from backend_architect.survey.assemble.ground import Ground
from backend_architect.survey.assemble.landscape import Landscape
from backend_architect.survey.assemble.messages import Messages
from backend_architect.survey.assemble.routed import route_everything
from backend_architect.survey.assemble.targets import Targets
from backend_architect.survey.facts import Task


class System:
    """What the programs are part of."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.land = Landscape(ground)
        self.flows = Flows(self.land, Targets(self.land))
        for seen, tie in ties_of(self.land):
            self.flows.tie(seen, tie)
        self.messages = Messages(self.flows)
        self.messages.take()
        self.flows.kept()
        self.flows.connections()
        self.flows.libraries()
        self.flows.settings()
        self.flows.links()
        route_everything(self.flows)
        self.flows.readers()
        self.messages.settle()

    def services(self) -> Iterator[Service]:
        """The services with all their names."""
        for service in self.ground.services:
            aliases = self.land.aliases(service)
            kind = "gateway" if self._is_gateway(service) else service.kind
            yield msgspec.structs.replace(service, aliases=aliases, kind=kind)

    def _is_gateway(self, service: Service) -> bool:
        """Whether a program is called a gateway and turns to several others."""
        calls = [e for e in self.flows.found if e.source == service.id and e.purpose == "call"]
        named = re.search(r"gateway|zuul|\bedge\b|\bbff\b", service.name, re.IGNORECASE)
        return service.kind == "app" and bool(named) and len(calls) > 1

    def runs(self) -> dict[str, str]:
        """The service that each container runs, "" for one that runs none of ours."""
        return {
            container: place.id if place.service is not None else ""
            for place in self.land.places.values()
            for container in place.containers
        }

    def elements(self, operations: Iterable[Operation], apis: Iterable[Api]) -> Iterator[Element]:
        """Everything but the services."""
        flows = list(self.flows.elements(operations, apis))
        yield from self.land.components()
        yield from self.messages.elements()
        yield from flows
        yield from _jobs(self.ground)


def _jobs(ground: Ground) -> Iterator[Job]:
    seen_ids: set[str] = set()
    for seen, task in ground.facts(Task):
        service = ground.service_id(seen.path)
        id = f"{service}/job/{task.scope or seen.path}.{task.name}"
        if service and id not in seen_ids:
            seen_ids.add(id)
            yield Job(
                id=id,
                name=task.name,
                origin=ground.surveyed((seen, task)),
                service=service,
                schedule=task.schedule,
                handler=task.handler,
                framework=task.framework,
            )
