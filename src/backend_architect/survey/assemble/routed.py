"""Gateways that are told no routes of their own: they lead to whatever registers beside them."""

from __future__ import annotations

from backend_architect.survey.assemble.flows import At, Flows
from backend_architect.survey.assemble.landscape import Place
from backend_architect.survey.facts import Duty, Told


def route_everything(flows: Flows) -> None:
    """A gateway or web server with a registry and no route leads to all programs registered in it;
    Traefik leads to the containers whose labels say so."""
    without = {
        place.id: (place, (seen, duty))
        for seen, duty in flows.ground.facts(Duty)
        if duty.kind == "gateway" and (place := flows.land.owner(seen.path)) is not None
        if not flows.has(place, ("route",))
    }
    for place, at in without.values() if len(without) == 1 else ():
        _to_registered(flows, place, at)
    for place in [*flows.land.of_kind("gateway"), *flows.land.of_kind("webserver")]:
        if place.service is None and place.facts and not flows.has(place, ("route",)):
            _to_registered(flows, place, place.facts[0])
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
