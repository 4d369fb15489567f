"""What PostgreSQL said, as `SqlRefused`."""

from __future__ import annotations

import psycopg
from psycopg import pq

from backend_architect.ports.lab import SqlRefused

LOST = "08006"
STOPPED = "57014"
DISK_FULL = "53100"
TOO_MUCH = "54000"
NOT_TEXT = "22021"
_UNNAMED = "XX000"


def from_error(error: psycopg.Error) -> SqlRefused:
    """The refusal in an exception of the driver; its own complaints have no SQLSTATE."""
    message = error.diag.message_primary or (str(error).splitlines() or [type(error).__name__])[0]
    if error.sqlstate:
        return SqlRefused(error.sqlstate, message)
    return SqlRefused(LOST if isinstance(error, psycopg.OperationalError) else _UNNAMED, message)


def from_result(result: pq.abc.PGresult) -> SqlRefused:
    """The refusal in a result of libpq."""
    state = result.error_field(pq.DiagnosticField.SQLSTATE)
    text = result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or result.error_message
    message = (text.decode(errors="replace").splitlines() or [""])[0]
    return SqlRefused(state.decode() if state else LOST, message)
