"""Procfiles: the processes a platform starts (Heroku, Dokku, Scalingo, Foreman).

Recognises: `Procfile` and its variants (`Procfile.dev`), a process a line; the release phase is
none.
Versions seen: all.
Not recognised: what the command does; variables in it.
Documentation: https://devcenter.heroku.com/articles/procfile
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import ContainerFact, Fact

_PROCESS = re.compile(r"([A-Za-z0-9_-]+):\s*\S")


@detector(paths=("Procfile", "Procfile.*"))
def procfile(match: Match) -> Iterator[Fact]:
    """One process for each line that names one."""
    for number, line in enumerate(match.source.text.splitlines(), 1):
        found = _PROCESS.match(line)
        if found is not None and found[1] != "release":
            yield ContainerFact(lines=(number, number), name=found[1], kind="process")
