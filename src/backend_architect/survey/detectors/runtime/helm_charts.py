"""Helm: charts, what they depend on, and the values their templates are filled with.

Recognises: `dependencies` of Chart.yaml and requirements.yaml that are databases, brokers or
caches; of values.yaml and its variants `replicaCount`, `image`, `resources`, `autoscaling`,
`service.port`, names in `env`; values of the parts of an umbrella chart are read like those of a
chart.
Versions seen: Helm 2 and 3.
Not recognised: templates, which are no YAML before they are filled in.
Documentation: https://helm.sh/docs/topics/charts/
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Connection, ContainerFact, Fact, Scaled, SettingFact
from backend_architect.survey.idioms.images import store_of
from backend_architect.survey.idioms.workloads import limits_of
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    keys_of,
    mapping,
    scalar,
)

Said = dict[str, yaml.Node]


@detector(paths=("Chart.yaml", "requirements.yaml", "values.yaml", "values-*.yaml",
                 "values.*.yaml"))  # fmt: skip
def helm_charts(match: Match) -> Iterator[Fact]:
    """What a chart brings along, or what it is filled with."""
    try:
        found = documents(match.source.text)
    except Unreadable:
        return
    root = mapping(found[0]) if found else {}
    if not basename(match.source.path).startswith("values"):
        for each in elements(root.get("dependencies")):
            yield from _dependency(each)
        return
    chart = basename(dirname(match.source.path))
    yield from _values(chart, root, match.lines())
    for name, lines in keys_of(found[0] if found else None).items():
        yield from _values(name, mapping(root.get(name)), lines)


def _dependency(node: yaml.Node) -> Iterator[Fact]:
    name, line = scalar(mapping(node).get("name")), node.start_mark.line + 1
    technology = store_of(name)
    if technology:
        yield ContainerFact(
            lines=(line, line), name=f"chart.{name}", kind="managed", technology=technology
        )
        yield Connection(lines=(line, line), technology=technology)


def _values(name: str, said: Said, lines: tuple[int, int]) -> Iterator[Fact]:
    image = mapping(said.get("image"))
    repository = scalar(image.get("repository"))
    if not repository or "{" in repository:
        return
    tag = scalar(image.get("tag"))
    scaling = mapping(said.get("autoscaling"))
    settings = sorted(_settings(said.get("env")))
    yield ContainerFact(
        lines=lines,
        name=f"{name} (chart)",
        kind="process",
        image=f"{repository}:{tag}" if tag else repository,
        ports=tuple(p for p in (scalar(mapping(said.get("service")).get("port")),) if p),
        settings=tuple(settings),
        replicas=_count(said.get("replicaCount")) or 1,
        limits=limits_of(mapping(said.get("resources"))),
    )
    yield from (SettingFact(lines=lines, name=each) for each in settings)
    if scalar(scaling.get("enabled")).lower() == "true":
        least, most = _count(scaling.get("minReplicas")), _count(scaling.get("maxReplicas"))
        yield Scaled(lines=lines, of=f"{name} (chart)", least=least or 1, most=most)


def _settings(node: yaml.Node | None) -> set[str]:
    listed = {scalar(mapping(each).get("name")) for each in elements(node)}
    return (set(mapping(node)) | listed) - {""}


def _count(node: yaml.Node | None) -> int:
    written = scalar(node)
    return int(written) if written.isdigit() and len(written) < 6 else 0
