"""Plain SQL, for repositories without a migration tool.

Form
    `001_<subject>_up.sql` and `..._down.sql`, numbered on from what is there.
Transactions
    BEGIN and COMMIT stand in the file; a file of statements that refuse a transaction has none and
    must be sent statement by statement, as `psql -v ON_ERROR_STOP=1 -f` does.
Documentation
    https://www.postgresql.org/docs/current/app-psql.html
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import down_script, up_script
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)V?(?P<number>\d+)[^/]*\.sql")


@tool()
def sql(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """An up and a down file."""
    number = next_number(as_is, _SHAPE, sheet.number, first="001")
    stem = f"{place(as_is, _SHAPE, 'migrations')}/{number}_{sheet.subject}"
    return (
        MigrationFile(tool="sql", path=f"{stem}_up.sql", text=up_script(sheet)),
        MigrationFile(tool="sql", path=f"{stem}_down.sql", text=down_script(sheet)),
    )
