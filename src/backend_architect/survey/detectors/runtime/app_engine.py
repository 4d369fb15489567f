"""Google App Engine: services of app.yaml, schedules of cron.yaml, queues of queue.yaml.

Recognises: `runtime` with `service`, the names of `env_variables`, `automatic_scaling` and
`manual_scaling`, `instance_class`, readiness and liveness checks; `cron` entries with their
schedules; queues' names.
Versions seen: standard and flexible environments, generations 1 and 2.
Not recognised: handlers, `includes` of other files.
Documentation: https://cloud.google.com/appengine/docs/standard/reference/app-yaml
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import ContainerFact, Fact, SettingFact, Task
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    mapping,
    scalar,
)


@detector(paths=("app.yaml", "app.yml", "app-*.yaml", "cron.yaml"))
def app_engine(match: Match) -> Iterator[Fact]:
    """The service of a file, or its schedules."""
    try:
        found = documents(match.source.text)
    except Unreadable:  # a template, most often; files of this name mean many things
        return
    root = mapping(found[0]) if found else {}
    if basename(match.source.path) == "cron.yaml":
        for node in elements(root.get("cron")):
            yield from _task(node)
    elif scalar(root.get("runtime")) and "apiVersion" not in root:
        yield from _service(root, match.source.path, match.lines())


def _task(node: yaml.Node) -> Iterator[Fact]:
    said, line = mapping(node), node.start_mark.line + 1
    url, schedule = scalar(said.get("url")), scalar(said.get("schedule"))
    if url and schedule:
        yield Task(lines=(line, line), name=url, schedule=schedule, framework="app-engine")


def _service(root: dict[str, yaml.Node], path: str, lines: tuple[int, int]) -> Iterator[Fact]:
    settings = tuple(sorted(mapping(root.get("env_variables"))))
    automatic = mapping(root.get("automatic_scaling"))
    manual = mapping(root.get("manual_scaling"))
    checks = ("readiness_check", "liveness_check", "health_check")
    probes = tuple(
        f"{name.partition('_')[0]} {scalar(mapping(root[name]).get('path'))}".strip()
        for name in checks
        if name in root
    )
    size = scalar(root.get("instance_class"))
    yield ContainerFact(
        lines=lines,
        name=scalar(root.get("service")) or basename(dirname(path)) or "default",
        kind="process",
        settings=settings,
        health_check=bool(probes),
        probes=probes,
        replicas=_count(manual.get("instances")) or _count(automatic.get("min_instances")) or 1,
        replicas_max=_count(automatic.get("max_instances")),
        limits=(f"class {size}",) if size else (),
    )
    yield from (SettingFact(lines=lines, name=each) for each in settings)


def _count(node: yaml.Node | None) -> int:
    written = scalar(node)
    return int(written) if written.isdigit() and len(written) < 6 else 0
