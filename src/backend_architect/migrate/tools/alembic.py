"""Alembic: a revision file for each sheet.

Form
    `versions/<revision>_<subject>.py` with `op.execute` of the SQL that was tried, so that what
    runs is what was proven. Revision ids are hashes of the content: the same plan, the same ids.
Head
    The first of ours follows the one revision no other follows. Where the survey saw none, or
    several, `down_revision` is a placeholder that Alembic refuses ("Can't locate revision"), until
    the output of `alembic heads` (after `alembic merge`, if there are several) stands there.
Transactions
    `op.get_context().autocommit_block()` for statements that refuse one. Set
    `transaction_per_migration=True` in env.py: otherwise all pending revisions share a transaction,
    and locks are held until the last is done.
Documentation
    https://alembic.sqlalchemy.org/en/latest/api/runtime.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from backend_architect.migrate.existing import place
from backend_architect.migrate.python_text import python_string
from backend_architect.migrate.script import LOCK_TIMEOUT, comment
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile, Step

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?versions/)(?P<name>[^/]+)\.py")
_REVISION = re.compile(r"[A-Za-z0-9_.-]+")
#: What SQLAlchemy's `text()`, which Alembic makes of a string, would take for a parameter.
_BOUND = re.compile(r"(?<![:\w\\]):(?=\w+(?!:))")
#: Stands for the head that only `alembic heads` knows; Alembic finds no such revision.
HEAD = "PUT_THE_OUTPUT_OF_alembic_heads_HERE"


@tool()
def alembic(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """One revision file."""
    revision = _revision(sheet)
    before = _revision(sheet.previous) if sheet.previous else _head(as_is)
    path = f"{place(as_is, _SHAPE, 'alembic/versions')}/{revision}_{sheet.subject}.py"
    return (MigrationFile(tool="alembic", path=path, text=_text(sheet, revision, before)),)


def _revision(sheet: Sheet) -> str:
    said = "\0".join([sheet.subject, *(f"{step.up}\0{step.down}" for step in sheet.steps)])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _head(as_is: Model) -> str:
    tools = [each for each in as_is.conventions if each.kind == "migration-tool"]
    heads = {head for each in tools if each.value == "alembic" for head in each.latest}
    only = heads.pop() if len(heads) == 1 else ""
    return only if _REVISION.fullmatch(only) else HEAD


def _text(sheet: Sheet, revision: str, before: str) -> str:
    note = "  # no single head was found" if before == HEAD else ""
    return f'''"""{sheet.kind}: {comment(sheet.goal)}

Revision ID: {revision}
Revises: {before}
"""

from alembic import op

revision = "{revision}"
down_revision = "{before}"{note}
branch_labels = None
depends_on = None


def upgrade() -> None:
{_body(sheet, [(step.doc, step.up) for step in sheet.steps])}


def downgrade() -> None:
{_body(sheet, _backwards(sheet.downs))}
'''


def _backwards(steps: Iterable[Step]) -> list[tuple[str, str]]:
    return [(f"{step.loss} {step.doc}" if step.loss else step.doc, step.down) for step in steps]


def _body(sheet: Sheet, acts: list[tuple[str, str]]) -> str:
    if not acts:
        return "    pass  # nothing to take back here"
    indent = "    " if sheet.transactional else "        "
    lines = [f'    op.execute("{LOCK_TIMEOUT}")'] if sheet.transactional else [
        "    with op.get_context().autocommit_block():"
    ]  # fmt: skip
    for doc, sql in acts:
        text = python_string(_BOUND.sub(r"\\\g<0>", sql), indent + "    ")
        lines.append(f"{indent}# {comment(doc)}\n{indent}op.execute({text})")
    return "\n".join(lines)
