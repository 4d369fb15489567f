"""Run SQL text that may hold several statements, and throw its answers away as they come.

The driver would gather every answer in our memory first, and a stranger's SELECT may have no end.
"""

from __future__ import annotations

import selectors
from collections.abc import Iterator

from psycopg import pq

from backend_architect.adapters.postgres import refusal
from backend_architect.ports.lab import SqlRefused

_COPIES = (pq.ExecStatus.COPY_IN, pq.ExecStatus.COPY_OUT, pq.ExecStatus.COPY_BOTH)


def run_script(wire: pq.abc.PGconn, sql: bytes) -> None:
    """Send the text as one message and read to its end. Raises `SqlRefused`, `psycopg.Error`.

    COPY between server and client has no client here that would speak it, and is refused.
    """
    wire.send_query(sql)
    wire.set_single_row_mode()
    refused = read_to_the_end(wire)
    if refused:
        raise refused


def read_to_the_end(wire: pq.abc.PGconn) -> SqlRefused | None:
    """Read every answer still to come and keep only the first refusal among them."""
    refused: SqlRefused | None = None
    for result in _results(wire):
        if result.status in _COPIES:
            _leave_copy(wire, pq.ExecStatus(result.status))
            refused = refused or SqlRefused("0A000", "COPY through the client is not run here")
        elif result.status in (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE):
            refused = refused or refusal.from_result(result)
    return refused


def _results(wire: pq.abc.PGconn) -> Iterator[pq.abc.PGresult]:
    with selectors.DefaultSelector() as selector:
        selector.register(wire.socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while wire.flush():
            selector.select()
            wire.consume_input()
        selector.modify(wire.socket, selectors.EVENT_READ)
        while True:
            while wire.is_busy():
                selector.select()
                wire.consume_input()
                _forget_notifications(wire)
            result = wire.get_result()
            if result is None:
                return
            yield result


def _leave_copy(wire: pq.abc.PGconn, status: pq.ExecStatus) -> None:
    if status == pq.ExecStatus.COPY_IN:
        wire.put_copy_end(b"no data comes here")
        wire.flush()
        return
    # Reads until the copy ends or the deadline ends the connection; nothing is kept.
    length = 1
    with selectors.DefaultSelector() as selector:
        selector.register(wire.socket, selectors.EVENT_READ)
        while length >= 0:
            length, _ = wire.get_copy_data(1)
            if length == 0:
                selector.select()
                wire.consume_input()


def _forget_notifications(wire: pq.abc.PGconn) -> None:
    while wire.notifies():
        continue
