"""Where private servers come from: the one class the rest of the house knows of this package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from backend_architect.adapters.postgres.binaries import (
    Installation,
    find_installations,
    system_folders,
    wheel_folder,
)
from backend_architect.adapters.postgres.cluster import serving
from backend_architect.adapters.postgres.ground import find_place
from backend_architect.adapters.postgres.guest import Guest, find_guest
from backend_architect.adapters.postgres.limits import Limits
from backend_architect.adapters.postgres.server import running
from backend_architect.adapters.postgres.template import cache_folder
from backend_architect.errors import Unavailable
from backend_architect.ports.lab import Availability, Cluster

_WITHOUT = (
    "Surveying, designing and the documents work without it; what only a trial can show is "
    "reported as not proven. To prove it, reinstall this program with its dependencies."
)


class PostgresLab:
    """The lab on this machine.

    `wheel` is the folder of the installed wheel and `system` the folders of system binaries; both
    are looked for when not given. `place` is where servers stand (a short path the server's user
    can walk into), `cache` where fresh data directories are kept; None looks for the usual ones.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        wheel: Path | None = None,
        system: Sequence[Path] | None = None,
        place: Path | None = None,
        cache: Path | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._wheel = wheel
        self._system = system
        self._place = place
        self._cache = cache
        self._found: tuple[Guest, list[Installation]] | None = None

    def availability(self) -> Availability:
        """What can be had here; starts no server."""
        try:
            guest, found = self._installations()
            find_place(guest, self._place)
        except Unavailable as reason:
            return Availability(reason=reason.message)
        sources = dict.fromkeys(installation.source for installation in found)
        return Availability(
            versions=tuple(installation.version for installation in found),
            source=" and ".join(sources),
        )

    def cluster(self, major: int = 18) -> AbstractContextManager[Cluster]:
        """A private server of this major version. Raises `Unavailable` on entering."""
        return self._cluster(major)

    @contextmanager
    def _cluster(self, major: int) -> Iterator[Cluster]:
        with ExitStack() as stack:
            try:
                cluster = self._start(major, stack)
            except Unavailable as reason:
                raise Unavailable(reason.message, hint=_WITHOUT) from reason
            yield cluster

    def _start(self, major: int, stack: ExitStack) -> Cluster:
        guest, found = self._installations()
        chosen = _choose(found, major)
        place = find_place(guest, self._place)
        cache = self._cache or cache_folder()
        server = running(chosen, guest, self._limits, place=place, cache=cache)
        started = stack.enter_context(server)
        return stack.enter_context(serving(started, guest, self._limits, chosen.version))

    def _installations(self) -> tuple[Guest, list[Installation]]:
        if self._found is None:
            guest = find_guest()
            system = system_folders() if self._system is None else self._system
            wheel = wheel_folder() if self._wheel is None else self._wheel
            found = find_installations(guest, wheel=wheel, system=system)
            if not found:
                raise Unavailable("No PostgreSQL that can be started privately is installed.")
            self._found = guest, found
        return self._found


def _choose(found: list[Installation], major: int) -> Installation:
    """The newest of that major version, the system's before the wheel's where they are equal."""
    fitting = [installation for installation in found if installation.major == major]
    if not fitting:
        known = ", ".join(installation.version for installation in found)
        raise Unavailable(f"PostgreSQL {major} is not installed here; there is {known}.")
    return fitting[-1]
