"""Heroku: what is built and run (heroku.yml), and what an application needs (app.json).

Recognises: `build.docker` and `run` of heroku.yml; `env`, `formation` and add-ons of app.json and
`setup.addons` (PostgreSQL, Redis, RabbitMQ, Kafka, MongoDB, Elasticsearch and mail by plan).
Versions seen: heroku.yml 2018 to 2025, app.json schema of the platform API 3.
Not recognised: pipelines, buildpacks.
Documentation: https://devcenter.heroku.com/articles/app-json-schema,
https://devcenter.heroku.com/articles/build-docker-images-heroku-yml
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Connection, ContainerFact, Fact, SettingFact
from backend_architect.survey.idioms.images import store_of
from backend_architect.survey.idioms.plain_values import number, table
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    keys_of,
    mapping,
    scalar,
)

if TYPE_CHECKING:
    import yaml

_ADDONS = {
    "heroku-postgresql": "postgresql", "heroku-redis": "redis", "rediscloud": "redis",
    "redistogo": "redis", "cloudamqp": "rabbitmq", "heroku-kafka": "kafka",
    "mongolab": "mongodb", "objectrocket": "mongodb", "jawsdb": "mysql", "cleardb": "mysql",
    "jawsdb-maria": "mariadb", "bonsai": "elasticsearch", "foundelasticsearch": "elasticsearch",
    "memcachier": "memcached", "memcachedcloud": "memcached", "sendgrid": "sendgrid",
    "mailgun": "mailgun",
}  # fmt: skip


@detector(paths=("heroku.yml", "app.json"))
def heroku(match: Match) -> Iterator[Fact]:
    """Processes, settings and add-ons."""
    if basename(match.source.path) == "app.json":
        yield from _application(match)
        return
    try:
        found = documents(match.source.text)
    except Unreadable:
        return
    root = mapping(found[0]) if found else {}
    for part in ("build", "run"):
        node = mapping(root.get("build")).get("docker") if part == "build" else root.get("run")
        for name, lines in sorted(keys_of(node).items()):
            if name != "release" and (part == "build" or name not in _built(root)):
                yield ContainerFact(lines=lines, name=name, kind="process")
    for each in elements(mapping(root.get("setup")).get("addons")):
        line = each.start_mark.line + 1
        yield from _addon(scalar(mapping(each).get("plan")) or scalar(each), (line, line))


def _built(root: dict[str, yaml.Node]) -> set[str]:
    return set(mapping(mapping(root.get("build")).get("docker")))


def _application(match: Match) -> Iterator[Fact]:
    """app.json is other tools' too: only what Heroku's schema has is said."""
    try:
        page = json.loads(match.source.text)
    except (ValueError, RecursionError):
        return
    lines = match.lines()
    if not isinstance(page, dict) or "expo" in page:
        return
    for name in sorted(table(page, "env")):
        yield SettingFact(lines=lines, name=name)
    for name, formation in sorted(table(page, "formation").items()):
        copies = number(formation, "quantity") or 1
        yield ContainerFact(lines=lines, name=name, kind="process", replicas=copies)
    addons = page.get("addons")
    for each in addons if isinstance(addons, list) else ():
        plan = each.get("plan") if isinstance(each, dict) else each
        yield from _addon(plan if isinstance(plan, str) else "", lines)


def _addon(plan: str, lines: tuple[int, int]) -> Iterator[Fact]:
    technology = _ADDONS.get(plan.partition(":")[0], "")
    if technology:
        name = f"addon.{plan.partition(':')[0]}"
        yield ContainerFact(lines=lines, name=name, kind="managed", technology=technology)
        if store_of(technology):
            yield Connection(lines=lines, technology=store_of(technology))
