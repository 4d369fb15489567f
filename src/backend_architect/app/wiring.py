"""The one place where windows are chosen: which adapter stands behind each port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from backend_architect.adapters.cache import DiskCache, cache_path
from backend_architect.adapters.configuration import configuration_of
from backend_architect.adapters.desk import OpenDesk, RootedDesk
from backend_architect.adapters.disk import DiskShelter, open_workspace
from backend_architect.adapters.pool import ProcessPool
from backend_architect.adapters.postgres import PostgresLab
from backend_architect.app.gate import Gate
from backend_architect.app.house import House, Progress, silent
from backend_architect.profiles import profile, profile_names

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
    confined: bool = False,
    progress: Progress = silent,
) -> Iterator[House]:
    """A house on the repository at `root`, closed at the end.

    `profile_name` goes before the configuration's. Documents go below `out`, or the root.
    `confined` lets named files be read below the root only. Raises `Misused` for a root that is no
    folder, a faulty configuration, or an unknown profile.
    """
    configuration = configuration_of(root, profiles=profile_names())
    speaker = profile(profile_name or configuration.profile or DEFAULT_PROFILE)
    workspace = open_workspace(root, configuration.ignores, below)
    store = DiskCache(cache_path(environment))
    with ProcessPool(preload=PRELOAD) as pool:
        yield House(
            workspace=workspace,
            gate=Gate(speaker, DiskShelter(out or root)),
            desk=RootedDesk(root) if confined else OpenDesk(),
            lab=PostgresLab(),
            pool=pool,
            store=store,
            profile=speaker,
            configuration=configuration,
            progress=progress,
        )
    store.close()
