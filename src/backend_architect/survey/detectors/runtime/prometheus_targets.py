"""Whom Prometheus asks for measures, and where Grafana reads.

Recognises: `scrape_configs` with `static_configs`, in any YAML file; data sources of Grafana
(`datasources:` with `type` and `url`).
Versions seen: Prometheus 1 to 3, Grafana 5 to 12.
Not recognised: targets that Prometheus discovers by itself (Eureka, Consul, Kubernetes, files).
Documentation: https://prometheus.io/docs/prometheus/latest/configuration/configuration/
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Tie
from backend_architect.survey.idioms.addresses import without_credentials
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    mapping,
    scalar,
)


@detector(paths=("*.yml", "*.yaml"))
def prometheus_targets(match: Match) -> Iterator[Fact]:
    """One tie for each target, and for each data source of a dashboard."""
    text = match.source.text
    if "scrape_configs" not in text and "datasources:" not in text:
        return
    try:
        found = documents(text)
    except Unreadable:  # a template of another tool, most often
        return
    for root in map(mapping, found):
        for job in elements(root.get("scrape_configs")):
            yield from _targets(mapping(job))
        for source in elements(root.get("datasources")):
            yield from _source(mapping(source))


def _targets(job: dict[str, yaml.Node]) -> Iterator[Fact]:
    for config in elements(job.get("static_configs")):
        for target in elements(mapping(config).get("targets")):
            line = target.start_mark.line + 1
            yield Tie(
                lines=(line, line), purpose="measure", target=Literally(text=scalar(target)),
                technology="prometheus", of="prometheus", optional=True,
            )  # fmt: skip


def _source(source: dict[str, yaml.Node]) -> Iterator[Fact]:
    url = source.get("url")
    if url is not None and scalar(url):
        line = url.start_mark.line + 1
        target = Literally(text=without_credentials(scalar(url)))
        yield Tie(
            lines=(line, line), purpose="read", target=target, technology="grafana", of="grafana",
            optional=True,
        )  # fmt: skip
