"""The end of a statement that does not end by itself.

A guest lifts its own `statement_timeout`, and its function may catch a cancel and go on. So the
backend is ended from another connection, and if it does not listen, the whole server.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_GRACE_SECONDS = 5.0


class Deadline:
    """Ends one session's statement after `seconds`.

    `end_backend` ends the session's own backend, `end_server` everything.
    """

    def __init__(
        self, seconds: float, end_backend: Callable[[], None], end_server: Callable[[], None]
    ) -> None:
        self.seconds = seconds
        self.passed = False
        self._end_backend = end_backend
        self._end_server = end_server

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Run the body under the deadline."""
        over = threading.Event()
        watch = threading.Timer(self.seconds, self._strike, [over])
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.cancel()

    def _strike(self, over: threading.Event) -> None:
        self.passed = True
        self._end_backend()
        if not over.wait(_GRACE_SECONDS):
            self._end_server()
