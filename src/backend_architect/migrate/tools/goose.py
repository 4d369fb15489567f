"""goose: one annotated SQL file for each version.

Form
    `<number>_<subject>.sql` with `-- +goose Up` and `-- +goose Down`; the number goes on from the
    repository's, in its width, also where it is a point in time.
Transactions
    goose makes one for each file; `-- +goose NO TRANSACTION` where a statement refuses it. A
    statement with semicolons of its own stands between StatementBegin and StatementEnd.
Documentation
    https://pressly.github.io/goose/documentation/annotations/
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import LOCK_TIMEOUT, comment
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)(?P<number>\d+)_[^/]*\.(?:sql|go)")


@tool()
def goose(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """One file with both ways."""
    number = next_number(as_is, _SHAPE, sheet.number, first="00001")
    path = f"{place(as_is, _SHAPE, 'migrations')}/{number}_{sheet.subject}.sql"
    up = [(step.doc, step.up) for step in sheet.steps]
    down = [(f"{step.loss} Way back of: {step.doc}", step.down) for step in sheet.downs]
    parts = [] if sheet.transactional else ["-- +goose NO TRANSACTION"]
    parts += ["-- +goose Up", *_section(sheet, up)]
    parts += ["-- +goose Down", *_section(sheet, down or [("Nothing to take back.", "SELECT 1;")])]
    return (MigrationFile(tool="goose", path=path, text="\n".join(parts) + "\n"),)


def _section(sheet: Sheet, acts: list[tuple[str, str]]) -> list[str]:
    lines = [LOCK_TIMEOUT] if sheet.transactional else []
    for doc, sql in acts:
        block = ["-- +goose StatementBegin", sql, "-- +goose StatementEnd"]
        lines += [f"-- {comment(doc)}", *(block if ";" in sql[:-1] else [sql])]
    return lines
