"""Files of environment variables: the names of settings, never their values.

Recognises: `.env`, `.env.example`, `.env.sample`, `.env.template`, `example.env`, `app.env` and the
like; a `DATABASE_URL` whose value is a harmless address says which database, by its scheme alone.
Versions seen: all.
Not recognised: shell scripts that export variables.
Documentation: https://docs.docker.com/reference/compose-file/services/#env_file-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Connection, Fact, SettingFact
from backend_architect.survey.idioms.stores import technology_of

_LINE = re.compile(r"\s*#?\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*[\"']?(.*)")
_ADDRESS = re.compile(r"([a-z][\w+.:-]*)://")


@detector(paths=(".env", ".env.*", "*.env", "*.env.example", "*.env.sample", "env.example"))
def dotenv(match: Match) -> Iterator[Fact]:
    """One setting for each variable that is named, once."""
    seen: set[str] = set()
    for number, line in enumerate(match.source.text.splitlines(), 1):
        found = _LINE.match(line)
        if found is None or found[1] in seen:
            continue
        seen.add(found[1])
        lines = (number, number)
        yield SettingFact(lines=lines, name=found[1])
        address = _ADDRESS.match(found[2].strip())
        technology = technology_of(address[1]) if address else ""
        if technology and not line.lstrip().startswith("#"):
            yield Connection(lines=lines, technology=technology)
