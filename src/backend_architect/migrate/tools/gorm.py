"""GORM without a migration tool: plain SQL, to be run before the release.

Form
    `<number>_<subject>.up.sql` and `.down.sql`, which golang-migrate, goose and psql read alike.
Caveat
    `AutoMigrate` adds what is missing and never takes anything away; it builds indexes without
    CONCURRENTLY and adds foreign keys that lock both tables while they read the rows. When these
    files have run before the release, it finds nothing left to do.
Transactions
    BEGIN and COMMIT stand in the file, or it holds one statement that refuses them.
Documentation
    https://gorm.io/docs/migration.html
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import down_script, up_script
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)(?P<number>\d+)_[^/]*\.sql")
_NOTE = "-- Run this before the release: AutoMigrate would do it under stronger locks.\n"


@tool(alone=True)
def gorm(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """An up and a down file."""
    number = next_number(as_is, _SHAPE, sheet.number, first="000001")
    stem = f"{place(as_is, _SHAPE, 'migrations')}/{number}_{sheet.subject}"
    return (
        MigrationFile(tool="gorm", path=f"{stem}.up.sql", text=_NOTE + up_script(sheet)),
        MigrationFile(tool="gorm", path=f"{stem}.down.sql", text=down_script(sheet)),
    )
