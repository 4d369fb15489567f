"""Railway: how a service is deployed, by railway.json or railway.toml.

Recognises: `deploy` with `healthcheckPath`, `numReplicas`, `cronSchedule`, `startCommand`.
Versions seen: the schema of 2024 and 2025.
Not recognised: environments' overrides; services and variables that live in the dashboard.
Documentation: https://docs.railway.com/reference/config-as-code
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import ContainerFact, Fact, Task, Unresolved
from backend_architect.survey.idioms.plain_values import number, table, text


@detector(paths=("railway.json", "railway.toml"))
def railway(match: Match) -> Iterator[Fact]:
    """One process, and its schedule if it has one."""
    path, lines = match.source.path, match.lines()
    read = json.loads if path.endswith(".json") else tomllib.loads
    try:
        deploy = table(read(match.source.text), "deploy")
    except (ValueError, RecursionError):
        reason = "It is not written as its name promises."
        yield Unresolved(lines=(1, 1), what=basename(path), reason=reason, kind="unparsed")
        return
    name = basename(dirname(path)) or "app"
    asked = text(deploy, "healthcheckPath")
    yield ContainerFact(
        lines=lines,
        name=name,
        kind="process",
        health_check=bool(asked),
        probes=(f"http {asked}",) if asked else (),
        replicas=number(deploy, "numReplicas") or 1,
    )
    schedule = text(deploy, "cronSchedule")
    if schedule:
        yield Task(lines=lines, name=name, schedule=schedule, framework="railway")
