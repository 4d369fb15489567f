"""What is being done, shown on a terminal once it takes more than a second."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Self

from backend_architect.faces.shown import plain

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: Seconds of silence: a run that is over by then shows nothing.
PATIENCE = 1.0


class Ticker:
    """Hears the stages of a run. Draws on standard error, only if that is a terminal."""

    def __init__(self, *, listening: bool) -> None:
        self._listening = listening and sys.stderr.isatty()
        self._lock = Lock()
        self._stage = ("", 0, 0)
        self._drawn: tuple[Progress, TaskID] | None = None
        self._timer: Timer | None = None

    def __enter__(self) -> Self:
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pause()

    def hear(self, stage: str, done: int, total: int) -> None:
        """A stage, and how much of it is done; 0 of 0 if nobody knows."""
        if not self._listening:
            return
        with self._lock:
            self._stage = (stage, done, total)
            if self._drawn:
                self._draw(*self._drawn)
            elif self._timer is None:
                self._wait()

    def pause(self) -> None:
        """Leave the terminal to somebody else, until the next stage is heard."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self._drawn:
                self._drawn[0].stop()
            self._timer = self._drawn = None

    def _wait(self) -> None:
        if self._listening:
            self._timer = Timer(PATIENCE, self._begin)
            self._timer.daemon = True
            self._timer.start()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        with self._lock:
            if self._timer is None:
                return
            shown = Progress(
                SpinnerColumn(), TextColumn("{task.description}"), BarColumn(),
                TextColumn("{task.fields[count]}"), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            task = shown.add_task("", total=None, count="")
            self._drawn = shown, task
            self._draw(shown, task)
            shown.start()

    def _draw(self, shown: Progress, task: TaskID) -> None:
        stage, done, total = self._stage
        count = f"{done} of {total}" if total else ""
        from rich.markup import escape

        shown.update(
            task,
            description=escape(plain(stage)),
            completed=done,
            total=total or None,
            count=count,
        )
