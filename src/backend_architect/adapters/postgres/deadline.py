"""The end of a statement that does not end by itself.

A guest lifts its own `statement_timeout`, and its function may catch a cancel and go on. So the
backend is ended from another connection, and if it does not listen, the whole server.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_GRACE_SECONDS = 5.0


@dataclass(frozen=True)
class _Statement:
    """What is running: until when it may, by the monotonic clock, and whether it is over."""

    until: float
    over: threading.Event = field(default_factory=threading.Event)


class Deadline:
    """Ends one session's statement after `seconds`.

    `end_backend` ends the session's own backend, `end_server` everything. One thread watches all
    statements of the session: starting one for each would cost more than most of them. A statement
    that begins later may also run longer, so the thread need not be told of it; it sleeps until
    the first could be late, then looks what is running, and goes when nothing is.
    """

    def __init__(
        self, seconds: float, end_backend: Callable[[], None], end_server: Callable[[], None]
    ) -> None:
        self.seconds = seconds
        self.passed = False
        self._end_backend = end_backend
        self._end_server = end_server
        self._lock = threading.Lock()
        self._running: _Statement | None = None
        self._watched = False

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Run the body under the deadline; one body at a time."""
        statement = _Statement(until=time.monotonic() + self.seconds)
        with self._lock:
            self._running = statement
            if not self._watched:
                threading.Thread(target=self._watch, daemon=True).start()
                self._watched = True
        try:
            yield
        finally:
            with self._lock:
                self._running = None
            statement.over.set()

    def _watch(self) -> None:
        while (statement := self._still_running()) is not None:
            left = statement.until - time.monotonic()
            if left > 0:
                time.sleep(left)
            else:
                self._strike(statement.over)

    def _still_running(self) -> _Statement | None:
        with self._lock:
            self._watched = self._running is not None
            return self._running

    def _strike(self, over: threading.Event) -> None:
        self.passed = True
        self._end_backend()
        if not over.wait(_GRACE_SECONDS):
            self._end_server()
            over.wait()
