"""Kubernetes' manifests: what runs in the cluster, and what its environment makes it turn to.

Recognises: Deployment, StatefulSet, DaemonSet, ReplicaSet, Pod, Job and CronJob (containers with
image, ports, environment, probes, resources, replicas), autoscalers' bounds, Services of the same
file as further names of what they select, CronJobs' schedules, Ingresses' and HTTPRoutes' paths to
Services; lists of manifests. Names of secrets only, never their values. The lines are those of the
manifest's document.
Versions seen: Kubernetes 1.9 to 1.34.
Not recognised: Helm's templates (they are no YAML before they are filled in), kustomize's patches.
Documentation: https://kubernetes.io/docs/reference/kubernetes-api/
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Connection,
    ContainerFact,
    Fact,
    Literally,
    Scaled,
    SettingFact,
    Task,
    Tie,
)
from backend_architect.survey.idioms.environment import turns_of_environment
from backend_architect.survey.idioms.images import store_of
from backend_architect.survey.idioms.workloads import limits_of, probes_of
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    mapping,
    scalar,
)

_WORKLOADS = frozenset(
    ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod", "Job", "CronJob",
     "DeploymentConfig", "Rollout")
)  # fmt: skip
#: Names of the cluster's own programs that come beside one of ours.
_BESIDE = frozenset(("istio-proxy", "linkerd-proxy", "cloud-sql-proxy", "cloudsql-proxy"))

Said = dict[str, yaml.Node]


@detector(paths=("*.yml", "*.yaml"))
def kubernetes(match: Match) -> Iterator[Fact]:
    """What one file of manifests describes."""
    text = match.source.text
    if "apiVersion" not in text or "kind:" not in text:
        return
    try:
        found = documents(text)
    except Unreadable:  # a template, most often
        return
    manifests = [
        (node, mapping(node))
        for top in found
        for node in (elements(mapping(top).get("items")) or [top])
    ]
    services = [said for _, said in manifests if scalar(said.get("kind")) == "Service"]
    for node, said in manifests:
        kind, lines = scalar(said.get("kind")), _lines(node)
        if kind in _WORKLOADS:
            yield from _workload(said, kind, services, lines)
        elif kind in ("HorizontalPodAutoscaler", "ScaledObject"):
            yield from _scaling(said, lines)
        elif kind in ("Ingress", "HTTPRoute"):
            yield from _ways(said, lines)


def _lines(node: yaml.Node) -> tuple[int, int]:
    first, end = node.start_mark.line + 1, node.end_mark
    return first, max(first, end.line if end.column == 0 else end.line + 1)


def _at(said: Said, *keys: str) -> yaml.Node | None:
    """The node below at a path of keys."""
    node: yaml.Node | None = None
    for key in keys:
        node = said.get(key)
        said = mapping(node)
    return node


def _template(said: Said, kind: str) -> Said:
    """The description of the pod a workload makes."""
    spec = mapping(said.get("spec"))
    if kind == "CronJob":
        spec = mapping(_at(spec, "jobTemplate", "spec"))
    return spec if kind == "Pod" else mapping(_at(spec, "template", "spec"))


def _workload(
    said: Said, kind: str, services: list[Said], lines: tuple[int, int]
) -> Iterator[Fact]:
    name = scalar(_at(said, "metadata", "name"))
    containers = [mapping(each) for each in elements(_template(said, kind).get("containers"))]
    own = [each for each in containers if scalar(each.get("name")) not in _BESIDE]
    if not name or not own:
        return
    first = own[0]
    variables = [pair for each in own for pair in _variables(each)]
    image = scalar(first.get("image"))
    replicas = scalar(_at(said, "spec", "replicas"))
    yield ContainerFact(
        lines=lines,
        name=name,
        names=tuple(sorted(_names(said, kind, services) - {name})),
        image=image,
        ports=tuple(
            port for each in elements(first.get("ports"))
            if (port := scalar(mapping(each).get("containerPort")))
        ),
        settings=tuple(sorted({key for key, _ in variables})),
        health_check="livenessProbe" in first or "readinessProbe" in first,
        probes=probes_of(first),
        limits=limits_of(mapping(first.get("resources"))),
        secrets=tuple(sorted(_secrets(own))),
        replicas=int(replicas) if replicas.isdigit() else 1,
    )  # fmt: skip
    technology = store_of(image)
    if technology:
        yield Connection(lines=lines, technology=technology)
    else:
        yield from (SettingFact(lines=lines, name=key) for key, _ in variables if key)
    yield from turns_of_environment(name, variables, lines)
    schedule = scalar(_at(said, "spec", "schedule"))
    if kind == "CronJob" and schedule:
        yield Task(lines=lines, name=name, schedule=schedule, framework="kubernetes")


def _variables(container: Said) -> Iterator[tuple[str, str]]:
    """Names with values; those taken from secrets and maps have none here."""
    for each in elements(container.get("env")):
        variable = mapping(each)
        yield scalar(variable.get("name")), scalar(variable.get("value"))


def _secrets(containers: list[Said]) -> set[str]:
    """The names of the secrets that containers are given."""
    found: set[str] = set()
    for container in containers:
        for each in elements(container.get("env")):
            found.add(scalar(_at(mapping(each), "valueFrom", "secretKeyRef", "name")))
        for each in elements(container.get("envFrom")):
            found.add(scalar(_at(mapping(each), "secretRef", "name")))
    return found - {""}


def _scaling(said: Said, lines: tuple[int, int]) -> Iterator[Fact]:
    """What a HorizontalPodAutoscaler or a ScaledObject of KEDA scales, between which numbers."""
    spec = mapping(said.get("spec"))
    of = scalar(_at(spec, "scaleTargetRef", "name"))
    least = scalar(spec.get("minReplicas")) or scalar(spec.get("minReplicaCount"))
    most = scalar(spec.get("maxReplicas")) or scalar(spec.get("maxReplicaCount"))
    if of and most.isdigit():
        yield Scaled(lines=lines, of=of, least=int(least) if least.isdigit() else 1, most=int(most))


def _names(said: Said, kind: str, services: list[Said]) -> set[str]:
    """The Services of the file that select the workload's pods."""
    place = ("metadata",) if kind == "Pod" else ("spec", "template", "metadata")
    labels = {k: scalar(v) for k, v in mapping(_at(said, *place, "labels")).items()}
    found: set[str] = set()
    for service in services:
        asked = {k: scalar(v) for k, v in mapping(_at(service, "spec", "selector")).items()}
        if asked and asked.items() <= labels.items():
            found.add(scalar(_at(service, "metadata", "name")))
    return found


def _ways(said: Said, lines: tuple[int, int]) -> Iterator[Fact]:
    """A route for each path that leads to a Service."""
    waiting: list[yaml.Node] = [node for node in (said.get("spec"),) if node is not None]
    steps = 0
    while waiting and steps < 2_000:
        steps += 1
        node = waiting.pop()
        inner = mapping(node)
        service = scalar(inner.get("serviceName")) or scalar(_at(inner, "service", "name"))
        if service:
            yield Tie(
                lines=lines, purpose="route", target=Literally(text=service), technology="ingress",
                of="ingress", optional=True,
            )  # fmt: skip
        waiting.extend([*inner.values(), *(elements(node) if not inner else [])])
