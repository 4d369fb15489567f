"""A sheet as an SQL script."""

from __future__ import annotations

from collections.abc import Iterable

from backend_architect.migrate.tool import Sheet
from backend_architect.model.route import Step

#: How long a transaction waits for a lock before it gives up and lets the others pass.
LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s';"
#: A statement that does nothing, for tools that want a way back of everything.
NOTHING_BACK = "-- Nothing to take back here.\nSELECT 1;"


def comment(text: str) -> str:
    """Text for a comment: one line, whatever names in it hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def statements(steps: Iterable[Step], *, back: bool = False) -> str:
    """The SQL of steps one after the other, each under its sentence."""
    mark = "-- Way back of: " if back else "-- "
    return "\n\n".join(
        f"{mark}{comment(step.doc)}\n{step.down if back else step.up}" for step in steps
    )


def up_script(sheet: Sheet) -> str:
    """The steps, in a transaction that the script begins and ends if they stand one."""
    return _script(sheet, statements(sheet.steps))


def down_script(sheet: Sheet) -> str:
    """The way back of the steps in reverse order, likewise."""
    if not sheet.downs:
        return f"{NOTHING_BACK}\n"
    return "\n".join([*losses(sheet), _script(sheet, statements(sheet.downs, back=True))])


def up_body(sheet: Sheet) -> str:
    """The steps, for a tool that makes the transaction itself."""
    return "\n\n".join([*_timeout(sheet), statements(sheet.steps)])


def down_body(sheet: Sheet) -> str:
    """The way back of the steps in reverse order, likewise."""
    if not sheet.downs:
        return NOTHING_BACK
    back = "\n\n".join([*_timeout(sheet), statements(sheet.downs, back=True)])
    return "\n".join([*losses(sheet), back])


def losses(sheet: Sheet) -> list[str]:
    """Comments on what the way back cannot bring back."""
    return [f"-- {comment(step.loss)}" for step in sheet.downs if step.loss]


def _timeout(sheet: Sheet) -> list[str]:
    return [LOCK_TIMEOUT] if sheet.transactional else []


def _script(sheet: Sheet, body: str) -> str:
    if not sheet.transactional:
        return f"{body}\n"
    return f"BEGIN;\n{LOCK_TIMEOUT}\n\n{body}\n\nCOMMIT;\n"
