"""Rails: config/database.yml, the stores an application opens.

Recognises: `adapter:` or the scheme of `url:`, and `pool:` or `max_connections:` as numbers; of
production where it says so, else of the first block that does.
Versions seen: Rails 4 to 8.
Not recognised: addresses that only the environment knows.
Documentation: https://guides.rubyonrails.org/configuring.html#configuring-a-database
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Connection, Fact
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.stores import technology_of

_ADAPTER = re.compile(r"^\s+(?:adapter:\s*[\"']?(\w+)|url:\s*[\"']?(\w+)://)", re.MULTILINE)
_POOL = re.compile(r"^\s+(?:pool|max_connections):\s*[\"']?(\d+)", re.MULTILINE)
_KNOWN = {"trilogy": "mysql", "mysql2": "mysql", "postgis": "postgresql"}


@detector(paths=("config/database.yml", "*/config/database.yml"))
def database_yml(match: Match) -> Iterator[Fact]:
    """One connection for each kind of store."""
    if is_aside(match.source.path):
        return
    text = match.source.text
    pool = _POOL.search(text)
    said: set[str] = set()
    for found in _ADAPTER.finditer(text):
        word = found[1] or found[2]
        technology = _KNOWN.get(word) or technology_of(word)
        line = text.count("\n", 0, found.end()) + 1
        if technology and technology not in said:
            said.add(technology)
            yield Connection(
                lines=(line, line), technology=technology, pooled=True,
                pool_max=int(pool[1]) if pool else None,
            )  # fmt: skip
