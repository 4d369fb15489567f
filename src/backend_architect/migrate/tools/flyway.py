"""Flyway: a versioned SQL file, its script configuration, and the way back beside it.

Form
    `V<version>__<subject>.sql`; the version goes on from the repository's. Undo migrations (`U...`)
    belong to the paid editions: the way back is a `.way-back.txt` beside the file, which Flyway
    does not read.
Transactions
    Flyway makes one for each file; a file whose statements refuse it has a `.sql.conf` beside it
    with `executeInTransaction=false`. Flyway's own lock makes CREATE INDEX CONCURRENTLY wait for
    ever unless `flyway.postgresql.transactional.lock=false` is set (Flyway 9.1.2 and later).
Documentation
    https://documentation.red-gate.com/fd/flyway-execute-in-transaction-setting-277578997.html
    https://documentation.red-gate.com/fd/flyway-postgresql-transactional-lock-setting-277579114.html
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import down_script, up_body
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)V(?P<number>\d+)(?:[._]\d+)*__[^/]*\.(?:sql|java)")
_CONFIGURATION = """# The statements of this script refuse a transaction.
# Flyway's project configuration needs flyway.postgresql.transactional.lock=false as well.
executeInTransaction=false
"""


@tool()
def flyway(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """The script, its configuration where it needs one, and the way back."""
    number = next_number(as_is, _SHAPE, sheet.number, first="1")
    stem = f"{place(as_is, _SHAPE, 'src/main/resources/db/migration')}/V{number}__{sheet.subject}"
    files = [MigrationFile(tool="flyway", path=f"{stem}.sql", text=f"{up_body(sheet)}\n")]
    if not sheet.transactional:
        files.append(MigrationFile(tool="flyway", path=f"{stem}.sql.conf", text=_CONFIGURATION))
    back = MigrationFile(tool="flyway", path=f"{stem}.way-back.txt", text=down_script(sheet))
    return (*files, back)
