"""Everything a run needs from outside, opened once and handed down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backend_architect.app.gate import Gate
from backend_architect.model.configuration import Configuration
from backend_architect.ports.desk import Desk
from backend_architect.ports.executor import Pool
from backend_architect.ports.lab import Lab
from backend_architect.ports.store import Store
from backend_architect.ports.workspace import Workspace
from backend_architect.profiles import Profile

#: Hears what is being done: the stage, how much of it is done, and how much there is (0: unknown).
Progress = Callable[[str, int, int], None]


def silent(_stage: str, _done: int, _all: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class House:
    """The windows, the profile whose rights hold, and the repository's own configuration."""

    workspace: Workspace
    gate: Gate
    desk: Desk
    lab: Lab
    pool: Pool
    store: Store
    profile: Profile
    configuration: Configuration = field(default_factory=Configuration)
    progress: Progress = silent

    @property
    def waivers(self) -> Mapping[str, str]:
        """Reasons that hold today, by finding or rule."""
        return self.configuration.standing
