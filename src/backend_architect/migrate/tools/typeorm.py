"""TypeORM: a class with `up` and `down` for each sheet.

Form
    `<13 digits>-<Name>.ts` with `class <Name><13 digits> implements MigrationInterface`; the digits
    go on from the repository's last migration, so that ours sort after it.
Transactions
    `transaction = false` where a statement refuses one. TypeORM accepts that only with
    `migrationsTransactionMode: "each"` (or `--transaction each`), which is needed here anyway: by
    default all pending migrations share one transaction, and locks are held until the last is done.
    `migration:revert` opens a transaction whatever the class says: such a migration goes back with
    `--transaction none`.
Documentation
    https://typeorm.io/docs/migrations/faking#transaction-modes
"""

from __future__ import annotations

import re

from backend_architect.migrate.existing import next_number, place
from backend_architect.migrate.script import LOCK_TIMEOUT, comment
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?)(?P<number>\d{13})-[^/]*\.(?:ts|js)")


@tool()
def typeorm(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """One class."""
    number = next_number(as_is, _SHAPE, sheet.number, first="0000000000001")
    name = "".join(word.capitalize() for word in sheet.subject.split("_"))
    path = f"{place(as_is, _SHAPE, 'src/migrations')}/{number}-{name}.ts"
    return (MigrationFile(tool="typeorm", path=path, text=_text(sheet, f"{name}{number}")),)


def _text(sheet: Sheet, name: str) -> str:
    single = "" if sheet.transactional else (
        "    // These statements refuse a transaction.\n"
        "    // Run them with --transaction each, revert them with --transaction none.\n"
        "    transaction = false;\n\n"
    )  # fmt: skip
    down = [(f"{step.loss} Way back of: {step.doc}", step.down) for step in sheet.downs]
    return f"""import {{ MigrationInterface, QueryRunner }} from "typeorm";

export class {name} implements MigrationInterface {{
    name = "{name}";

{single}    public async up(queryRunner: QueryRunner): Promise<void> {{
{_queries(sheet, [(step.doc, step.up) for step in sheet.steps])}
    }}

    public async down(queryRunner: QueryRunner): Promise<void> {{
{_queries(sheet, down)}
    }}
}}
"""


def _queries(sheet: Sheet, acts: list[tuple[str, str]]) -> str:
    if not acts:
        return "        // Nothing to take back here."
    lines = [_query(LOCK_TIMEOUT)] if sheet.transactional else []
    for doc, sql in acts:
        lines += [f"        // {comment(doc)}", _query(sql)]
    return "\n".join(lines)


def _query(sql: str) -> str:
    """SQL in a template literal: exactly as it is, so lines are not indented."""
    escaped = sql.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return f"        await queryRunner.query(`{escaped}`);"
