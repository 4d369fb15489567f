"""Why one place turns to another, by what the two are."""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.flow import FlowPurpose
from backend_architect.survey.assemble.landscape import Landscape, Place

_TRACERS = frozenset(("zipkin", "jaeger", "otel-collector", "tempo"))
_LOGGERS = frozenset(("logstash", "fluentd", "graylog", "loki", "seq"))
_SHIPPERS = frozenset(("logstash", "fluentd", "filebeat", "promtail", "graylog"))
_METERS = frozenset(("prometheus", "graphite", "pushgateway"))
#: Dashboards, and what they read from.
_READS: dict[str, frozenset[str]] = {
    "kibana": frozenset(("elasticsearch",)),
    "grafana": frozenset(("prometheus", "graphite", "influxdb", "loki", "tempo")),
    "hystrix-dashboard": frozenset(("turbine",)),
}
_BY_KIND: dict[str, FlowPurpose] = {
    "database": "store", "broker": "use", "discovery": "register", "config": "configure",
    "auth": "authorize", "external": "call",
}  # fmt: skip


def purpose_of(source: Place, target: Place, *, linked: bool = False) -> FlowPurpose:
    """The purpose for which `source` turns to `target`; "use" where that cannot be known."""
    same = source.technologies & target.technologies
    if same and source.service is None:
        return "join" if linked else "use"
    if target.kind == "observability":
        return _watched(source, target)
    if target.kind in _BY_KIND:
        return _BY_KIND[target.kind]
    if source.kind == "observability":
        return "measure"
    return "route" if source.kind in ("gateway", "webserver") else "call"


def _watched(source: Place, target: Place) -> FlowPurpose:
    if "elasticsearch" in target.technologies:
        if source.technologies & _SHIPPERS:
            return "log"
        return "read" if "kibana" in source.technologies else "store"
    if target.technologies & _TRACERS:
        return "trace"
    if target.technologies & _LOGGERS:
        return "read" if "grafana" in source.technologies else "log"
    if target.technologies & _METERS:
        return "read" if "grafana" in source.technologies else "report"
    return "administer" if "spring-boot-admin" in target.technologies else "use"


def reads(land: Landscape) -> Iterator[tuple[Place, Place]]:
    """Dashboards with what they read from; what watches all containers with each of them."""
    for place in land.places.values():
        for technology in sorted(place.technologies):
            for other in land.places.values():
                wanted = other.technologies & _READS.get(technology, frozenset())
                if other is not place and (wanted or _watches(technology, other)):
                    yield place, other


def _watches(technology: str, other: Place) -> bool:
    return technology == "weave-scope" and bool(other.containers)
