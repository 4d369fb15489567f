"""Calculations in this process, or in several.

Processes, because parsing holds the interpreter's lock. They come from a fork server, where there
is one: plain forking would copy the threads' locks of a server we may live in, and spawning pays
the imports once per worker (the fork server pays them once). Elsewhere they are spawned.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self

from backend_architect.errors import Unavailable
from backend_architect.ports.executor import Input, Output, Progress

#: Items. Fewer are done here: starting workers takes as long as parsing about so many files.
FEW = 64
#: Items that travel together: enough to pay for the way, few enough to move the progress bar.
TOGETHER = 16
#: Workers. Memory grows by about 34 MB each, and the assembling process is the limit by then.
MOST_WORKERS = 16


class Inline:
    """Everything in this process."""

    def map(
        self,
        function: Callable[[Input], Output],
        items: Sequence[Input],
        progress: Progress | None = None,
    ) -> list[Output]:
        """The function of each item, in the items' order."""
        results = []
        for item in items:
            results.append(function(item))
            if progress is not None:
                progress(len(results), len(items))
        return results


class ProcessPool:
    """Several processes, started when the first large piece of work comes.

    `preload` names the modules that every worker needs. Use it in a `with` statement: its end is
    the workers' end.
    """

    def __init__(self, workers: int = 0, *, preload: Sequence[str] = (), few: int = FEW) -> None:
        self.workers = min(workers or _cores(), MOST_WORKERS)
        self._preload = tuple(preload)
        self._few = few
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def map(
        self,
        function: Callable[[Input], Output],
        items: Sequence[Input],
        progress: Progress | None = None,
    ) -> list[Output]:
        """The function of each item, in the items' order, as the port says."""
        if self.workers == 1 or len(items) < self._few or not _is_safe():
            return Inline().map(function, items, progress)
        try:
            return self._map(function, items, progress)
        except BrokenProcessPool as error:
            self._stop()
            raise Unavailable(
                "A worker process died, perhaps for want of memory.",
                hint="Use --jobs 1 to do the work in one process.",
            ) from error
        except BaseException:
            self._stop()
            raise

    def _map(
        self,
        function: Callable[[Input], Output],
        items: Sequence[Input],
        progress: Progress | None,
    ) -> list[Output]:
        groups = [items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER)]
        results: list[Output] = []
        for group in self._started().map(partial(_each, function), groups):
            results.extend(group)
            if progress is not None:
                progress(len(results), len(items))
        return results

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.workers, mp_context=_context(self._preload), initializer=_ignore_interrupts
            )
        return self._executor

    def _stop(self) -> None:
        """End the workers now, whatever they are at; there is nothing in them to be saved."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        # The public `kill_workers` comes with Python 3.14.
        for process in list((executor._processes or {}).values()):  # noqa: SLF001
            process.kill()
        executor.shutdown(wait=True, cancel_futures=True)


def _context(preload: Sequence[str]) -> BaseContext:
    # Workers are started with `python -c`, which looks for modules in the current folder first:
    # a surveyed repository with a `multiprocessing.py` in it would run. This variable forbids it.
    os.environ["PYTHONSAFEPATH"] = "1"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _is_safe() -> bool:
    """Whether workers would heed the variable; without it no worker is started."""
    return bool(sys.flags.safe_path) or not sys.flags.ignore_environment


def _each(function: Callable[[Input], Output], items: Sequence[Input]) -> list[Output]:
    return [function(item) for item in items]


def _ignore_interrupts() -> None:
    """Ctrl-C reaches the whole process group; the parent alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
