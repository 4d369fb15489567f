"""Render's blueprints: services, workers, schedules and databases of a render.yaml.

Recognises: `services` of type web, pserv, worker, cron, redis and keyvalue with `rootDir`, names of
`envVars`, `healthCheckPath`, `numInstances`, `scaling`, `disk`, `schedule`; `databases`; services
and databases of `projects` and `previews` are read like the others.
Versions seen: the blueprint format of 2021 to 2025.
Not recognised: `envVarGroups` of the dashboard, static sites.
Documentation: https://render.com/docs/blueprint-spec
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Connection,
    ContainerFact,
    Fact,
    SettingFact,
    Task,
    Unresolved,
)
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    mapping,
    scalar,
)

_RUNNING = frozenset(("web", "pserv", "worker", "cron"))


@detector(paths=("render.yaml", "render.yml"))
def render_yaml(match: Match) -> Iterator[Fact]:
    """What each entry of the blueprint is."""
    try:
        found = documents(match.source.text)
    except Unreadable as trouble:
        lines = (trouble.line, trouble.line)
        reason = "It is no YAML, or it describes too much."
        yield Unresolved(lines=lines, what="render.yaml", reason=reason, kind="unparsed")
        return
    root = mapping(found[0]) if found else {}
    for node in elements(root.get("services")):
        yield from _service(node, dirname(match.source.path))
    for node in elements(root.get("databases")):
        lines = _lines(node)
        name = f"database.{scalar(mapping(node).get('name'))}"
        yield ContainerFact(lines=lines, name=name, kind="managed", technology="postgresql")
        yield Connection(lines=lines, technology="postgresql")


def _lines(node: yaml.Node) -> tuple[int, int]:
    first, end = node.start_mark.line + 1, node.end_mark
    return first, max(first, end.line if end.column <= node.start_mark.column else end.line + 1)


def _service(node: yaml.Node, folder: str) -> Iterator[Fact]:
    said, lines = mapping(node), _lines(node)
    kind, name = scalar(said.get("type")), scalar(said.get("name"))
    if kind in ("redis", "keyvalue"):
        named = f"{kind}.{name}"
        yield ContainerFact(lines=lines, name=named, kind="managed", technology="redis")
        yield Connection(lines=lines, technology="redis")
    elif kind in _RUNNING and name:
        yield from _running(said, lines, name, folder)


def _running(
    said: dict[str, yaml.Node], lines: tuple[int, int], name: str, folder: str
) -> Iterator[Fact]:
    variables = (mapping(each).get("key") for each in elements(said.get("envVars")))
    settings = tuple(sorted({scalar(each) for each in variables} - {""}))
    root, asked = scalar(said.get("rootDir")), scalar(said.get("healthCheckPath"))
    scaling = mapping(said.get("scaling"))
    yield ContainerFact(
        lines=lines,
        name=name,
        kind="process",
        build=normpath(join(folder, root)) if root and not root.startswith("/") else "",
        settings=settings,
        health_check=bool(asked),
        probes=(f"http {asked}",) if asked else (),
        replicas=_count(said.get("numInstances")) or _count(scaling.get("minInstances")) or 1,
        replicas_max=_count(scaling.get("maxInstances")),
        limits=tuple(f"plan {scalar(said['plan'])}" for _ in range(1) if "plan" in said),
    )
    yield from (SettingFact(lines=lines, name=each) for each in settings)
    schedule = scalar(said.get("schedule"))
    if schedule:
        yield Task(lines=lines, name=name, schedule=schedule, framework="render")


def _count(node: yaml.Node | None) -> int:
    written = scalar(node)
    return int(written) if written.isdigit() and len(written) < 6 else 0
