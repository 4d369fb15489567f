"""Gateways that are told no routes of their own: they lead to whatever registers beside them."""

from __future__ import annotations

from backend_architect.survey.assemble.flows import At, Flows
from backend_architect.survey.assemble.landscape import Place
from backend_architect.survey.facts import Duty, Told


def route_everything(flows: Flows) -> None:
    """A gateway with a registry and no route leads to all programs registered in it; Traefik leads
    to the containers whose labels say so."""
    for seen, duty in flows.ground.facts(Duty):
        place = flows.land.owner(seen.path) if duty.kind == "gateway" else None
        if place is not None and not flows.has(place, ("route",)):
            _to_registered(flows, place, (seen, duty))
    for seen, told in flows.ground.facts(Told):
        if told.key == "published-by":
            for gateway in flows.land.of_kind("gateway", told.value):
                for target in flows.land.about(seen, told.of):
                    flows.put(gateway, target, "route", (seen, told))


def _to_registered(flows: Flows, gateway: Place, at: At) -> None:
    own = {e.target for e in flows.found if e.source == gateway.id and e.purpose == "register"}
    for edge in list(flows.found):
        if edge.purpose == "register" and edge.target in own and edge.source != gateway.id:
            target = flows.land.places[edge.source]
            if target.service is not None and target.kind in ("app", "auth"):
                flows.put(gateway, target, "route", at)
