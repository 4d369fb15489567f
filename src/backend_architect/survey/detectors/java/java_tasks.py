"""Work that Java programs do by the clock.

Recognises: `@Scheduled` with `cron`, `fixedRate`, `fixedDelay` and their text forms (Spring,
Quarkus, Micronaut), Quartz's `cronSchedule("...")`, Jakarta's `@Schedule`.
Versions seen: Spring 3 to 7, Quarkus 1 to 3, Quartz 2.
Not recognised: schedules that are computed; they are said as written.
Documentation: https://docs.spring.io/spring-framework/reference/integration/scheduling.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Task
from backend_architect.survey.idioms.java.annotations import name_of, pairs

_KEYS = ("cron", "fixedRate", "fixedRateString", "fixedDelay", "fixedDelayString", "every", "value")


@detector(
    language="java",
    anchors=("@Schedule", "cronSchedule"),
    query="""
((annotation name: (identifier) @_name) @annotation (#any-of? @_name "Scheduled" "Schedule"))
(method_invocation name: (identifier) @_cron (#eq? @_cron "cronSchedule")
  arguments: (argument_list . (_) @schedule))
""",
)
def java_tasks(match: Match) -> Iterator[Fact]:
    """One piece of work with its schedule."""
    schedule = match.node("schedule")
    if schedule is not None:
        name = match.scope("schedule").rpartition(".")[2] or "quartz"
        written = node_text(schedule).strip('"')
        yield Task(lines=node_lines(schedule), name=name, schedule=written, framework="quartz")
        return
    annotation = match.nodes("annotation")[0]
    declared = annotation.parent.parent if annotation.parent is not None else None
    name_node = declared.child_by_field_name("name") if declared is not None else None
    if name_node is not None:
        name = node_text(name_node)
        yield Task(
            lines=node_lines(annotation), scope=match.scope("annotation"), name=name,
            schedule=_schedule(annotation), handler=name,
            framework="spring" if name_of(annotation) == "Scheduled" else "jakarta",
        )  # fmt: skip


def _schedule(annotation: Node) -> str:
    given = pairs(annotation)
    words = ((key, node_text(given[key]).strip('"')) for key in _KEYS if key in given)
    return next((v if key in ("cron", "value") else f"{key} {v}" for key, v in words), "")
