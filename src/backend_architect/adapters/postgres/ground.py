"""Private folders that servers stand on, and the removal of those whose owner died.

A folder belongs to the guest, has mode 0700, and is locked (flock) by whoever keeps it: our process
and the supervisor share the lock. A folder nobody holds a lock on was left behind by a crash.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from backend_architect.adapters.postgres.guest import Guest
from backend_architect.errors import Unavailable

if sys.platform != "win32":
    import fcntl

PREFIX = "ba-lab-"
_NEW = ".ba-new-"
# A socket's path may have 103 bytes on macOS, and "/ba-lab-xxxxxxxx/.s.PGSQL.5432" needs 31.
_LONGEST_PLACE = 70


@dataclass(frozen=True)
class Ground:
    """A folder of our own. `lock` is an open file descriptor that keeps it ours."""

    folder: Path
    lock: int

    @property
    def data(self) -> Path:
        """The data directory of the server."""
        return self.folder / "data"

    def give_up(self) -> None:
        """Remove what is left of the folder and let the lock go."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.lock)


def find_place(guest: Guest, asked: Path | None = None) -> Path:
    """A folder for temporary things that the guest can walk into and whose path is short.

    Raises `Unavailable` where there is none.
    """
    known = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108 - mkdtemp inside
    for place in [asked] if asked else known:
        if place.is_dir() and len(os.fsencode(place)) <= _LONGEST_PLACE and guest.can_enter(place):
            return place
    raise Unavailable("No temporary folder has a short path that the server's user can walk into.")


def take(place: Path, guest: Guest) -> Ground:
    """A new folder in `place`, locked before it has the name by which `sweep` would find it."""
    new = Path(tempfile.mkdtemp(prefix=_NEW, dir=place))
    lock = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    folder = new.with_name(PREFIX + new.name.removeprefix(_NEW))
    new.rename(folder)
    guest.own(folder)
    return Ground(folder, lock)


def sweep(place: Path, guest: Guest) -> None:
    """Remove the folders of dead processes of ours.

    A server that still stands on such a folder quits by itself once its lock file is gone.
    """
    for folder in sorted(place.glob(PREFIX + "*")):
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            if _is_ours(os.fstat(lock), guest):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(lock)


def _is_ours(status: os.stat_result, guest: Guest) -> bool:
    return status.st_uid == guest.uid and stat.S_IMODE(status.st_mode) == 0o700
