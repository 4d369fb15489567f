"""The small process between ours and a server: it starts the server, watches it, and ends it.

It runs as a file of its own (`python -I -S supervisor.py ORDERS`), with nothing but the standard
library, so that it outlives us: however our process dies, its end of the pipe closes, and the
supervisor ends the server and removes the folder. It speaks lines of JSON on its output.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_LOOK_EVERY_SECONDS = 0.5
_PATIENCE_SECONDS = 5.0


def main() -> int:
    """Obey the orders (JSON) in the first argument."""
    orders = json.loads(sys.argv[1])
    # Backends leave the server's process group; orphaned ones come to us and are found again.
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    server = _start(orders)
    _say(started=server.pid)
    try:
        _say(stopped=_watch(server, orders), words=_last_line(orders["log"]))
    finally:
        _end(server)
        _end_orphans()
        shutil.rmtree(orders["folder"], ignore_errors=True)
    return 0


def _start(orders: dict[str, Any]) -> subprocess.Popen[bytes]:
    with Path(orders["log"]).open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own binary with our own arguments
            orders["command"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=orders["environment"],
            start_new_session=True,
            preexec_fn=_bounds(orders),  # noqa: PLW1509 - this process has one thread
            **orders["popen"],
        )


def _bounds(orders: dict[str, Any]) -> Callable[[], None]:
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: orders["cpu_seconds"],
        resource.RLIMIT_FSIZE: orders["file_bytes"],
        resource.RLIMIT_AS: orders["memory_bytes"],
    }

    def bind() -> None:
        for what, most in wanted.items():
            hard = resource.getrlimit(what)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(what, (bound, bound))
            except (OSError, ValueError):
                # macOS does not let every limit be lowered; the watch still counts time and disk.
                continue
        _prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)

    return bind


def _watch(server: subprocess.Popen[bytes], orders: dict[str, Any]) -> str:
    parent = os.getppid()
    end = time.monotonic() + orders["lifetime_seconds"]
    while True:
        asked, _, _ = select.select([sys.stdin], [], [], _LOOK_EVERY_SECONDS)
        if asked or os.getppid() != parent:
            return "asked"
        if server.poll() is not None:
            return "ended by itself"
        if time.monotonic() > end:
            return "lifetime"
        if _disk_bytes(orders["folder"]) > orders["disk_bytes"]:
            return "disk"


def _last_line(log: str) -> str:
    lines = Path(log).read_text(errors="replace").splitlines()
    return lines[-1][:300] if lines else ""


def _disk_bytes(folder: str) -> int:
    """What the folder really takes; a sparse file takes only what was written."""
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            try:
                total += Path(place, name).lstat().st_blocks * 512
            except FileNotFoundError:
                continue
    return total


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
    try:
        server.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _end_orphans() -> None:
    while orphans := list(_children()):
        for child in orphans:
            os.kill(child, signal.SIGKILL)
        for child in orphans:
            os.waitpid(child, 0)


def _children() -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_bytes().rpartition(b")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            yield int(entry.parent.name)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _say(**words: object) -> None:
    try:
        os.write(sys.stdout.fileno(), json.dumps(words).encode() + b"\n")
    except BrokenPipeError:
        # Whoever listened is dead; what remains to be done does not need a listener.
        return


if __name__ == "__main__":
    sys.exit(main())
