"""A server process with its supervisor, from start to removal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_architect.adapters.postgres.binaries import Installation, reachable
from backend_architect.adapters.postgres.ground import Ground, sweep, take
from backend_architect.adapters.postgres.guest import Guest, clean_environment
from backend_architect.adapters.postgres.limits import Limits
from backend_architect.adapters.postgres.template import prepare
from backend_architect.errors import Unavailable

_PATIENCE_SECONDS = 30
_ROOM_BYTES = 256 << 20
_LOG = "server.log"


class Server:
    """A running server on its own ground."""

    def __init__(self, ground: Ground, supervisor: subprocess.Popen[bytes]) -> None:
        self.ground = ground
        self._supervisor = supervisor
        self._said: dict[str, object] = {}

    def why_stopped(self) -> str:
        """One of "disk", "lifetime", "ended by itself", "asked"; "" while it runs."""
        self._listen()
        return str(self._said.get("stopped", ""))

    def has_ended(self) -> bool:
        """Whether the supervisor, and so the server, is gone."""
        return self._supervisor.poll() is not None

    def last_words(self) -> str:
        """The last line the server wrote before it stopped, for a message."""
        self._listen()
        return str(self._said.get("words", ""))

    def ask_to_end(self) -> None:
        """End the server now, whatever it does. Does not wait; may be called more than once."""
        if self._supervisor.stdin is not None:
            self._supervisor.stdin.close()

    def end(self) -> None:
        """End the server and wait until it and its folder are gone."""
        self.ask_to_end()
        try:
            self._supervisor.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            self._supervisor.wait()
        if self._supervisor.stdout is not None:
            self._supervisor.stdout.close()

    def _listen(self) -> None:
        pipe = self._supervisor.stdout
        while pipe is not None and (line := pipe.readline()):
            self._said.update(json.loads(line))


@contextmanager
def running(
    installation: Installation, guest: Guest, limits: Limits, *, place: Path, cache: Path | None
) -> Iterator[Server]:
    """A started server, gone at the end. It may not accept connections yet.

    Raises `Unavailable` where it cannot be started.
    """
    if shutil.disk_usage(place).free < _ROOM_BYTES:
        raise Unavailable(f"Less than {_ROOM_BYTES >> 20} MiB are free for a private PostgreSQL.")
    sweep(place, guest)
    ground = take(place, guest)
    try:
        server = Server(ground, _start(installation, guest, limits, ground, cache))
        try:
            yield server
        finally:
            server.end()
    finally:
        ground.give_up()


def _start(
    installation: Installation, guest: Guest, limits: Limits, ground: Ground, cache: Path | None
) -> subprocess.Popen[bytes]:
    try:
        there = reachable(installation, guest, ground.folder)
        prepare(there, guest, ground.data, cache)
    except subprocess.CalledProcessError as error:
        said = (error.stderr or "").strip().splitlines() or [str(error)]
        raise Unavailable(
            f"PostgreSQL {installation.version} cannot be started: {said[-1]}"
        ) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(
            f"PostgreSQL {installation.version} cannot be started: {error}"
        ) from error
    return _supervise(there, guest, limits, ground)


def _supervise(
    installation: Installation, guest: Guest, limits: Limits, ground: Ground
) -> subprocess.Popen[bytes]:
    orders = {
        "command": _command(installation, ground),
        "environment": clean_environment(),
        "popen": guest.popen_options(),
        "folder": str(ground.folder),
        "log": str(ground.folder / _LOG),
        "cpu_seconds": limits.cpu_seconds,
        "memory_bytes": limits.memory_bytes,
        "file_bytes": limits.file_bytes,
        "disk_bytes": limits.disk_bytes + _folder_bytes(ground.folder),
        "lifetime_seconds": limits.lifetime_seconds,
    }
    program = Path(__file__).with_name("supervisor.py")
    supervisor = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-I", "-S", str(program), json.dumps(orders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd="/",
        env=clean_environment(),
        start_new_session=True,
        pass_fds=[ground.lock],
    )
    if supervisor.stdout is not None:
        os.set_blocking(supervisor.stdout.fileno(), False)
    return supervisor


def _command(installation: Installation, ground: Ground) -> list[str]:
    settings = {"unix_socket_directories": f'"{ground.folder}"'}
    if installation.major >= 18:
        # No worker processes for reading ahead: a trial reads next to nothing.
        settings["io_method"] = "sync"
    words = [f"--{name}={value}" for name, value in settings.items()]
    return [str(installation.binaries / "postgres"), "-D", str(ground.data), *words]


def _folder_bytes(folder: Path) -> int:
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))
