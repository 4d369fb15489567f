"""Django: a migration of RunSQL for each sheet.

Form
    `<app>/migrations/<number>_<subject>.py`; the SQL is the database's side, and the operations
    that `makemigrations` writes for the changed models belong into `state_operations`, so that
    Django's state and the database agree without being changed twice.
Dependencies
    Without migrations in sight, ours go to the app with the most tables.
    The first of ours follows the highest migration the survey saw in that folder; where it saw none
    the dependency is a placeholder that Django refuses (NodeNotFoundError), until the name from
    `showmigrations` stands there. A migration the survey did not see shows as a conflict of leaf
    nodes.
Transactions
    One for each migration; `atomic = False` where a statement refuses it.
Documentation
    https://docs.djangoproject.com/en/stable/ref/migration-operations/#runsql
    https://docs.djangoproject.com/en/stable/ref/migration-operations/#separatedatabaseandstate
"""

from __future__ import annotations

import re
from collections import Counter
from posixpath import basename, dirname

from backend_architect.migrate.existing import last_of, next_number, place
from backend_architect.migrate.python_text import python_string
from backend_architect.migrate.script import LOCK_TIMEOUT, comment
from backend_architect.migrate.tool import Sheet, tool
from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile, Step

_SHAPE = re.compile(r"(?P<folder>(?:.*/)?[^/]+/migrations/)(?P<number>\d{4})_[^/]+\.py")
_MODELS = re.compile(r"(?P<app>(?:.*/)?[^/]+/)models(?:\.py|/.*\.py)")
#: Stands for the migration that only `showmigrations` knows; Django finds no such node.
LAST = "PUT_THE_LAST_NAME_OF_showmigrations_HERE"


@tool()
def django(sheet: Sheet, as_is: Model) -> tuple[MigrationFile, ...]:
    """One migration."""
    folder = place(as_is, _SHAPE, _beside_models(as_is))
    before = _name(sheet.previous, as_is) if sheet.previous else _last(as_is)
    path = f"{folder}/{_name(sheet, as_is)}.py"
    app = basename(dirname(folder))
    return (MigrationFile(tool="django", path=path, text=_text(sheet, app, before)),)


def _beside_models(as_is: Model) -> str:
    """The folder of migrations of the app with the most tables."""
    paths = (evidence.path for table in as_is.tables for evidence in table.evidence[:1])
    apps = Counter(match["app"] for path in paths if (match := _MODELS.fullmatch(path)))
    return f"{max(apps, key=lambda app: (apps[app], app), default='app/')}migrations"


def _name(sheet: Sheet, as_is: Model) -> str:
    return f"{next_number(as_is, _SHAPE, sheet.number, first='0001')}_{sheet.subject}"


def _last(as_is: Model) -> str:
    last = last_of(as_is, _SHAPE)
    return basename(last).removesuffix(".py") if last else LAST


def _text(sheet: Sheet, app: str, before: str) -> str:
    atomic = "" if sheet.transactional else "    atomic = False\n\n"
    runs = [_run(step) for step in sheet.steps]
    if sheet.transactional:
        # Django takes operations back in reverse order: the last one is the first of the way back.
        there, back = f'"{LOCK_TIMEOUT}"', "migrations.RunSQL.noop"
        first, last = (f"                migrations.RunSQL({', '.join(pair)})," for pair in
                       ((there, back), (back, there)))  # fmt: skip
        runs = [first, *runs, last]
    operations = "\n".join(runs)
    return f'''from django.db import migrations


class Migration(migrations.Migration):
    """{sheet.kind}: {comment(sheet.goal)}"""

{atomic}    dependencies = [("{app}", "{before}")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
{operations}
            ],
            # What makemigrations writes for the changed models belongs here.
            state_operations=[],
        ),
    ]
'''


def _run(step: Step) -> str:
    """A list of one statement: Django would split a bare string at its semicolons."""
    indent = " " * 20
    back = f"[{python_string(step.down, indent)}]" if step.down else "migrations.RunSQL.noop"
    lost = f"\n{indent}# {comment(step.loss)}" if step.loss else ""
    return f"""                # {comment(step.doc)}
                migrations.RunSQL(
{indent}sql=[{python_string(step.up, indent)}],{lost}
{indent}reverse_sql={back},
                ),"""
