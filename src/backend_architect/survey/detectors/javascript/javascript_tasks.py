"""Work that programs of Node do by the clock.

Recognises: node-cron's and node-schedule's `schedule("* * * * *", ...)` and `scheduleJob`, cron's
`new CronJob("...")`, NestJS's `@Cron("...")`, `@Interval(...)`, agenda's `every("...", "job")`.
Versions seen: node-cron 2 to 4, node-schedule 1 and 2, cron 1 to 4, NestJS 6 to 11, agenda 3 to 5.
Not recognised: schedules that are computed; `setInterval`.
Documentation: https://github.com/node-cron/node-cron
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Task
from backend_architect.survey.grammars.javascript.nodes import string

_FRAMEWORKS = {"schedule": "node-cron", "scheduleJob": "node-schedule", "CronJob": "cron",
               "Cron": "nestjs", "Interval": "nestjs", "every": "agenda"}  # fmt: skip
_NAMES = " ".join(f'"{name}"' for name in _FRAMEWORKS)
_CRON = re.compile(r"(?:@\w+|[\d*/,\-?A-Z#]+(?:\s+[\d*/,\-?A-Za-z#]+){4,6})\Z")


@detector(
    language="javascript",
    anchors=("cron", "Cron", "node-schedule", "agenda", "@Interval"),
    query=f"""
    (call_expression
      function: [(identifier) @name (member_expression property: (property_identifier) @name)]
      arguments: (arguments . (_) @when) (#any-of? @name {_NAMES}))
    (new_expression constructor: (identifier) @name
      arguments: (arguments . (_) @when) (#any-of? @name {_NAMES}))
    """,
)
def javascript_tasks(match: Match) -> Iterator[Fact]:
    """One piece of work with its schedule."""
    name, when = match.text("name"), match.nodes("when")[0]
    written = string(when) or node_text(when)
    known = "CronExpression." in written or name == "Interval"
    if not known and not _CRON.match(written) and name != "every":
        return
    if name == "every" and "agenda" not in match.source.text:
        return
    yield Task(
        lines=node_lines(when),
        scope=match.scope("when"),
        name=match.scope("when").rpartition(".")[2] or f"{name}-{node_lines(when)[0]}",
        schedule=written[:100],
        framework=_FRAMEWORKS[name],
    )
