"""Work that Python programs do by the clock or put off.

Recognises: Celery's `@app.task` and `@shared_task`, its schedule (`beat_schedule` and
`CELERY_BEAT_SCHEDULE` with `crontab(...)` or seconds, `add_periodic_task`), APScheduler's
`add_job` and `@scheduler.scheduled_job`, RQ's and Dramatiq's `@job` and `@actor`, Huey's
`@huey.periodic_task`.
Versions seen: Celery 3 to 5, APScheduler 3, Dramatiq 1, Huey 2.
Not recognised: schedules kept in a database.
Documentation: https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Task
from backend_architect.survey.idioms.python.calls import arguments, literal, scope

_TASK = re.compile(
    r"^(?:\w+\.)?(task|shared_task|actor|job|db_task|periodic_task|db_periodic_task)\b"
)
_FRAMEWORKS = {"actor": "dramatiq", "job": "rq", "db_task": "huey", "db_periodic_task": "huey"}
_WHEN = ("hour", "minute", "second", "seconds", "minutes", "hours", "day", "cron")
_MARKS = ("celery", "dramatiq", "huey", "rq", "apscheduler")


@detector(
    language="python",
    anchors=_MARKS,
    query="""
    (decorated_definition (decorator) @decorator
      definition: (function_definition name: (identifier) @function))
    (pair key: (string) @entry value: (dictionary) @settings)
    (call function: (attribute attribute: (identifier) @_add)
      (#any-of? @_add "add_job" "add_periodic_task")) @added
    """,
)
def python_tasks(match: Match) -> Iterator[Fact]:
    """One piece of work, with its schedule where one is written."""
    decorator, settings, added = (
        match.node("decorator"),
        match.node("settings"),
        match.node("added"),
    )
    if decorator is not None:
        yield from _decorated(match, decorator)
    elif settings is not None:
        yield from _beat(match, settings)
    elif added is not None:
        yield from _added(added)


def _decorated(match: Match, decorator: Node) -> Iterator[Fact]:
    written = node_text(decorator).lstrip("@ ")
    found = _TASK.match(written)
    name = match.text("function")
    scheduled = re.match(r"\w+\.scheduled_job\((.*)\)", written, re.DOTALL)
    if scheduled is not None:
        schedule = " ".join(scheduled[1].split())
        yield Task(lines=node_lines(decorator), name=name, schedule=schedule, handler=name,
                   framework="apscheduler")  # fmt: skip
    elif found is not None:
        framework = _FRAMEWORKS.get(found[1], "celery")
        periodic = "periodic" in found[1]
        schedule = " ".join(written.partition("(")[2].rstrip(")").split()) if periodic else ""
        yield Task(lines=node_lines(decorator), scope=match.scope("decorator"), name=name,
                   schedule=schedule, handler=name, framework=framework)  # fmt: skip


def _beat(match: Match, settings: Node) -> Iterator[Fact]:
    """An entry of Celery's schedule: a task with when it runs."""
    parts = {
        literal(pair.child_by_field_name("key")): pair.child_by_field_name("value")
        for pair in settings.named_children
        if pair.type == "pair"
    }
    task, schedule = literal(parts.get("task")), parts.get("schedule")
    entry = match.node("entry")
    if task and schedule is not None and entry is not None:
        yield Task(lines=node_lines(entry), name=literal(entry) or task, handler=task,
                   schedule=" ".join(node_text(schedule).split()), framework="celery")  # fmt: skip


def _added(call: Node) -> Iterator[Fact]:
    given = arguments(call)
    called = node_text(call.child_by_field_name("function") or call).rpartition(".")[2]
    first, second = (node_text(n) if (n := given.get("", at)) else "" for at in (0, 1))
    periodic = called == "add_periodic_task"
    handler, when = (second, first) if periodic else (first, second)
    more = [f"{key}={node_text(node)}" for key, node in given.keywords.items() if key in _WHEN]
    if re.match(r"[\w.]+", handler):
        name = re.match(r"[\w.]+", handler)
        yield Task(
            lines=node_lines(call), scope=scope(call), name=name[0] if name else handler,
            schedule=" ".join([when.strip("\"'"), *more]).strip(), handler=name[0] if name else "",
            framework="celery" if periodic else "apscheduler",
        )  # fmt: skip
