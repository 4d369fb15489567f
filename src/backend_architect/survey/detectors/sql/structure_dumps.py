"""Dumps of a whole schema that Rails and Ecto keep beside their migrations.

Recognises: `db/structure.sql` and others of this name in a folder called db, `structure.sql` of an
Ecto repository's folder below priv.
Versions seen: Rails 4 to 8, Ecto 2 and 3.
Not recognised: dumps by other names. What stands in them is said by `migrations`.
Documentation: https://guides.rubyonrails.org/active_record_migrations.html#types-of-schema-dumps,
https://hexdocs.pm/ecto_sql/Mix.Tasks.Ecto.Dump.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Snapshot

_RAILS = re.compile(r"(?:^|/)db/(?:\w+_)?structure\.sql\Z")
_INSERTED = re.compile(r"\('?(\d{8,20})'?\)")
_ECTO = re.compile(r"(?:^|/)priv/\w+/structure\.sql\Z")


@detector(paths=("*structure.sql",))
def structure_dumps(match: Match) -> Iterator[Fact]:
    """Whose migrations the dump makes needless."""
    if b"CREATE TABLE" not in match.source.data:
        return
    tool = "rails" if _RAILS.search(match.source.path) else ""
    if tool or _ECTO.search(match.source.path):
        yield Snapshot(lines=(1, 1), tool=tool or "ecto", version=_version(match.source.text))


def _version(text: str) -> str:
    """The highest version among those that the dump inserts at its end."""
    _, _, inserted = text.rpartition("CREATE TABLE")
    return max(_INSERTED.findall(inserted), key=int, default="")
