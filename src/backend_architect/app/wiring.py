"""The one place where windows are chosen: which adapter stands behind each port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from backend_architect.adapters.cache import DiskCache, cache_path
from backend_architect.adapters.configuration import configuration_of
from backend_architect.adapters.desk import HeldDesk, OpenDesk, RootedDesk
from backend_architect.adapters.disk import DiskShelter, open_workspace
from backend_architect.adapters.estate import Estate, names_of
from backend_architect.adapters.pool import ProcessPool
from backend_architect.adapters.postgres import PostgresLab
from backend_architect.app.gate import Gate
from backend_architect.app.house import House, Progress, silent
from backend_architect.errors import Misused
from backend_architect.model.configuration import FILE_NAME, Configuration
from backend_architect.ports.workspace import Workspace
from backend_architect.profiles import Profile, profile, profile_names

#: Who speaks where neither the call nor the repository says.
DEFAULT_PROFILE = "enterprise-planner"

#: What every worker of the pool needs.
PRELOAD = ("backend_architect.survey.survey",)


@contextmanager
def opened(
    root: Path,
    environment: Mapping[str, str],
    *,
    profile_name: str = "",
    below: str = "",
    out: Path | None = None,
    held: Mapping[str, bytes] | None = None,
    jobs: int = 0,
    beside: Sequence[Path] = (),
    progress: Progress = silent,
) -> Iterator[House]:
    """A house on the repository at `root`, closed at the end.

    Further repositories `beside` it are read as parts of one system; the configuration's rights
    and volumes are those of `root`, each repository's ignores its own.
    `profile_name` goes before the configuration's. Documents go below `out`, or the root.
    With `held` (nouns by handle) named files are read below the root only. `jobs` is the number of
    processes, 0 for one per core. Raises `Misused` for a root or `out` that is no folder, a faulty
    configuration, an unknown profile, or one that the repository may not choose.
    """
    shelter = DiskShelter(root)
    configuration = configured(root)
    speaker = speaker_of(profile_name, configuration)
    workspace = _workspace(root, configuration, below, beside)
    store = DiskCache(cache_path(environment))
    with ProcessPool(jobs, preload=PRELOAD) as pool:
        yield House(
            workspace=workspace,
            gate=Gate(speaker, DiskShelter(out) if out else shelter),
            desk=OpenDesk() if held is None else HeldDesk(held, RootedDesk(root)),
            lab=PostgresLab(),
            pool=pool,
            store=store,
            profile=speaker,
            configuration=configuration,
            progress=progress,
        )
    store.close()


def _workspace(
    root: Path, configuration: Configuration, below: str, beside: Sequence[Path]
) -> Workspace:
    if not beside:
        return open_workspace(root, configuration.ignores, below)
    if below:
        raise Misused(
            f"--path {below}: of one repository only.", hint="Give the folders themselves."
        )
    parts = {
        name: open_workspace(each, configured(each).ignores)
        for name, each in names_of((root, *beside)).items()
    }
    return Estate(parts)


def configured(root: Path) -> Configuration:
    """What the repository says about itself. Raises `Misused` with every fault and its line."""
    return configuration_of(root, profiles=profile_names())


def speaker_of(chosen: str, configuration: Configuration) -> Profile:
    """The profile that the caller chose, else the repository's, else the default.

    A repository is a stranger's: it may choose another voice, never more rights than the default
    profile has. Raises `Misused` if it tries, and for an unknown name.
    """
    default = profile(DEFAULT_PROFILE)
    if chosen or not configuration.profile:
        return profile(chosen or DEFAULT_PROFILE)
    asked = profile(configuration.profile)
    if not (set(asked.verbs) <= set(default.verbs) and set(asked.write) <= set(default.write)):
        line = configuration.lines.get("profile", 1)
        raise Misused(
            f"{FILE_NAME}:{line}: a repository may not choose '{asked.slug}', which has more "
            f"rights than '{default.slug}'.",
            hint=f"If you want it, say so yourself: --profile {asked.slug}.",
        )
    return asked
