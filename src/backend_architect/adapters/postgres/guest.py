"""The operating-system user a server runs as, and how a process becomes that user.

PostgreSQL refuses to run as root, so root lends it to `nobody`. Anybody else runs it as himself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend_architect.errors import Unavailable

if sys.platform != "win32":
    import pwd

_LONGEST_START_SECONDS = 60


@dataclass(frozen=True)
class Guest:
    """A user and group number; `switched` when they are not our own."""

    uid: int
    gid: int
    switched: bool

    def popen_options(self) -> dict[str, Any]:
        """What `subprocess` needs to become the guest: nothing where we are the guest."""
        if not self.switched:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, command: Sequence[str | Path], *, text: str = "") -> str:
        """The output of one short program, run as the guest with a clean environment.

        Raises `OSError` or `subprocess.SubprocessError` where it cannot be started, fails, or
        takes longer than a minute.
        """
        done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - our own binaries with our own arguments
            [str(word) for word in command],
            input=text,
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
            env=clean_environment(),
            timeout=_LONGEST_START_SECONDS,
            **self.popen_options(),
        )
        return done.stdout

    def own(self, folder: Path) -> None:
        """Give a folder of ours, with all in it, to the guest."""
        if not self.switched:
            return
        for place, _, files in os.walk(folder):
            os.chown(place, self.uid, self.gid)
            for name in files:
                os.chown(Path(place, name), self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """Whether the guest may walk into this folder (modes only; access lists are not read)."""
        if not self.switched:
            return os.access(folder, os.X_OK)
        whole = folder.resolve()
        return all(step.stat().st_mode & 0o001 for step in (whole, *whole.parents))


def clean_environment() -> dict[str, str]:
    """The only environment a server sees: none of our own variables, some of which are keys."""
    return {"PATH": os.defpath.strip(":"), "LC_ALL": "C", "TZ": "UTC"}


def find_guest() -> Guest:
    """Who shall run the server. Raises `Unavailable` where nobody can."""
    if sys.platform == "win32":
        raise Unavailable("A private PostgreSQL is not started on Windows.")
    if os.geteuid() != 0:
        return Guest(os.geteuid(), os.getegid(), switched=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Unavailable(
            "PostgreSQL refuses to run as root, and there is no user 'nobody' to run it."
        ) from None
    guest = Guest(nobody.pw_uid, nobody.pw_gid, switched=True)
    try:
        guest.run(["true"])
    except (OSError, subprocess.SubprocessError):
        raise Unavailable(
            "PostgreSQL refuses to run as root, and root may not become 'nobody' here."
        ) from None
    return guest
