"""Liquibase: a changelog in formatted SQL for each sheet.

Form
    `<number>-<subject>.sql` with a change set and its rollback. The root changelog must include it,
    unless it includes the whole folder.
Transactions
    A change set is one; `runInTransaction:false` where a statement refuses it, and then each
    statement is a change set of its own. `splitStatements:false` leaves the splitting to the JDBC
    driver, which knows PostgreSQL's dollar quotes.
Documentation
    https://docs.liquibase.com/concepts/changelogs/sql-format.html
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import LOCK_TIMEOUT, comment
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)V?(?P<number>\d+)[-_.][^/]*\.(?:sql|xml|ya?ml|json)")
_FOLDER = "src/main/resources/db/changelog/changes"
#: Who Liquibase says it was; with the id and the path it names a change set.
_AUTHOR = "backend-architect"


@tool()
def liquibase(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """One changelog."""
    number = next_number(as_is, _SHAPE, sheet.number, first="001")
    path = f"{place(as_is, _SHAPE, _FOLDER)}/{number}-{sheet.subject}.sql"
    text = "\n\n".join(["--liquibase formatted sql", *_change_sets(sheet)])
    return (MigrationFile(tool="liquibase", path=path, text=f"{text}\n"),)


def _change_sets(sheet: Sheet) -> list[str]:
    if sheet.transactional:
        ups = [LOCK_TIMEOUT, *(step.up for step in sheet.steps)]
        return [_change_set(sheet, "", ups, [step.down for step in sheet.downs])]
    return [
        _change_set(sheet, f"-{at}", [step.up], [step.down] * bool(step.down))
        for at, step in enumerate(sheet.steps, 1)
    ]


def _change_set(sheet: Sheet, suffix: str, ups: list[str], downs: list[str]) -> str:
    attributes = ["splitStatements:false", "rollbackSplitStatements:false"]
    attributes += [] if sheet.transactional else ["runInTransaction:false"]
    head = f"--changeset {_AUTHOR}:{sheet.subject}{suffix} {' '.join(attributes)}"
    docs = "; ".join(dict.fromkeys(comment(step.doc).rstrip(".") for step in sheet.steps))
    back = [f"--rollback {line}" for sql in downs for line in sql.split("\n")]
    return "\n".join([head, f"--comment: {docs}", *ups, *(back or ["--rollback empty"])])
