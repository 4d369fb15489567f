"""What Kubernetes' and Compose's descriptions say of resources and probes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_architect.survey.idioms.yaml_lines import mapping, scalar

if TYPE_CHECKING:
    import yaml

_PROBES = {"livenessProbe": "liveness", "readinessProbe": "readiness", "startupProbe": "startup"}


def limits_of(resources: dict[str, yaml.Node]) -> tuple[str, ...]:
    """The limits of `resources`, as "cpu 500m"; where it has none its requests, told as such."""
    limits = mapping(resources.get("limits"))
    if limits:
        return tuple(f"{name} {scalar(node)}" for name, node in sorted(limits.items()))
    requests = mapping(resources.get("requests"))
    return tuple(f"{name} {scalar(node)} requested" for name, node in sorted(requests.items()))


def probes_of(container: dict[str, yaml.Node]) -> tuple[str, ...]:
    """How a container is asked whether it is well: "readiness /health", "liveness exec"."""
    return tuple(
        f"{word} {_way(mapping(container[name]))}"
        for name, word in _PROBES.items()
        if name in container
    )


def _way(probe: dict[str, yaml.Node]) -> str:
    for name in ("httpGet", "tcpSocket", "grpc", "exec"):
        if name in probe:
            return scalar(mapping(probe[name]).get("path")) or name
    return "unknown"
