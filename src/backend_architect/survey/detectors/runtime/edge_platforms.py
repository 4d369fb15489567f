"""Vercel and Cloudflare: functions, schedules and what is bound to them.

Recognises: `functions` (memory, duration) and `crons` of vercel.json; `name`, `triggers.crons`,
names of `vars`, KV namespaces, D1 databases, R2 buckets, queues of wrangler.toml and wrangler.json.
Versions seen: Vercel 2, Wrangler 1 to 4.
Not recognised: rewrites, environments' overrides.
Documentation: https://vercel.com/docs/project-configuration,
https://developers.cloudflare.com/workers/wrangler/configuration/
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from posixpath import basename
from typing import Any

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import ContainerFact, Fact, SettingFact, Task
from backend_architect.survey.idioms.plain_values import number, table, tables, text, texts


@detector(paths=("vercel.json", "wrangler.toml", "wrangler.json"))
def edge_platforms(match: Match) -> Iterator[Fact]:
    """What one file of a platform says."""
    name = basename(match.source.path)
    try:
        page = (tomllib if name.endswith(".toml") else json).loads(match.source.text)
    except (ValueError, RecursionError):
        return  # comments in JSON, most often: the platforms' own readers allow them
    said = _vercel(page, match.lines()) if name == "vercel.json" else _worker(page, match.lines())
    yield from said


def _vercel(page: Any, lines: tuple[int, int]) -> Iterator[Fact]:
    for pattern, function in sorted(table(page, "functions").items()):
        limits = ((n, number(function, n)) for n in ("memory", "maxDuration"))
        yield ContainerFact(
            lines=lines, name=pattern, kind="function",
            limits=tuple(f"{name} {value}" for name, value in limits if value),
        )  # fmt: skip
    for each in tables(page, "crons"):
        path, schedule = text(each, "path"), text(each, "schedule")
        if path and schedule:
            yield Task(lines=lines, name=path, schedule=schedule, framework="vercel")


def _worker(page: Any, lines: tuple[int, int]) -> Iterator[Fact]:
    name = text(page, "name")
    bound = ("kv_namespaces", "d1_databases", "r2_buckets", "durable_objects", "services")
    settings = sorted({*table(page, "vars"), *(n for kind in bound for n in _bindings(page, kind))})
    if not name:
        return
    yield ContainerFact(lines=lines, name=name, kind="function", settings=tuple(settings))
    yield from (SettingFact(lines=lines, name=each) for each in settings)
    for schedule in texts(table(page, "triggers"), "crons"):
        yield Task(lines=lines, name=schedule, schedule=schedule, framework="cloudflare")


def _bindings(page: Any, kind: str) -> Iterator[str]:
    inner = tables(page, kind)
    for each in inner:
        yield from (n for n in (text(each, "binding"), text(each, "name")) if n)
        yield from (n for each in tables(each, "bindings") if (n := text(each, "name")))
