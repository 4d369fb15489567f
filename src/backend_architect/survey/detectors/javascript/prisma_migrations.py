"""Prisma: its migrations as the repository's migration tool.

Recognises: `prisma/migrations/<time>_<name>/migration.sql`, and `migration_lock.toml` with the
provider. What the SQL does is read where SQL migrations are read.
Versions seen: Prisma Migrate 2.19 to 6.
Not recognised: `prisma db push` leaves no files.
Documentation: https://www.prisma.io/docs/orm/prisma-migrate/getting-started
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit

_MIGRATION = re.compile(r"(?:^|/)migrations?/\d{4,}_[^/]*/migration\.sql$")


@detector(paths=("*/migration.sql", "migrations/migration_lock.toml", "*/migration_lock.toml"))
def prisma_migrations(match: Match) -> Iterator[Fact]:
    """One vote for each migration, and one for the lock file."""
    path = match.source.path
    if path.endswith("migration_lock.toml") or _MIGRATION.search(path):
        yield Habit(lines=(1, 1), kind="migration-tool", value="prisma")
