"""Prisma Migrate: a folder with `migration.sql` for each version.

Form
    `prisma/migrations/<14 digits>_<subject>/migration.sql`; the digits go on from the repository's
    last folder, so that ours sort after it. Prisma has no way back of its own: `down.sql` beside it
    is run by `prisma db execute`, then `prisma migrate resolve --rolled-back`.
Transactions
    Prisma sends a file as one query: BEGIN and COMMIT stand in it, and a statement that refuses a
    transaction is alone in its file.
State
    `schema.prisma` must say the same: `prisma migrate diff` shows whether it does.
Documentation
    https://www.prisma.io/docs/orm/prisma-migrate/workflows/customizing-migrations
    https://www.prisma.io/docs/orm/prisma-migrate/workflows/generating-down-migrations
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import down_script, up_script
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)(?P<number>\d+)_[^/]*/migration\.sql")


@tool(alone=True)
def prisma(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """A folder with the way there and the way back."""
    number = next_number(as_is, _SHAPE, sheet.number, first="00000000000001")
    folder = f"{place(as_is, _SHAPE, 'prisma/migrations')}/{number}_{sheet.subject}"
    return (
        MigrationFile(tool="prisma", path=f"{folder}/migration.sql", text=up_script(sheet)),
        MigrationFile(tool="prisma", path=f"{folder}/down.sql", text=down_script(sheet)),
    )
