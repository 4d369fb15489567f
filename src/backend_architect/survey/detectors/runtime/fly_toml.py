"""Fly.io: the application of a fly.toml.

Recognises: `app`, `[processes]`, ports of `[http_service]` and `[[services]]`, the names of
`[env]`, checks with their paths, `[[mounts]]`, the size and memory of `[[vm]]`,
`min_machines_running`.
Versions seen: flyctl 0.0 to 0.3 (application platforms 1 and 2).
Not recognised: regions, releases' commands; secrets, which the file does not hold.
Documentation: https://fly.io/docs/reference/configuration/
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import ContainerFact, Fact, SettingFact, Unresolved
from backend_architect.survey.idioms.plain_values import number, table, tables, text


@detector(paths=("fly.toml", "fly.*.toml"))
def fly_toml(match: Match) -> Iterator[Fact]:
    """One process for the application, or one for each that it names."""
    lines = match.lines()
    try:
        page = tomllib.loads(match.source.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        reason = "It is no TOML."
        yield Unresolved(lines=(1, 1), what="fly.toml", reason=reason, kind="unparsed")
        return
    served = [table(page, "http_service"), *tables(page, "services")]
    settings = tuple(sorted(table(page, "env")))
    probes = tuple(_probes(page, served))
    names = list(table(page, "processes")) or [text(page, "app") or "app"]
    for name in names:
        yield ContainerFact(
            lines=lines,
            name=name,
            kind="process",
            ports=tuple(str(port) for each in served if (port := number(each, "internal_port"))),
            settings=settings,
            volumes=tuple(sorted(text(each, "destination") for each in tables(page, "mounts"))),
            health_check=bool(probes),
            probes=probes,
            replicas=max([1, *(number(each, "min_machines_running") for each in served)]),
            limits=tuple(_limits(page)),
        )
    yield from (SettingFact(lines=lines, name=name) for name in settings)


def _probes(page: dict[str, Any], served: list[dict[str, Any]]) -> Iterator[str]:
    for check in table(page, "checks").values():
        if isinstance(check, dict):
            yield f"{text(check, 'type') or 'tcp'} {text(check, 'path')}".strip()
    for each in served:
        for kind, name in (("http", "checks"), ("http", "http_checks"), ("tcp", "tcp_checks")):
            yield from (f"{kind} {text(check, 'path')}".strip() for check in tables(each, name))


def _limits(page: dict[str, Any]) -> Iterator[str]:
    for machine in tables(page, "vm"):
        for name in ("size", "memory", "cpus", "memory_mb"):
            value = text(machine, name) or str(number(machine, name) or "")
            if value:
                yield f"{name} {value}"
