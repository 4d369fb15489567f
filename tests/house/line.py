"""The straight line in a process of its own, for tests of its bytes: `python -m tests.house.line`.

Prints nothing; leaves the Model, the nouns between and all documents below the folder given.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.desk import OpenDesk
from backend_architect.adapters.disk import DiskShelter, open_workspace
from backend_architect.adapters.pool import Inline
from backend_architect.app.gate import Gate
from backend_architect.app.house import House
from backend_architect.app.verbs import VERBS, PlanRequest
from backend_architect.errors import Unavailable
from backend_architect.model.codec import to_json
from backend_architect.ports.lab import Availability, Cluster
from backend_architect.profiles import profile


class NoLab:
    """A machine without any PostgreSQL."""

    def availability(self) -> Availability:
        return Availability(reason="No PostgreSQL that can be started privately is installed.")

    def cluster(self, major: int = 18) -> AbstractContextManager[Cluster]:
        return self._cluster()

    @contextmanager
    def _cluster(self) -> Iterator[Cluster]:
        raise Unavailable("No PostgreSQL that can be started privately is installed.")
        yield


def house_on(root: Path, out: Path, speaker: str = "enterprise-planner") -> House:
    """A house without a lab, a cache or further processes."""
    return House(
        workspace=open_workspace(root),
        gate=Gate(profile(speaker), DiskShelter(out)),
        desk=OpenDesk(),
        lab=NoLab(),
        pool=Inline(),
        store=MemoryCache(),
        profile=profile(speaker),
    )


def main(root: str, words: str, out: str) -> None:
    """Plan, and keep the Dossier beside the documents."""
    outcome = VERBS["plan"].act(
        house_on(Path(root), Path(out)), PlanRequest(words=words, assume=True)
    )
    (Path(out) / "dossier.json").write_bytes(to_json(outcome.noun))


if __name__ == "__main__":
    main(*sys.argv[1:])
