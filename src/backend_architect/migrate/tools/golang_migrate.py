"""golang-migrate: a pair of SQL files for each version.

Form
    `<number>_<subject>.up.sql` and `.down.sql`; the number goes on from the repository's, in its
    width, also where it is a point in time.
Transactions
    golang-migrate sends a file as one query: BEGIN and COMMIT stand in it, and a statement that
    refuses a transaction is alone in its file. When a file fails, the version is marked dirty:
    mend, then `migrate force <version before>`.
Documentation
    https://github.com/golang-migrate/migrate/blob/master/database/postgres/TUTORIAL.md
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import down_script, up_script
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)(?P<number>\d+)_[^/]*\.(?:up|down)\.sql")


@tool(alone=True)
def golang_migrate(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """An up and a down file."""
    number = next_number(as_is, _SHAPE, sheet.number, first="000001")
    stem = f"{place(as_is, _SHAPE, 'db/migrations')}/{number}_{sheet.subject}"
    return (
        MigrationFile(tool="golang-migrate", path=f"{stem}.up.sql", text=up_script(sheet)),
        MigrationFile(tool="golang-migrate", path=f"{stem}.down.sql", text=down_script(sheet)),
    )
